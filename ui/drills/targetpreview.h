// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"

#include <QWidget>

namespace readyroom::widgets {
class ElidedLabel;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::drillsui {

class CodeView;
class CopyButton;

/// What an act would do at one target: what is there now and what would be, the request letter by letter, what speaks
/// against it.
class TargetPreview final : public QWidget {
    Q_OBJECT
public:
    explicit TargetPreview(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setPreview(const drills::Preview &preview);

private:
    widgets::ElidedLabel *m_target = nullptr;
    CopyButton *m_copy = nullptr;
    widgets::WrappedLabel *m_effect = nullptr;
    widgets::WrappedLabel *m_refusals = nullptr;
    widgets::WrappedLabel *m_warnings = nullptr;
    CodeView *m_request = nullptr;
};

/// "now → effect", as far as they are known.
[[nodiscard]] QString effectText(const drills::Preview &preview);

} // namespace readyroom::drillsui
