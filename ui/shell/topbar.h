// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace readyroom {
class ArmingPort;
}
namespace readyroom::page {
class ViewTime;
}
namespace readyroom::widgets {
class SearchField;
class SegmentedControl;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::shell {

class ArmingControl;
class Indicator;

/// Search, time range, live or paused, and whether Readyroom may act.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    TopBar(const widgets::ThemeSource &themes, page::ViewTime &time, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit &searchField();
    /// Makes the lock show whether something is armed, and arm on a click. Outlives this.
    void attachArming(ArmingPort &arming);
    /// Null before attachArming().
    [[nodiscard]] ArmingControl *arming() const { return m_arming; }
    /// Without a fleet there is nothing live and no range to choose: both are hidden.
    void setHasFleet(bool hasFleet);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    const widgets::ThemeSource &m_themes;
    page::ViewTime &m_time;
    widgets::SearchField *m_search = nullptr;
    widgets::SegmentedControl *m_ranges = nullptr;
    Indicator *m_live = nullptr;
    Indicator *m_lock = nullptr; ///< until there is something to arm
    ArmingControl *m_arming = nullptr;
};

/// The ranges offered: minutes and what the button says.
struct RangeChoice {
    int minutes;
    const char *text; ///< translate in the context readyroom::shell::TopBar
    const char *description;
};
inline constexpr RangeChoice rangeChoices[]{
    {5, QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "5 m"),
     QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "The last 5 minutes")},
    {15, QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "15 m"),
     QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "The last 15 minutes")},
    {60, QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "1 h"),
     QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "The last hour")},
    {360, QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "6 h"),
     QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "The last 6 hours")},
    {1440, QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "24 h"),
     QT_TRANSLATE_NOOP("readyroom::shell::TopBar", "The last 24 hours")},
};

} // namespace readyroom::shell
