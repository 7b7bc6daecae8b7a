// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/entrypanel.h"

#include "models/items/journalwords.h"
#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/eventtone.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/themesource.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QVBoxLayout>

namespace readyroom::journalui {

using namespace Qt::StringLiterals;

namespace {

/// Laying out more than this takes longer than a frame; what is copied is whole.
constexpr qsizetype longest = 20'000;

QString shortened(const QString &text)
{
    return text.size() <= longest
        ? text
        : QString(text.left(longest)
                  + EntryPanel::tr("\n… and %1 more characters; copy the event to see them all.")
                        .arg(text.size() - longest));
}

} // namespace

EntryPanel::EntryPanel(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_badge(new widgets::StateBadge(themes, this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"entryPanel"_s);
    setAccessibleName(tr("Details of the event"));
    m_badge->setObjectName(u"entryKind"_s);
    m_text->setObjectName(u"entryText"_s);
    m_text->setAccessibleName(tr("Everything about the event"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->document()->setDocumentMargin(0);
    m_text->viewport()->setAutoFillBackground(false);
    page::slimScrollBars(*m_text, themes);

    auto *close = new widgets::IconButton(themes, widgets::Symbol::Close, tr("Close the details"), this);
    close->setObjectName(u"closeEntry"_s);
    auto *copyJson = new widgets::TextButton(themes, tr("Copy as JSON"), widgets::Symbol::Copy, this);
    copyJson->setObjectName(u"copyJson"_s);
    copyJson->setToolTip(tr("The bytes that were hashed, as they are stored"));
    auto *copyText = new widgets::TextButton(themes, tr("Copy as text"), widgets::Symbol::Copy, this);
    copyText->setObjectName(u"copyText"_s);
    connect(close, &QAbstractButton::clicked, this, &EntryPanel::closed);
    connect(copyJson, &QAbstractButton::clicked, this, [this] {
        if (m_entry) {
            QGuiApplication::clipboard()->setText(QString::fromUtf8(m_entry->bytes));
        }
    });
    connect(copyText, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });

    auto *content = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->addWidget(m_badge);
    head->addStretch(1);
    head->addWidget(close);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(paint::space::unit);
    buttons->addWidget(copyJson);
    buttons->addWidget(copyText);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::unit);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
    auto *card = new widgets::Card(themes, this);
    card->setContent(content);
    card->setContentMargins({16, 0, 8, 16});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    setFocusProxy(m_text);
    connect(&themes, &widgets::ThemeSource::changed, this, &EntryPanel::write);
}

void EntryPanel::setEntry(const journal::Entry &entry)
{
    if (m_entry && m_entry->place == entry.place) {
        return;
    }
    m_entry = entry;
    write();
    m_text->verticalScrollBar()->setValue(0);
}

QString EntryPanel::text() const
{
    if (!m_entry) {
        return {};
    }
    QStringList parts{m_entry->event.text};
    for (const items::EntrySection &section : items::entrySections(*m_entry)) {
        parts += section.title + u'\n' + section.text;
    }
    return parts.join(u"\n\n"_s) + u'\n';
}

void EntryPanel::write()
{
    if (!m_entry) {
        return;
    }
    const paint::Theme &theme = m_themes.theme();
    m_badge->setState(widgets::toneOf(m_entry->event), items::kindWord(m_entry->event.kind));
    QPalette palette = widgets::paletteOf(theme);
    palette.setColor(QPalette::Base, theme.surface);
    m_text->setPalette(palette);

    const auto format = [](const QFont &font, const QColor &colour) {
        QTextCharFormat made;
        made.setFont(font);
        made.setForeground(colour);
        return made;
    };
    const bool brief = m_entry->event.text.size() <= 160;
    const QTextCharFormat strong = format(
        paint::font(brief ? paint::TextSize::Heading : paint::TextSize::Body, paint::Weight::Strong), theme.text);
    const QTextCharFormat title = format(paint::font(paint::TextSize::Small), theme.mutedText);
    const QTextCharFormat body = format(paint::font(paint::TextSize::Body), theme.text);
    m_text->clear();
    // insertText() takes what it is given for plain text, whatever it looks like.
    QTextCursor cursor(m_text->document());
    cursor.beginEditBlock();
    cursor.insertText(shortened(m_entry->event.text), strong);
    for (const items::EntrySection &section : items::entrySections(*m_entry)) {
        cursor.insertText(u"\n\n"_s, title);
        cursor.insertText(section.title + u'\n', title);
        cursor.insertText(shortened(section.text), body);
    }
    cursor.endEditBlock();
}

void EntryPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace readyroom::journalui
