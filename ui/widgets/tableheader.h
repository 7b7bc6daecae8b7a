// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace readyroom::widgets {

class ThemeSource;

/// Column titles in small muted type over a hairline.
class TableHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(const ThemeSource &themes, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {100, 28}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    const ThemeSource &m_themes;
};

} // namespace readyroom::widgets
