// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

#include <QWidget>

#include <optional>

namespace readyroom::widgets {
class Card;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class CodeView;
class CopyButton;

/// What a step sends, letter by letter, with the warnings that its preview gave: of the one that a person selected,
/// else of the one under way or the last that sent something.
class ExactCard final : public QWidget {
    Q_OBJECT
public:
    explicit ExactCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// Hidden when the step sends nothing.
    void setRun(const drills::Run &run, std::optional<std::size_t> selected);

private:
    widgets::Card *m_card = nullptr;
    CopyButton *m_copy = nullptr;
    widgets::WrappedLabel *m_effect = nullptr;
    widgets::WrappedLabel *m_warnings = nullptr;
    CodeView *m_code = nullptr;
};

} // namespace readyroom::drillsui
