// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/stepview.h"

#include "ui/drills/stepdelegate.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using items::RunStepModel;

namespace {

/// Shape and chevron.
constexpr int chevronEnd = paint::space::card + 30;

} // namespace

StepView::StepView(const widgets::ThemeSource &themes, QWidget *parent)
    : QuietListView(parent)
{
    setObjectName(u"runSteps"_s);
    setAccessibleName(tr("Steps"));
    setModel(&m_steps);
    setItemDelegate(new StepDelegate(themes, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&m_steps, &QAbstractItemModel::rowsInserted, this, &StepView::fit);
    connect(&m_steps, &QAbstractItemModel::rowsRemoved, this, &StepView::fit);
    connect(&m_steps, &QAbstractItemModel::dataChanged, this, [this] {
        // One may have failed, and need another line to say so.
        if (sizeHint().height() != height()) {
            fit();
        }
    });
    connect(this, &QAbstractItemView::doubleClicked, &m_steps, &RunStepModel::toggle);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &StepView::selectedChanged);
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { viewport()->update(); });
}

std::optional<std::size_t> StepView::selected() const
{
    return m_steps.step(currentIndex());
}

QSize StepView::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_steps.rowCount(); ++row) {
        height += StepDelegate::heightFor(m_steps.index(row), viewport()->width());
    }
    return {280, height};
}

void StepView::fit()
{
    scheduleDelayedItemsLayout();
    updateGeometry();
}

void StepView::resizeEvent(QResizeEvent *event)
{
    const bool wider = event->size().width() != event->oldSize().width();
    QuietListView::resizeEvent(event);
    if (wider) {
        fit();
    }
}

void StepView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    const bool unfolded = current.data(RunStepModel::UnfoldedRole).toBool();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_steps.toggle(current);
        return;
    case Qt::Key_Right:
    case Qt::Key_Left:
        if (current.isValid() && unfolded == (event->key() == Qt::Key_Left)) {
            m_steps.toggle(current);
        }
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        QuietListView::keyPressEvent(event);
        return;
    default:
        if (event->matches(QKeySequence::Copy)) {
            QuietListView::keyPressEvent(event);
            return;
        }
        event->ignore();
    }
}

void StepView::mouseReleaseEvent(QMouseEvent *event)
{
    QuietListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.data(RunStepModel::FoldableRole).toBool()
        && event->pos().x() < chevronEnd) {
        m_steps.toggle(index);
    }
}

void StepView::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace readyroom::drillsui
