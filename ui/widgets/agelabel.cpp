// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/agelabel.h"

#include "ui/paint/format.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QFontMetrics>
#include <QPainter>

namespace readyroom::widgets {

namespace {

constexpr int clockSize = 11;
constexpr int gap = 4;

} // namespace

AgeLabel::AgeLabel(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setFont(paint::font(paint::TextSize::Small));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("There is no answer yet."));
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void AgeLabel::setNow(Timestamp now)
{
    const QString before = text();
    const bool wasStale = isStale();
    m_now = now;
    refresh(before, wasStale);
}

void AgeLabel::setTime(std::optional<Timestamp> time)
{
    const QString before = text();
    const bool wasStale = isStale();
    m_time = time;
    refresh(before, wasStale);
}

void AgeLabel::setStaleAfter(Duration staleAfter)
{
    const bool wasStale = isStale();
    m_staleAfter = staleAfter;
    refresh(text(), wasStale);
}

QString AgeLabel::text() const
{
    return m_time ? paint::age(m_now - *m_time) : paint::missing();
}

bool AgeLabel::isStale() const
{
    return m_time && m_now - *m_time > m_staleAfter;
}

void AgeLabel::refresh(const QString &before, bool wasStale)
{
    const QString after = text();
    if (after == before && isStale() == wasStale) {
        return;
    }
    setAccessibleName(!m_time         ? tr("There is no answer yet.")
                          : isStale() ? tr("Stale: the last answer is %1 old.").arg(after)
                                      : tr("The last answer is %1 old.").arg(after));
    updateGeometry();
    update();
}

QSize AgeLabel::sizeHint() const
{
    // Room for the clock and three digits at all times: a growing age must not move its neighbours.
    const QFontMetrics metrics(font());
    const int words = std::max(metrics.horizontalAdvance(text()), metrics.horizontalAdvance(QStringLiteral("000 s")));
    return {clockSize + gap + words + 1, metrics.height() + 2};
}

void AgeLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const paint::Theme &theme = m_themes.theme();
    const int width = QFontMetrics(font()).horizontalAdvance(text());
    painter.setPen(theme.mutedText);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (isStale()) {
        const QRectF clock(this->width() - width - gap - clockSize, (height() - clockSize) / 2.0, clockSize, clockSize);
        paint::paintShape(painter, clock, paint::Tone::Stale, theme);
    }
}

} // namespace readyroom::widgets
