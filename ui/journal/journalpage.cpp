// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/journalpage.h"

#include "models/items/journalwords.h"
#include "ui/journal/entrypanel.h"
#include "ui/journal/filterbar.h"
#include "ui/journal/headfile.h"
#include "ui/journal/journalview.h"
#include "ui/page/emptystate.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/textbutton.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace readyroom::journalui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using paint::Tone;
using Format = JournalExport::Format;

JournalPage::JournalPage(const page::PageContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_entries(context.journal)
    , m_export(context.journal)
    , m_verification(context.journal)
{
    setObjectName(u"journalPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(paint::space::page, 18, paint::space::page, paint::space::page);
    layout->setSpacing(paint::space::card);
    buildHead(*layout);
    buildBody(*layout);

    m_patience.setSingleShot(true);
    m_patience.setInterval(300ms);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_empty->say(tr("Reading the journal …"));
        m_stack->setCurrentWidget(m_empty);
    });
    connect(m_filter, &FilterBar::changed, this, &JournalPage::applyFilter);
    connect(&m_entries, &items::JournalModel::stateChanged, this, &JournalPage::refresh);
    connect(&m_entries, &QAbstractItemModel::rowsInserted, this, &JournalPage::refresh);
    connect(&context.journal, &JournalStore::healthChanged, this, &JournalPage::refreshHealth);
    connect(&m_verification, &Verification::finished, this, &JournalPage::tellVerdict);
    connect(&m_export, &JournalExport::progressed, this, [this](quint64 entries) {
        m_result->say(Tone::Neutral, tr("Exporting … %1 so far.").arg(items::eventsText(entries)));
    });
    connect(&m_export, &JournalExport::finished, this, [this](const QString &path, const QString &problem) {
        m_exportButton->setEnabled(true);
        m_result->say(problem.isEmpty() ? Tone::Ok : Tone::Critical,
                      problem.isEmpty() ? tr("Exported %1 to %2.").arg(items::eventsText(m_export.entries()), path)
                                        : problem,
                      true);
    });
    refreshHealth();
}

JournalPage::~JournalPage() = default;

void JournalPage::buildHead(QVBoxLayout &layout)
{
    const widgets::ThemeSource &themes = m_context.themes;
    auto *title = new widgets::ElidedLabel(themes, this);
    title->setTextFont(paint::TextSize::Title, paint::Weight::Strong);
    title->setText(tr("Journal"));
    m_sentence = new widgets::ElidedLabel(themes, this);
    m_sentence->setObjectName(u"journalSentence"_s);
    m_sentence->setMuted(true);
    m_verify = new widgets::TextButton(themes, tr("Verify"), widgets::Symbol::Verify, this);
    m_verify->setObjectName(u"verifyJournal"_s);
    m_verify->setToolTip(tr("Read every event and check the chains of hashes"));
    m_exportButton = new widgets::TextButton(themes, tr("Export"), widgets::Symbol::Save, this);
    m_exportButton->setObjectName(u"exportJournal"_s);
    m_exportButton->setToolTip(tr("Write the events that are shown to a file"));
    connect(m_verify, &QAbstractButton::clicked, this, [this] { verify({}); });
    connect(m_exportButton, &QAbstractButton::clicked, this, &JournalPage::showExportMenu);

    auto *top = new QHBoxLayout;
    top->setSpacing(paint::space::card);
    top->addWidget(title);
    top->addWidget(m_sentence, 1);
    top->addWidget(m_verify);
    top->addWidget(m_exportButton);
    m_health = new widgets::StatusStrip(themes, this);
    m_health->setObjectName(u"journalHealth"_s);
    m_result = new widgets::StatusStrip(themes, this);
    m_result->setObjectName(u"journalResult"_s);
    m_filter = new FilterBar(themes, m_context.time, this);
    layout.addLayout(top);
    layout.addWidget(m_health);
    layout.addWidget(m_result);
    layout.addWidget(m_filter);
}

void JournalPage::buildBody(QVBoxLayout &layout)
{
    const widgets::ThemeSource &themes = m_context.themes;
    m_view = new JournalView(themes, m_entries, this);
    m_empty = new page::EmptyState(themes, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *card = new widgets::Card(themes, this);
    card->setContent(m_stack);
    card->setContentMargins({1, 1, 1, 4});
    m_panel = new EntryPanel(themes, this);
    m_panel->hide();
    auto *body = new QHBoxLayout;
    body->setSpacing(paint::space::card);
    body->addWidget(card, 1);
    body->addWidget(m_panel);
    layout.addLayout(body, 1);
    setFocusProxy(m_view);
    m_filter->setLeaveTarget(m_view);

    connect(m_view, &QAbstractItemView::activated, this, &JournalPage::showEntry);
    connect(m_view, &QAbstractItemView::clicked, this, &JournalPage::showEntry);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (m_panel->isVisible() && current.isValid()) {
            showEntry(current);
        }
    });
    connect(m_panel, &EntryPanel::closed, this, &JournalPage::closeEntry);
}

void JournalPage::applyFilter()
{
    m_entries.setFilter(m_filter->filter());
}

void JournalPage::refresh()
{
    if (!m_entries.hasAnswered()) {
        // What was shown stays for a moment, so that a quick answer does not make the page flicker.
        if (!m_patience.isActive()) {
            m_patience.start();
        }
        return;
    }
    m_patience.stop();
    const std::optional<Error> &error = m_entries.error();
    if (m_entries.rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
        if (error) {
            m_result->say(Tone::Warning,
                          tr("Older events cannot be read: %1 Press F5 to try again.").arg(error->message), true);
        }
        return;
    }
    if (error) {
        m_empty->say(tr("The journal cannot be read."), tr("%1 Press F5 to try again.").arg(error->message));
    } else if (m_filter->isNarrowed()) {
        m_empty->say(tr("No event matches."), tr("Press Escape to see all events again."));
    } else {
        m_empty->say(tr("Nothing is recorded yet."),
                     tr("Each change of a service's state, each action and each decision will stand here."));
    }
    m_stack->setCurrentWidget(m_empty);
}

void JournalPage::refreshHealth()
{
    const JournalHealth health = m_context.journal.health();
    if (std::exchange(m_state, health.state) == JournalHealth::State::Away && health.state == JournalHealth::State::Good
        && m_entries.hasAnswered()) {
        m_entries.reload();
    }
    const QString waiting = health.waiting > 0 ? tr("Waiting: %1.").arg(items::eventsText(health.waiting)) : QString();
    const auto with = [&waiting](const QString &sentence) {
        return waiting.isEmpty() ? sentence : QString(sentence + u' ' + waiting);
    };
    switch (health.state) {
    case JournalHealth::State::Good:
        // What was wrong and is well again is worth a word: a file that was set aside.
        m_health->say(Tone::Warning, health.text);
        m_sentence->setText(tr("What happened, recorded as it happens."));
        break;
    case JournalHealth::State::Away:
        m_health->say(Tone::Warning, with(health.text));
        m_sentence->setText(tr("Recorded on this machine for now."));
        break;
    case JournalHealth::State::Failing:
        m_health->say(Tone::Critical, with(health.text));
        m_sentence->setText(tr("Nothing can be recorded at the moment."));
        break;
    }
}

void JournalPage::showEntry(const QModelIndex &index)
{
    m_panel->setEntry(m_entries.at(index.row()));
    if (!m_panel->isVisible()) {
        m_panel->show();
        m_view->scrollTo(index);
    }
}

void JournalPage::closeEntry()
{
    m_panel->hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

void JournalPage::verify(const std::optional<journal::TreeHead> &expected)
{
    m_verify->setEnabled(false);
    m_result->say(Tone::Neutral, tr("Verifying every event …"));
    m_verification.start(expected);
}

void JournalPage::tellVerdict(Tone tone, const QString &text)
{
    m_verify->setEnabled(true);
    m_result->say(tone, text, true);
}

void JournalPage::showExportMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"exportMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Events as JSON Lines…"), this, [this] { askForExport(Format::JsonLines); });
    menu->addAction(tr("Events as CSV…"), this, [this] { askForExport(Format::Csv); });
    menu->addSeparator();
    menu->addAction(tr("Tree head, to verify against later…"), this, &JournalPage::askForHeadFile);
    menu->addAction(tr("Verify against a saved tree head…"), this, &JournalPage::askForHead);
    menu->popup(m_exportButton->mapToGlobal(QPoint(0, m_exportButton->height())));
}

void JournalPage::askForExport(Format format)
{
    const bool csv = format == Format::Csv;
    auto *dialog = new QFileDialog(this, tr("Export the events that are shown"), {},
                                   csv ? tr("CSV table (*.csv)") : tr("JSON Lines (*.jsonl)"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? u"csv"_s : u"jsonl"_s);
    dialog->selectFile(csv ? u"journal.csv"_s : u"journal.jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &path) {
        m_exportButton->setEnabled(false);
        m_export.start(path, m_entries.filter(), format);
    });
    dialog->open();
}

void JournalPage::askForHeadFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the tree head"), {}, tr("Tree head (*.json)"));
    dialog->setObjectName(u"headDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"journal-head.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        saveHead(m_context.journal, path, this, [this, path](const QString &problem) {
            m_result->say(problem.isEmpty() ? Tone::Ok : Tone::Critical,
                          problem.isEmpty()
                              ? tr("The tree head was written to %1. Keep it where whoever can write to this journal "
                                   "cannot.")
                                    .arg(path)
                              : problem,
                          true);
        });
    });
    dialog->open();
}

void JournalPage::askForHead()
{
    auto *dialog = new QFileDialog(this, tr("Verify against a saved tree head"), {}, tr("Tree head (*.json)"));
    dialog->setObjectName(u"expectedHeadDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        loadHead(path, this, [this](const Result<journal::TreeHead> &head) {
            if (head) {
                verify(*head);
            } else {
                m_result->say(Tone::Warning, head.error().message, true);
            }
        });
    });
    dialog->open();
}

std::vector<page::Command> JournalPage::commands()
{
    std::vector<page::Command> commands{
        {tr("Verify the journal"), {}, {}, [this] { verify({}); }},
        {tr("Verify against a saved tree head"), {}, {}, [this] { askForHead(); }},
        {tr("Export events as JSON Lines"), {}, {}, [this] { askForExport(Format::JsonLines); }},
        {tr("Export events as CSV"), {}, {}, [this] { askForExport(Format::Csv); }},
        {tr("Save the tree head"), {}, {}, [this] { askForHeadFile(); }},
        {tr("Filter events"), {}, QKeySequence(Qt::Key_Slash), [this] { m_filter->focusText(); }},
        {tr("Show all events"), {}, {}, [this] { m_filter->clear(); }},
    };
    if (m_panel->isVisible() && m_panel->entry()) {
        commands.push_back({tr("Copy the event as JSON"), {}, {}, [bytes = m_panel->entry()->bytes] {
                                QGuiApplication::clipboard()->setText(QString::fromUtf8(bytes));
                            }});
    }
    return commands;
}

void JournalPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    QStringList names;
    for (const fleet::ServiceStatus &service : m_context.feed.latest()->services) {
        names += service.name;
    }
    names.removeDuplicates();
    names.sort();
    m_filter->setServices(names);
    applyFilter();
}

void JournalPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_panel->setFixedWidth(std::clamp(width() / 3, 336, 640));
}

void JournalPage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_panel->isVisible()) {
            closeEntry();
        } else if (m_filter->isNarrowed()) {
            m_filter->clear();
        }
        return;
    case Qt::Key_F5:
        m_entries.retry();
        return;
    default:
        Page::keyPressEvent(event);
    }
}

} // namespace readyroom::journalui
