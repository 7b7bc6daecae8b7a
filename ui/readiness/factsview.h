// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

#include <vector>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// What is known about something, as a list of names and plain texts that can be selected and copied; as high as it
/// needs, so that it never scrolls by itself.
class FactsView final : public QTextEdit {
    Q_OBJECT
public:
    struct Fact {
        QString name; ///< empty: the text takes the whole width
        QString text;
        bool operator==(const Fact &) const = default;
    };

    FactsView(const widgets::ThemeSource &themes, const QString &accessibleName, QWidget *parent = nullptr);

    /// Facts without text are left out. What is the same already stays, with its selection.
    void setFacts(std::vector<Fact> facts);
    [[nodiscard]] const std::vector<Fact> &facts() const { return m_facts; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {320, heightForWidth(320)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 20}; }

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void write();

    const widgets::ThemeSource &m_themes;
    std::vector<Fact> m_facts;
};

} // namespace readyroom::readinessui
