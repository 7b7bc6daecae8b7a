// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/chooserlist.h"

#include "ui/page/lineview.h"
#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

namespace {

constexpr int listWidth = 360;
constexpr int mostHeight = 420;

bool matches(const items::Line &line, const QStringList &words)
{
    return std::ranges::all_of(words, [&line](const QString &word) {
        return line.text.contains(word, Qt::CaseInsensitive) || line.value.contains(word, Qt::CaseInsensitive)
            || line.note.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

ChooserList::ChooserList(const widgets::ThemeSource &themes, const QString &what, std::vector<items::Line> lines,
                         QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_themes(themes)
    , m_all(std::move(lines))
    , m_field(new widgets::SearchField(themes, this))
    , m_view(new page::LineView(themes, what, this))
    , m_scroll(new QScrollArea(this))
{
    setObjectName(u"chooserList"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(listWidth);
    m_field->setObjectName(u"chooserField"_s);
    m_field->setPlaceholderText(what);
    m_field->setAccessibleName(what);
    m_field->installEventFilter(this);
    m_view->setObjectName(u"chooserView"_s);
    // The field keeps the keyboard, and drives the list.
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_view);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_view->setAutoFillBackground(false);
    page::slimScrollBars(*m_scroll, themes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 8, 1, 8);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 8, 0);
    head->addWidget(m_field);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    connect(m_field, &QLineEdit::textChanged, this, &ChooserList::narrow);
    connect(m_view, &page::LineView::chosen, this, &ChooserList::choose);
    narrow({});
}

void ChooserList::openAt(const QPoint &global)
{
    layout()->activate();
    const int height = std::min(mostHeight, m_view->sizeHint().height() + 60);
    const QRect room = parentWidget()->screen()->availableGeometry();
    setGeometry(std::clamp(global.x(), room.left(), std::max(room.left(), room.right() - listWidth)),
                std::min(global.y(), std::max(room.top(), room.bottom() - height)), listWidth, height);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void ChooserList::narrow(const QString &typed)
{
    const QStringList words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    std::vector<items::Line> lines;
    std::ranges::copy_if(m_all, std::back_inserter(lines),
                         [&words](const items::Line &line) { return matches(line, words); });
    m_view->setLines(std::move(lines));
    select(0);
}

void ChooserList::select(int row)
{
    const int count = m_view->lines().rowCount();
    if (count == 0) {
        return;
    }
    const QModelIndex index = m_view->lines().index(std::clamp(row, 0, count - 1));
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    const QRect place = m_view->visualRect(index);
    m_scroll->ensureVisible(place.center().x(), place.center().y(), 0, place.height());
}

void ChooserList::choose(const QString &key)
{
    Q_EMIT chosen(key);
    close();
}

bool ChooserList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress) {
        return QFrame::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        select(m_view->currentIndex().row() + 1);
        return true;
    case Qt::Key_Up:
        select(m_view->currentIndex().row() - 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_view->currentIndex().isValid()) {
            choose(m_view->currentIndex().data(items::LineModel::KeyRole).toString());
        }
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void ChooserList::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.setPen(theme.hairline);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace readyroom::readinessui
