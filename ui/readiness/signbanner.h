// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QWidget>

namespace readyroom::page {
class LineView;
}
namespace readyroom::widgets {
class Card;
class StateBadge;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// That it was signed off, by whom and when; and what has drifted since, which voids the banner but not the record.
/// Hidden while nothing was signed.
class SignBanner final : public QWidget {
    Q_OBJECT
public:
    explicit SignBanner(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void take(const ReadinessView &view, Timestamp now);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void itemChosen(const QString &id);

private:
    widgets::Card *m_card = nullptr;
    widgets::StateBadge *m_mark = nullptr;
    widgets::WrappedLabel *m_text = nullptr;
    page::LineView *m_drift = nullptr;
};

} // namespace readyroom::readinessui
