// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QWidget>

namespace readyroom::page {
class LineView;
}
namespace readyroom::widgets {
class TextButton;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// Who has to sign and who has, and the button to do it. Approvals never change a verdict.
class ApprovalsCard final : public QWidget {
    Q_OBJECT
public:
    explicit ApprovalsCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void take(const ReadinessView &view, Timestamp now);
    [[nodiscard]] bool canSign() const;

Q_SIGNALS:
    void signRequested();

private:
    page::LineView *m_roles = nullptr;
    widgets::WrappedLabel *m_nobody = nullptr;
    widgets::TextButton *m_sign = nullptr;
};

/// Why this cannot be signed off, in the words of the button; empty: it can.
[[nodiscard]] QString whyNotSign(const readiness::Assessment &assessment);

} // namespace readyroom::readinessui
