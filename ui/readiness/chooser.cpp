// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/chooser.h"

#include "ui/paint/typography.h"
#include "ui/readiness/chooserlist.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::readinessui {

namespace {

constexpr int padding = 6;
constexpr int chevron = 12;

} // namespace

Chooser::Chooser(const widgets::ThemeSource &themes, const QString &what, Provider provider, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_what(what)
    , m_provider(std::move(provider))
{
    setFont(paint::font(paint::TextSize::Body));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &Chooser::open);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Chooser::setCurrent(const QString &text)
{
    if (text == this->text()) {
        return;
    }
    setText(text);
    setAccessibleName(tr("%1: %2").arg(m_what, text));
    setToolTip(widgets::plainToolTip(accessibleName()));
    updateGeometry();
}

void Chooser::open()
{
    auto *list = new ChooserList(m_themes, m_what, m_provider(), this);
    connect(list, &ChooserList::chosen, this, &Chooser::chosen);
    list->openAt(mapToGlobal(QPoint(0, height() + 2)));
}

QSize Chooser::sizeHint() const
{
    // One more than the words: metrics round.
    return {QFontMetrics(font()).horizontalAdvance(text()) + 1 + 2 * padding + chevron + 4, 28};
}

void Chooser::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    widgets::paintFlatButton(painter, *this, theme);
    const QRect box = rect().adjusted(padding, 0, -padding - chevron - 4, 0);
    painter.setPen(theme.text);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, box.width()));
    widgets::icon(widgets::Symbol::ChevronDown, theme.mutedText)
        .paint(&painter, QRect(width() - padding - chevron, (height() - chevron) / 2, chevron, chevron));
}

} // namespace readyroom::readinessui
