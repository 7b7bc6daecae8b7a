// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace readyroom::widgets {
class Card;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class NoticeRow;

/// Some things that a person should not forget, each with a button that sees to it. Hidden when there is none.
class NoticeCard final : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString key;
        QString text; ///< plain, may be remote
        QString note = {};
        QString action = {}; ///< what the button says; empty: nothing can be done here
        bool opens = false; ///< the words themselves can be clicked: they lead to a run
        bool operator==(const Row &) const = default;
    };

    NoticeCard(const widgets::ThemeSource &themes, paint::Tone tone, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Buttons keep their place and the keyboard while what the rows say changes.
    void setRows(std::vector<Row> rows);

Q_SIGNALS:
    void acted(const QString &key);
    void opened(const QString &key);

private:
    void refresh();

    const widgets::ThemeSource &m_themes;
    paint::Tone m_tone;
    std::vector<Row> m_rows;
    std::vector<NoticeRow *> m_shown;
    bool m_all = false;
    widgets::Card *m_card = nullptr;
    QVBoxLayout *m_column = nullptr;
    widgets::TextButton *m_more = nullptr;
};

} // namespace readyroom::drillsui
