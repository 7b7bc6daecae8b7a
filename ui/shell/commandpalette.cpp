// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 32;
constexpr int mostRows = 10;

/// Title at the left, its context muted beside it, its shortcut at the right.
class CommandDelegate final : public QStyledItemDelegate {
public:
    CommandDelegate(const widgets::ThemeSource &themes, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const paint::Theme &theme = m_themes.theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.selection);
            painter->drawRoundedRect(option.rect, paint::space::controlRadius, paint::space::controlRadius);
        }
        QRect box = option.rect.adjusted(12, 0, -12, 0);
        painter->setFont(paint::font(paint::TextSize::Small));
        painter->setPen(theme.mutedText);
        const QString shortcut = index.data(CommandModel::ShortcutRole).toString();
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, shortcut);
        box.setRight(box.right() - painter->fontMetrics().horizontalAdvance(shortcut) - 12);
        painter->setFont(paint::font(paint::TextSize::Body));
        const QFontMetrics metrics = painter->fontMetrics();
        const QString title = metrics.elidedText(index.data().toString(), Qt::ElideRight, box.width());
        painter->setPen(selected ? theme.selectionText : theme.text);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
        box.setLeft(box.left() + metrics.horizontalAdvance(title) + 12);
        painter->setPen(theme.mutedText);
        painter->drawText(
            box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(index.data(CommandModel::ContextRole).toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, rowHeight};
    }

private:
    const widgets::ThemeSource &m_themes;
};

} // namespace

CommandPalette::CommandPalette(const widgets::ThemeSource &themes, QLineEdit &field, Provider provider, QWidget *window)
    : QFrame(window)
    , m_themes(themes)
    , m_field(field)
    , m_provider(std::move(provider))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing is called that."), this))
{
    setObjectName(u"commandPalette"_s);
    m_list->setObjectName(u"commandList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(themes, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    page::slimScrollBars(*m_list, themes);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    hide();

    m_field.installEventFilter(this);
    window->installEventFilter(this);
    connect(&field, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (!isVisible()) {
            open();
        }
        m_model.setTyped(text);
        place();
        select(0);
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        select(index.row());
        runCurrent();
    });
    connect(m_list, &QListView::entered, this, [this](const QModelIndex &index) { select(index.row()); });
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void CommandPalette::open()
{
    if (!isVisible()) {
        m_model.setCommands(m_provider());
        m_model.setTyped(m_field.text());
        place();
        show();
        raise();
        select(0);
    }
}

void CommandPalette::close()
{
    hide();
    m_field.clear();
}

void CommandPalette::place()
{
    const QPoint below = m_field.mapTo(parentWidget(), QPoint(0, m_field.height() + 6));
    const int rows = std::clamp(m_model.rowCount(), 1, mostRows);
    const int width = std::min(std::max(m_field.width(), 520), parentWidget()->width() - below.x() - 16);
    m_list->setVisible(m_model.rowCount() > 0);
    m_nothing->setVisible(m_model.rowCount() == 0);
    setGeometry(below.x(), below.y(), width, rows * rowHeight + 12);
}

void CommandPalette::select(int row)
{
    if (row >= 0 && row < m_model.rowCount()) {
        m_list->setCurrentIndex(m_model.index(row));
    }
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid()) {
        return;
    }
    const std::function<void()> run = m_model.at(current.row()).run;
    close();
    m_field.clearFocus();
    run();
}

bool CommandPalette::onKey(int key)
{
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
        select(std::min(row + 1, m_model.rowCount() - 1));
        return true;
    case Qt::Key_Up:
        select(std::max(row - 1, 0));
        return true;
    case Qt::Key_PageDown:
        select(std::min(row + mostRows, m_model.rowCount() - 1));
        return true;
    case Qt::Key_PageUp:
        select(std::max(row - mostRows, 0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_field) {
        if (event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress) {
            open();
        } else if (event->type() == QEvent::FocusOut) {
            close();
        } else if (event->type() == QEvent::KeyPress && isVisible()) {
            return onKey(static_cast<QKeyEvent *>(event)->key());
        }
    } else if (event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.hairline);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), paint::space::radius, paint::space::radius);
}

} // namespace readyroom::shell
