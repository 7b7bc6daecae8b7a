// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendentry.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace readyroom::charts {

namespace {

constexpr int padding = 4;
constexpr int swatch = 10;
constexpr int gap = 5;
constexpr int longestName = 140;

} // namespace

LegendEntry::LegendEntry(const widgets::ThemeSource &themes, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setCheckable(true);
    setChecked(true);
    setCursor(Qt::PointingHandCursor);
    setFont(paint::font(paint::TextSize::Body));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, &LegendEntry::refreshAccessible);
    connect(&m_themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void LegendEntry::setTrace(const QString &name, const paint::ToneColours &colours)
{
    if (name != m_name || colours != m_colours) {
        m_name = name;
        m_colours = colours;
        m_valueWidth = 0;
        refreshAccessible();
        updateGeometry();
        update();
    }
}

void LegendEntry::setValue(const QString &value)
{
    if (value == m_value) {
        return;
    }
    m_value = value;
    const int width = QFontMetrics(font()).horizontalAdvance(value);
    if (width > m_valueWidth) {
        m_valueWidth = width;
        updateGeometry();
    }
    refreshAccessible();
    update();
}

void LegendEntry::refreshAccessible()
{
    setAccessibleName(m_name);
    setAccessibleDescription(isChecked() ? tr("%1, shown").arg(m_value) : tr("%1, hidden").arg(m_value));
}

QSize LegendEntry::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int name = std::min(longestName, metrics.horizontalAdvance(m_name) + 1);
    return {2 * padding + swatch + gap + name + gap + m_valueWidth + 1, 22};
}

void LegendEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const paint::Theme &theme = m_themes.theme();
    const double middle = height() / 2.0;
    QRect words = rect().adjusted(padding + swatch + gap, 0, -padding, 0);
    if (isChecked()) {
        painter.setPen(QPen(m_colours.fill, 2.0, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(padding + 1, middle), QPointF(padding + swatch - 1, middle));
    } else {
        painter.setPen(QPen(theme.mutedText, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(padding + swatch / 2.0, middle), 3.0, 3.0);
    }
    const QFontMetrics metrics(font());
    QFont nameFont = font();
    nameFont.setStrikeOut(!isChecked());
    painter.setFont(nameFont);
    painter.setPen(isChecked() ? m_colours.text : theme.mutedText);
    const int nameWidth = std::min(longestName, metrics.horizontalAdvance(m_name) + 1);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(m_name, Qt::ElideMiddle, nameWidth));
    painter.setFont(font());
    words.setLeft(words.left() + nameWidth + gap);
    if (isChecked()) {
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_value);
    }
    if (hasFocus()) {
        widgets::paintFocusRing(painter, QRectF(rect()), 4, theme);
    }
}

} // namespace readyroom::charts
