// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statebadge.h"

#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themesource.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace readyroom::widgets {

namespace {

constexpr int shapeSize = 12;
constexpr int gap = 5;
constexpr int badgeHeight = 18;

} // namespace

StateBadge::StateBadge(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setFont(paint::font(paint::TextSize::Body));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void StateBadge::setState(paint::Tone tone, const QString &word, const QString &meaning)
{
    const QString said = meaning.isEmpty() ? word : meaning;
    if (tone == m_tone && word == m_word && said == accessibleName()) {
        return;
    }
    const bool resized = word != m_word;
    m_tone = tone;
    m_word = word;
    setAccessibleName(said);
    setToolTip(said == word ? QString() : plainToolTip(said));
    if (resized) {
        updateGeometry();
    }
    update();
}

QSize StateBadge::sizeHint() const
{
    const int words = m_word.isEmpty() ? 0 : gap + QFontMetrics(font()).horizontalAdvance(m_word) + 1;
    return {shapeSize + words, badgeHeight};
}

void StateBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const paint::Theme &theme = m_themes.theme();
    const QRectF shape(0, (rect().height() - shapeSize) / 2.0, shapeSize, shapeSize);
    paint::paintShape(painter, shape, m_tone, theme);
    if (!m_word.isEmpty()) {
        painter.setPen(theme.textOf(m_tone));
        painter.drawText(rect().adjusted(shapeSize + gap, 0, 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_word);
    }
}

} // namespace readyroom::widgets
