// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/stepdelegate.h"

#include "models/items/runstepmodel.h"
#include "ui/page/tones.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/paint/wrappedtext.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/themesource.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using items::LineState;
using items::RunStepModel;
using paint::TextSize;
using paint::Weight;

namespace {

constexpr int padding = paint::space::card;
constexpr int shapeSize = 10;
constexpr int lead = padding + shapeSize + 20; ///< where words begin
constexpr int tookWidth = 56;

constexpr int stepHeight = 50;
constexpr int targetHeight = 24;
constexpr int line = 19;

int detailLines(const QModelIndex &index, int width)
{
    if (static_cast<LineState>(index.data(RunStepModel::StateRole).toInt()) != LineState::Bad) {
        return 1;
    }
    const QString detail = index.data(RunStepModel::DetailRole).toString();
    const int room = width - lead - padding - tookWidth;
    return QFontMetrics(paint::font(TextSize::Body)).horizontalAdvance(detail) > room ? 2 : 1;
}

QString elided(const QPainter &painter, const QString &text, int width)
{
    return painter.fontMetrics().elidedText(text.left(500).simplified(), Qt::ElideRight, width);
}

} // namespace

StepDelegate::StepDelegate(const widgets::ThemeSource &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

int StepDelegate::heightFor(const QModelIndex &index, int width)
{
    return index.data(RunStepModel::TargetRole).toBool() ? targetHeight
                                                         : stepHeight + line * (detailLines(index, width) - 1);
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return {160, heightFor(index, view != nullptr ? view->viewport()->width() : option.rect.width())};
}

void StepDelegate::paintStep(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const auto state = static_cast<LineState>(index.data(RunStepModel::StateRole).toInt());
    const bool dim = index.data(RunStepModel::DimRole).toBool();
    const QString detail = index.data(RunStepModel::DetailRole).toString();
    if (index.row() > 0) {
        painter.setPen(theme.hairline);
        painter.drawLine(QPointF(row.left(), row.top() + 0.5), QPointF(row.right() + 1, row.top() + 0.5));
    }
    const QRect words = row.adjusted(lead, 0, -padding - tookWidth, 0);
    const QRect first = detail.isEmpty() ? words : QRect(words.left(), row.top() + 6, words.width(), 19);
    paint::paintShape(painter,
                      QRectF(row.left() + padding, row.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
                      page::toneOf(state), theme);
    painter.setFont(paint::font(TextSize::Body, dim ? Weight::Regular : Weight::Strong));
    painter.setPen(dim ? theme.mutedText : theme.text);
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter, elided(painter, index.data().toString(), first.width()));
    painter.setFont(paint::font(TextSize::Body));
    painter.setPen(state == LineState::Bad ? theme.textOf(paint::Tone::Critical) : theme.mutedText);
    const int lines = detailLines(index, row.width());
    const QRect second(words.left(), row.top() + 25, words.width(), line * lines);
    if (lines > 1) {
        paint::drawWrapped(painter, second, detail.left(500).simplified(), lines);
    } else {
        painter.drawText(second, Qt::AlignLeft | Qt::AlignVCenter, elided(painter, detail, second.width()));
    }
    painter.setPen(theme.mutedText);
    const QRect right = row.adjusted(0, 0, -padding, 0);
    painter.drawText(right, Qt::AlignRight | Qt::AlignVCenter, index.data(RunStepModel::TookRole).toString());
    if (index.data(RunStepModel::FoldableRole).toBool()) {
        const bool unfolded = index.data(RunStepModel::UnfoldedRole).toBool();
        widgets::icon(unfolded ? widgets::Symbol::ChevronDown : widgets::Symbol::ChevronRight, theme.mutedText)
            .paint(&painter, QRect(row.left() + padding + shapeSize + 3, row.center().y() - 6, 13, 13));
    }
}

void StepDelegate::paintTarget(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const auto state = static_cast<LineState>(index.data(RunStepModel::StateRole).toInt());
    paint::paintShape(painter, QRectF(row.left() + lead, row.center().y() - 3.5, 8, 8), page::toneOf(state), theme);
    const QRect words = row.adjusted(lead + 14, 0, -padding, 0);
    painter.setFont(paint::font(TextSize::Small));
    painter.setPen(theme.text);
    const QString title = elided(painter, index.data().toString(), words.width() / 2);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, title);
    const QRect rest = words.adjusted(painter.fontMetrics().horizontalAdvance(title) + paint::space::unit, 0, 0, 0);
    painter.setPen(state == LineState::Bad ? theme.textOf(paint::Tone::Critical) : theme.mutedText);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     elided(painter, index.data(RunStepModel::DetailRole).toString(), rest.width()));
}

void StepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, theme.selection);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, theme.hover);
    }
    if (index.data(RunStepModel::TargetRole).toBool()) {
        paintTarget(*painter, option.rect, index);
    } else {
        paintStep(*painter, option.rect, index);
    }
    const bool focused = option.widget != nullptr && option.widget->hasFocus();
    if (focused && option.state.testFlag(QStyle::State_HasFocus)) {
        widgets::paintFocusRing(*painter, QRectF(option.rect), paint::space::controlRadius, theme);
    }
    painter->restore();
}

} // namespace readyroom::drillsui
