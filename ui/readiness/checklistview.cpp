// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/checklistview.h"

#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/readiness/checklistcolumns.h"
#include "ui/readiness/checklistdelegate.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/tableheader.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using items::ChecklistModel;
using Kind = ChecklistModel::Kind;

namespace {

Kind kindOf(const QModelIndex &index)
{
    return static_cast<Kind>(index.data(ChecklistModel::KindRole).toInt());
}

} // namespace

ChecklistView::ChecklistView(const widgets::ThemeSource &themes, items::ChecklistFilter &shown, QWidget *parent)
    : QTreeView(parent)
    , m_themes(themes)
    , m_shown(shown)
    , m_delegate(new ChecklistDelegate(themes, this))
{
    setObjectName(u"checklist"_s);
    setAccessibleName(tr("Checklist"));
    setHeader(new widgets::TableHeader(themes, this));
    header()->setStretchLastSection(false);
    header()->setAccessibleName(tr("Columns of the checklist"));
    setItemDelegate(m_delegate);
    setModel(&shown);
    setFrameShape(QFrame::NoFrame);
    setRootIsDecorated(false);
    setIndentation(0);
    setExpandsOnDoubleClick(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A bar that comes and goes would change the width of every column.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    page::slimScrollBars(*this, themes);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        const bool onBox = index.column() == ChecklistModel::TitleColumn
            && ChecklistDelegate::checkBox(visualRect(index)).adjusted(-6, -6, 6, 6).contains(m_pressedAt);
        if (!onBox || !toggleTick(index)) {
            toggle(index.siblingAtColumn(0));
        }
    });
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { viewport()->update(); });
    expandAll();
}

QString ChecklistView::currentItem() const
{
    return currentIndex().siblingAtColumn(0).data(ChecklistModel::IdRole).toString();
}

void ChecklistView::setTicking(bool ticking)
{
    m_delegate->setTicking(ticking);
    viewport()->update();
}

void ChecklistView::setOwners(bool owners)
{
    if (owners != m_owners) {
        m_owners = owners;
        applyWidths();
    }
}

void ChecklistView::makePanel(const QModelIndex &item)
{
    const QModelIndex details = m_shown.index(0, 0, item);
    m_panel = new ItemPanel(m_themes, viewport());
    setFirstColumnSpanned(0, item, true);
    setIndexWidget(details, m_panel);
    m_panel->tabAfter(this);
    connect(m_panel, &ItemPanel::resized, this, &ChecklistView::fitPanel, Qt::QueuedConnection);
    connect(m_panel, &ItemPanel::actionRequested, this,
            [this](ItemAction action) { Q_EMIT actionRequested(m_unfolded, action); });
    Q_EMIT panelOpened(m_unfolded);
    fitPanel();
    expand(item);
}

void ChecklistView::fitPanel()
{
    if (!m_panel) {
        return;
    }
    const int height = m_panel->heightForWidth(viewport()->width());
    if (height != m_panel->maximumHeight()) {
        m_panel->setFixedHeight(height);
        scheduleDelayedItemsLayout();
    }
}

void ChecklistView::unfold(const QString &id)
{
    const QModelIndex item = m_shown.indexOf(id);
    if (!item.isValid() || (id == m_unfolded && m_panel)) {
        return;
    }
    executeDelayedItemsLayout();
    const int top = visualRect(item).top();
    fold();
    m_unfolded = id;
    expand(item.parent());
    makePanel(item);
    executeDelayedItemsLayout();
    // What folds above must not move the row under the pointer.
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + visualRect(item).top() - top);
    const QRect row = visualRect(item);
    const int beyond = visualRect(m_shown.index(0, 0, item)).bottom() - viewport()->height();
    if (beyond > 0) {
        bar->setValue(bar->value() + std::min(beyond, std::max(0, row.top())));
    }
}

void ChecklistView::fold()
{
    if (const QModelIndex item = m_shown.indexOf(m_unfolded); item.isValid()) {
        setIndexWidget(m_shown.index(0, 0, item), nullptr);
        collapse(item);
    }
    m_panel.clear();
    m_unfolded.clear();
}

void ChecklistView::showItem(const QString &id)
{
    const QModelIndex item = m_shown.indexOf(id);
    if (!item.isValid()) {
        return;
    }
    expand(item.parent());
    setCurrentIndex(item);
    scrollTo(item, PositionAtTop);
    unfold(id);
    setFocus(Qt::OtherFocusReason);
}

void ChecklistView::toggle(const QModelIndex &index)
{
    switch (kindOf(index)) {
    case Kind::Category:
        setExpanded(index, !isExpanded(index));
        break;
    case Kind::Item:
        if (const QString id = index.data(ChecklistModel::IdRole).toString(); id == m_unfolded) {
            fold();
        } else {
            unfold(id);
        }
        break;
    case Kind::Details:
        break;
    }
}

bool ChecklistView::toggleTick(const QModelIndex &item)
{
    const QVariant checked = item.siblingAtColumn(0).data(Qt::CheckStateRole);
    return checked.isValid()
        && m_shown.setData(item.siblingAtColumn(0), checked.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                           Qt::CheckStateRole);
}

void ChecklistView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (!parent.isValid()) {
        for (int row = start; row <= end; ++row) {
            expand(m_shown.index(row, 0));
        }
    }
    if (!m_unfolded.isEmpty() && !m_panel) {
        // Not while the model tells of its rows; it may tell of more.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (const QModelIndex item = m_shown.indexOf(m_unfolded); item.isValid() && !m_panel) {
                    makePanel(item);
                }
            },
            Qt::QueuedConnection);
    }
}

void ChecklistView::applyWidths()
{
    const auto widths = checklistColumns(viewport()->width(), m_owners);
    for (int column = 0; column < ChecklistModel::ColumnCount; ++column) {
        setColumnHidden(column, widths.at(static_cast<std::size_t>(column)) == 0);
        header()->resizeSection(column, widths.at(static_cast<std::size_t>(column)));
    }
    fitPanel();
}

void ChecklistView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    applyWidths();
}

void ChecklistView::drawCategory(QPainter &painter, const QRect &box, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    painter.fillRect(box, theme.background);
    painter.setPen(theme.hairline);
    painter.drawLine(QPointF(box.left(), box.bottom() + 0.5), QPointF(box.right() + 1, box.bottom() + 0.5));
    const QString count = index.data(ChecklistModel::CountRole).toString();
    painter.setFont(paint::font(paint::TextSize::Small));
    painter.setPen(theme.mutedText);
    const int countWidth = painter.fontMetrics().horizontalAdvance(count);
    painter.drawText(box.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, count);
    painter.setFont(paint::font(paint::TextSize::Body, paint::Weight::Strong));
    const QRect name = box.adjusted(12, 0, -24 - countWidth, 0);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
}

void ChecklistView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const paint::Theme &theme = m_themes.theme();
    const QModelIndex first = index.siblingAtColumn(0);
    const Kind kind = kindOf(first);
    const bool current = currentIndex().siblingAtColumn(0) == first;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kind == Kind::Category) {
        drawCategory(*painter, option.rect, first);
    } else {
        const bool isOpen = kind == Kind::Details || first.data(ChecklistModel::IdRole).toString() == m_unfolded;
        const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
        if (isOpen || (current && hasFocus())) {
            painter->fillRect(option.rect, theme.selection);
        } else if (viewport()->underMouse() && option.rect.contains(pointer)) {
            painter->fillRect(option.rect, theme.hover);
        }
        if (kind == Kind::Item) {
            QTreeView::drawRow(painter, option, index);
            painter->setPen(theme.hairline);
            if (!isOpen) {
                painter->drawLine(QPointF(option.rect.left(), option.rect.bottom() + 0.5),
                                  QPointF(option.rect.right() + 1, option.rect.bottom() + 0.5));
            }
        }
    }
    if (current && hasFocus() && kind != Kind::Details) {
        widgets::paintFocusRing(*painter, QRectF(option.rect), paint::space::controlRadius, theme);
    }
    painter->restore();
}

QModelIndex ChecklistView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    QModelIndex next = QTreeView::moveCursor(action, modifiers);
    if (next.isValid() && kindOf(next) == Kind::Details) {
        // Details are no row of their own: the keyboard passes over them.
        const QModelIndex beyond = action == MoveDown || action == MoveNext ? indexBelow(next) : next.parent();
        next = beyond.isValid() ? beyond : next.parent();
    }
    return next;
}

bool ChecklistView::onKey(int key, const QModelIndex &current)
{
    const Kind kind = kindOf(current);
    const QString id = current.data(ChecklistModel::IdRole).toString();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        toggle(current);
        return true;
    case Qt::Key_Right:
        if (kind == Kind::Category) {
            expand(current);
        } else {
            unfold(id);
        }
        return true;
    case Qt::Key_Left:
        if (kind == Kind::Category) {
            collapse(current);
        } else if (id == m_unfolded) {
            fold();
        } else {
            setCurrentIndex(current.parent());
        }
        return true;
    case Qt::Key_Space:
        return toggleTick(current);
    case Qt::Key_Escape:
        if (m_unfolded.isEmpty()) {
            return false;
        }
        fold();
        return true;
    default:
        break;
    }
    static constexpr std::pair<int, ItemAction> keys[]{{Qt::Key_W, ItemAction::Waive},
                                                       {Qt::Key_D, ItemAction::NotApplicable},
                                                       {Qt::Key_N, ItemAction::Note},
                                                       {Qt::Key_A, ItemAction::Attest},
                                                       {Qt::Key_R, ItemAction::Run}};
    const auto *found = std::ranges::find(keys, key, &std::pair<int, ItemAction>::first);
    if (kind != Kind::Item || found == std::end(keys)) {
        return false;
    }
    Q_EMIT actionRequested(id, found->second);
    return true;
}

void ChecklistView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (plain && current.isValid() && onKey(event->key(), current)) {
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        QTreeView::keyPressEvent(event);
        return;
    default:
        // The page's, or the window's: Space pauses there.
        event->ignore();
    }
}

void ChecklistView::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->pos();
    QTreeView::mousePressEvent(event);
}

void ChecklistView::focusInEvent(QFocusEvent *event)
{
    // As in the other lists: nothing is current until a person comes by keyboard.
    const Qt::FocusReason reason = event->reason();
    if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason) {
        QTreeView::focusInEvent(event);
    } else {
        QAbstractScrollArea::focusInEvent(event);
    }
    viewport()->update();
}

} // namespace readyroom::readinessui
