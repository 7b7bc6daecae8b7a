// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/drillwords.h"

#include <QWidget>

namespace readyroom::widgets {
class Card;
class StateBadge;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

/// What a run came to, in words, and what a person has to do now.
class VerdictBanner final : public QWidget {
    Q_OBJECT
public:
    explicit VerdictBanner(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// Hidden while the run goes its way.
    void setRun(const drills::Run &run);

private:
    widgets::Card *m_card = nullptr;
    widgets::StateBadge *m_mark = nullptr;
    widgets::WrappedLabel *m_title = nullptr;
    widgets::WrappedLabel *m_text = nullptr;
};

} // namespace readyroom::drillsui
