// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/drills/noticecard.h"

namespace readyroom::widgets {
class ElidedLabel;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// One row of a NoticeCard.
class NoticeRow final : public QWidget {
    Q_OBJECT
public:
    NoticeRow(const widgets::ThemeSource &themes, paint::Tone tone, QWidget *parent);

    void setRow(const NoticeCard::Row &row);
    [[nodiscard]] const QString &key() const { return m_row.key; }

Q_SIGNALS:
    void acted();
    void opened();

private:
    NoticeCard::Row m_row;
    widgets::WrappedLabel *m_text = nullptr;
    widgets::ElidedLabel *m_note = nullptr;
    widgets::TextButton *m_open = nullptr;
    widgets::TextButton *m_action = nullptr;
};

} // namespace readyroom::drillsui
