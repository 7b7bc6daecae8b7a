// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::drillsui {

/// What is sent, letter by letter: monospace, selectable, as high as it needs up to some lines, then it scrolls.
class CodeView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(const widgets::ThemeSource &themes, int mostLines = 12, QWidget *parent = nullptr);

    /// Plain text. What is selected stays so while the text is the same.
    void setCode(const QString &code);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void fit();

    const widgets::ThemeSource &m_themes;
    int m_mostLines;
    QString m_code;
};

} // namespace readyroom::drillsui
