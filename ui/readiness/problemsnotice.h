// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QWidget>

class QPlainTextEdit;

namespace readyroom::widgets {
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// Which profiles are refused, with every error. Hidden while none is, and when a person has put it away until there
/// are other errors.
class ProblemsNotice final : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsNotice(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void take(const std::vector<ProfileEntry> &profiles);

private:
    void applyTheme();

    const widgets::ThemeSource &m_themes;
    widgets::WrappedLabel *m_sentence = nullptr;
    QPlainTextEdit *m_findings = nullptr;
    QStringList m_problems;
};

} // namespace readyroom::readinessui
