// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

class QPainter;

namespace readyroom::report {

/// What is put on pages one after the other, from top to bottom; drawn when all is known, so that a page can say how
/// many there are. Lengths are in units of 1/108 inch, from the upper left corner of the body of a page.
class Pages final {
public:
    using Stroke = std::function<void(QPainter &)>;

    Pages(double width, double height)
        : m_width(width)
        , m_height(height)
    {
    }

    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; } ///< of a whole page
    [[nodiscard]] double y() const { return m_y; } ///< where the next thing begins
    [[nodiscard]] double room() const { return m_height - m_y; } ///< what is left of this page

    /// Draws on this page; does not move on.
    void put(Stroke stroke) { m_pages.back().push_back(std::move(stroke)); }
    void advance(double height) { m_y += height; }
    /// A distance that is not needed at the top of a page.
    void gap(double height);
    /// The next thing needs so much in one piece: turns the page when that is not left.
    void keep(double height);
    void turn();

    [[nodiscard]] const std::vector<std::vector<Stroke>> &strokes() const { return m_pages; }

private:
    double m_width;
    double m_height;
    double m_y = 0.0;
    std::vector<std::vector<Stroke>> m_pages{1};
};

} // namespace readyroom::report
