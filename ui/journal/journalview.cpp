// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/journalview.h"

#include "models/items/journalmodel.h"
#include "models/items/journalwords.h"
#include "ui/journal/columntitles.h"
#include "ui/page/slimscrollbars.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/eventtone.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace readyroom::journalui {

using namespace Qt::StringLiterals;

namespace {

constexpr int shapeSize = 10;
constexpr int titleHeight = 22; ///< the card leaves some room above it

QDate dayOf(const journal::Entry &entry)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(entry.event.at)).date();
}

/// Remote text may hold line breaks; a row is one line.
QString oneLine(const QString &text, const QFontMetrics &metrics, int width)
{
    // No row shows more than this; eliding a megabyte would take its time.
    return metrics.elidedText(text.left(1000).simplified(), Qt::ElideRight, width);
}

} // namespace

Columns Columns::forWidth(int width)
{
    constexpr int padding = 12;
    constexpr int gap = 16;
    const bool wide = width >= 720;
    const int time = 64;
    const int kind = 136;
    const int operatorWidth = wide ? std::clamp(width / 8, 96, 200) : 0;
    const int service = width >= 520 ? std::clamp(width / 6, 96, 240) : 0;
    Columns columns;
    int left = padding;
    const auto put = [&](Column column, int w) {
        columns.spans.at(column) = {left, w};
        left += w > 0 ? w + gap : 0;
    };
    put(Time, time);
    put(Kind, kind);
    put(Service, service);
    put(Text, std::max(80, width - left - padding - (operatorWidth > 0 ? operatorWidth + gap : 0)));
    put(Operator, operatorWidth);
    return columns;
}

JournalView::JournalView(const widgets::ThemeSource &themes, items::JournalModel &entries, QWidget *parent)
    : QuietListView(parent)
    , m_themes(themes)
    , m_entries(entries)
    , m_titles(new ColumnTitles(themes, this))
{
    setObjectName(u"journalView"_s);
    setAccessibleName(tr("Events"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The card around it has rounded corners and paints itself.
    setViewportMargins(0, titleHeight, 0, 0);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    setModel(&entries);
    page::slimScrollBars(*this, themes);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &JournalView::fetchIfNear);
    connect(&entries, &items::JournalModel::stateChanged, this, &JournalView::fetchIfNear, Qt::QueuedConnection);
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { viewport()->update(); });
}

void JournalView::layOut()
{
    std::vector<int> sizes;
    const int count = m_entries.rowCount();
    for (int row = 0; row < count;) {
        const Timestamp midnight = fromMillis(dayOf(m_entries.at(row)).startOfDay().toMSecsSinceEpoch());
        // At least one: where a clock change has no midnight, the day may seem to begin after its first event.
        const int next = std::max(row + 1, m_entries.firstOlderThan(midnight));
        sizes.push_back(next - row);
        row = next;
    }
    m_layout = DayLayout(sizes);
}

void JournalView::doItemsLayout()
{
    layOut();
    QAbstractItemView::doItemsLayout();
    updateGeometries();
    viewport()->update();
    fetchIfNear();
}

void JournalView::reset()
{
    QListView::reset();
    layOut();
    updateGeometries();
    verticalScrollBar()->setValue(0);
    viewport()->update();
}

void JournalView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int offset = verticalOffset();
    // The first row in sight before, and how far it was scrolled off.
    const int seen = m_layout.rowsBetween(offset, offset).first;
    const int scrolledOff = offset - m_layout.rowTop(seen);
    const bool above = offset > 0 && start <= seen;
    QAbstractItemView::rowsInserted(parent, start, end);
    layOut();
    updateGeometries();
    if (above) {
        verticalScrollBar()->setValue(m_layout.rowTop(seen + end - start + 1) + scrolledOff);
    }
    viewport()->update();
}

void JournalView::fetchIfNear()
{
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() + 2 * viewport()->height() >= bar->maximum() && m_entries.canFetchMore({})) {
        m_entries.fetchMore({});
    }
}

void JournalView::updateGeometries()
{
    const int page = viewport()->height();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(DayLayout::rowHeight);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - page));
    QAbstractItemView::updateGeometries();
}

void JournalView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    m_titles->setGeometry(viewport()->x(), 0, viewport()->width(), titleHeight);
    updateGeometries();
    fetchIfNear();
}

int JournalView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect JournalView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return {};
    }
    return {0, m_layout.rowTop(index.row()) - verticalOffset(), viewport()->width(), DayLayout::rowHeight};
}

QModelIndex JournalView::indexAt(const QPoint &point) const
{
    const std::optional<int> row = m_layout.rowAt(point.y() + verticalOffset());
    return row && *row < m_entries.rowCount() ? m_entries.index(*row) : QModelIndex();
}

void JournalView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid()) {
        return;
    }
    QScrollBar *bar = verticalScrollBar();
    const int page = viewport()->height();
    const int top = m_layout.rowTop(index.row());
    // The header of the day comes along with its first row.
    const int withHeader = m_layout.isFirstOfDay(index.row()) ? top - DayLayout::headerHeight : top;
    const int bottom = top + DayLayout::rowHeight;
    if (hint == PositionAtCenter) {
        bar->setValue(top - page / 2);
    } else if (hint == PositionAtTop || withHeader < bar->value()) {
        bar->setValue(withHeader);
    } else if (hint == PositionAtBottom || bottom > bar->value() + page) {
        bar->setValue(bottom - page);
    }
}

QModelIndex JournalView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = m_entries.rowCount();
    if (count == 0) {
        return {};
    }
    if (!currentIndex().isValid()) {
        return m_entries.index(action == MoveEnd ? count - 1 : 0);
    }
    const int rowsInPage = std::max(1, viewport()->height() / DayLayout::rowHeight - 1);
    int row = currentIndex().row();
    switch (action) {
    case MoveUp:
    case MovePrevious:
        --row;
        break;
    case MoveDown:
    case MoveNext:
        ++row;
        break;
    case MovePageUp:
        row -= rowsInPage;
        break;
    case MovePageDown:
        row += rowsInPage;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = count - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_entries.index(std::clamp(row, 0, count - 1));
}

void JournalView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    if (const QModelIndex index = indexAt(rect.center()); index.isValid()) {
        selectionModel()->select(index, flags);
    }
}

QRegion JournalView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const int top = m_layout.rowTop(range.top()) - verticalOffset();
        const int bottom = m_layout.rowTop(range.bottom()) + DayLayout::rowHeight - verticalOffset();
        region += QRect(0, top, viewport()->width(), bottom - top);
    }
    return region;
}

void JournalView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Columns columns = Columns::forWidth(viewport()->width());
    const QRect exposed = event->rect().translated(0, verticalOffset());
    const auto [first, last] = m_layout.rowsBetween(exposed.top(), exposed.bottom());
    for (int day = 0; day < m_layout.days() && m_layout.headerTop(day) <= exposed.bottom(); ++day) {
        if (m_layout.headerTop(day) + DayLayout::headerHeight > exposed.top()) {
            paintHeader(painter, day);
        }
    }
    for (int row = first; row <= std::min(last, m_entries.rowCount() - 1); ++row) {
        paintRow(painter, visualRect(m_entries.index(row)), row, columns);
    }
}

void JournalView::paintHeader(QPainter &painter, int day) const
{
    const int row = m_layout.firstRow(day);
    if (row >= m_entries.rowCount()) {
        return;
    }
    const paint::Theme &theme = m_themes.theme();
    const QRect box(0, m_layout.headerTop(day) - verticalOffset(), viewport()->width(), DayLayout::headerHeight);
    painter.setFont(paint::font(paint::TextSize::Body, paint::Weight::Strong));
    painter.setPen(theme.text);
    painter.drawText(box.adjusted(12, 0, -12, -8), Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine,
                     QLocale::c().toString(dayOf(m_entries.at(row)), u"dddd, d MMMM yyyy"_s));
}

void JournalView::paintRow(QPainter &painter, const QRect &box, int row, const Columns &columns) const
{
    const paint::Theme &theme = m_themes.theme();
    const journal::Event &event = m_entries.at(row).event;
    const bool selected = selectionModel()->isRowSelected(row, {});
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    if (selected) {
        painter.fillRect(box, theme.selection);
    } else if (viewport()->underMouse() && box.contains(pointer)) {
        painter.fillRect(box, theme.hover);
    }
    painter.setPen(theme.hairline);
    painter.drawLine(QPointF(0, box.top() + 0.5), QPointF(box.right() + 1, box.top() + 0.5));
    painter.setFont(paint::font(paint::TextSize::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    const auto write = [&](Columns::Column column, const QString &text, const QColor &colour, int indent = 0) {
        const Columns::Span span = columns.spans.at(column);
        if (span.width > indent) {
            const QRect cell(span.left + indent, box.top(), span.width - indent, box.height());
            painter.setPen(colour);
            painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                             oneLine(text, metrics, cell.width()));
        }
    };
    const paint::Tone tone = widgets::toneOf(event);
    paint::paintShape(
        painter,
        QRectF(columns.spans.at(Columns::Kind).left, box.center().y() - shapeSize / 2.0 + 0.5, shapeSize, shapeSize),
        tone, theme);
    write(Columns::Time, items::timeOfDayText(event.at), theme.mutedText);
    write(Columns::Kind, items::kindWord(event.kind), theme.textOf(tone), shapeSize + 8);
    write(Columns::Service, event.service.isEmpty() ? u"–"_s : event.service,
          event.service.isEmpty() ? theme.mutedText : theme.text);
    write(Columns::Text, event.text, theme.text);
    write(Columns::Operator, items::operatorText(event.by), theme.mutedText);
    if (hasFocus() && currentIndex().row() == row) {
        widgets::paintFocusRing(painter, QRectF(box), paint::space::controlRadius, theme);
    }
}

void JournalView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    // Space is the window's: it pauses.
    if (event->key() == Qt::Key_Space) {
        event->ignore();
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

} // namespace readyroom::journalui
