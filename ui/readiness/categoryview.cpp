// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/categoryview.h"

#include "ui/readiness/categorydelegate.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

CategoryView::CategoryView(const widgets::ThemeSource &themes, QWidget *parent)
    : QuietListView(parent)
{
    setObjectName(u"categories"_s);
    setAccessibleName(tr("Categories"));
    setModel(&m_categories);
    setItemDelegate(new CategoryDelegate(themes, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&m_categories, &QAbstractItemModel::rowsInserted, this, &CategoryView::updateGeometry);
    connect(&m_categories, &QAbstractItemModel::rowsRemoved, this, &CategoryView::updateGeometry);
    connect(&m_categories, &QAbstractItemModel::dataChanged, this, [this] {
        // One may have come to a score, or lost it.
        if (sizeHint().height() != height()) {
            scheduleDelayedItemsLayout();
            updateGeometry();
        }
    });
    connect(this, &QAbstractItemView::clicked, this, &CategoryView::toggle);
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { viewport()->update(); });
}

QSize CategoryView::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_categories.rowCount(); ++row) {
        height += CategoryDelegate::heightOf(m_categories.index(row));
    }
    return {160, height};
}

QItemSelectionModel::SelectionFlags CategoryView::selectionCommand(const QModelIndex &, const QEvent *) const
{
    // What is selected is what is chosen; moving about chooses nothing.
    return QItemSelectionModel::NoUpdate;
}

void CategoryView::setChosen(const QString &name)
{
    for (int row = 0; row < m_categories.rowCount(); ++row) {
        if (const QModelIndex index = m_categories.index(row); index.data().toString() == name) {
            selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
            return;
        }
    }
    selectionModel()->clearSelection();
}

void CategoryView::toggle(const QModelIndex &index)
{
    const bool again = selectionModel()->isSelected(index);
    const QString name = again ? QString() : index.data().toString();
    setChosen(name);
    Q_EMIT chosen(name);
}

void CategoryView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid()) {
            toggle(currentIndex());
        }
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        QuietListView::keyPressEvent(event);
        return;
    default:
        event->ignore();
    }
}

void CategoryView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace readyroom::readinessui
