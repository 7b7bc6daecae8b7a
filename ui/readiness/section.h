// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/linemodel.h"

#include <QWidget>

namespace readyroom::page {
class LineView;
}
namespace readyroom::widgets {
class ElidedLabel;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

/// A titled list within a card; hidden while it is empty.
class Section final : public QWidget {
    Q_OBJECT
public:
    Section(const widgets::ThemeSource &themes, const QString &title, QWidget *parent = nullptr);

    void setSubtitle(const QString &subtitle);
    void setLines(std::vector<items::Line> lines);
    [[nodiscard]] page::LineView &view() { return *m_view; }

private:
    widgets::ElidedLabel *m_subtitle = nullptr;
    page::LineView *m_view = nullptr;
};

} // namespace readyroom::readinessui
