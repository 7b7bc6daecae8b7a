// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drillpanel.h"

#include "models/items/drillwords.h"
#include "models/items/quantity.h"
#include "ui/drills/confirmdialog.h"
#include "ui/drills/drillhead.h"
#include "ui/drills/parameterform.h"
#include "ui/drills/previewview.h"
#include "ui/page/columnscroll.h"
#include "ui/page/emptystate.h"
#include "ui/page/lineview.h"
#include "ui/page/whendone.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostRuns = 8;
constexpr Duration freshFor{10'000};

items::Line lineOf(const RunSummary &run, Timestamp now)
{
    const items::RunWords words = items::runWords(run.status, run.deviated, run.rollback);
    items::Line line{.key = run.id, .state = words.state, .text = words.word};
    line.value = DrillPanel::tr("%1 ago").arg(items::ageText(now - run.endedAt.value_or(run.startedAt)));
    QStringList note{run.by, run.environment, run.why};
    note.removeAll(QString());
    line.note = note.join(u" · "_s);
    return line;
}

} // namespace

DrillPanel::DrillPanel(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_port(port)
    , m_previewer(port)
{
    setObjectName(u"drillPanel"_s);
    build();
    m_patience.setSingleShot(true);
    m_patience.setInterval(300ms);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_preview->setBusy(true); });
    connect(&m_previewer, &Previewer::changed, this, &DrillPanel::takePreview);
    connect(m_form, &ParameterForm::changed, this, [this] {
        if (m_form->problem().isEmpty()) {
            m_previewer.ask(m_form->request());
        }
        refreshButtons();
    });
    connect(m_arm, &QAbstractButton::clicked, this,
            [this] { Q_EMIT armRequested(toBeArmed(question()).value_or(QString())); });
    connect(m_run, &QAbstractButton::clicked, this, &DrillPanel::run);
    connect(m_runsView, &page::LineView::chosen, this, &DrillPanel::runChosen);
    connect(&port, &DrillsPort::runChanged, this, &DrillPanel::refreshButtons);
}

void DrillPanel::build()
{
    m_head = new DrillHead(m_themes, this);
    m_why = new widgets::WrappedLabel(m_themes, 2, this);
    m_why->setObjectName(u"runWhy"_s);
    m_why->setMuted(true);
    m_arm = new widgets::TextButton(m_themes, {}, widgets::Symbol::Lock, this);
    m_arm->setObjectName(u"armForRun"_s);
    m_run = new widgets::TextButton(m_themes, {}, {}, this);
    m_run->setObjectName(u"runDrill"_s);
    m_run->setTone(paint::Tone::Accent);
    m_head->addButton(m_arm);
    m_head->addButton(m_run);

    auto *content = new QWidget(this);
    m_form = new ParameterForm(m_themes, m_port, content);
    m_preview = new PreviewView(m_themes, content);
    m_runsCard = new widgets::Card(m_themes, content);
    m_runsCard->setTitle(tr("Last runs"));
    m_runsCard->setSubtitle(tr("on this machine"));
    m_runsCard->setContentMargins({0, 0, 0, paint::space::half});
    m_runsCard->setHeaderGap(0);
    m_runsView = new page::LineView(m_themes, tr("Last runs"), m_runsCard);
    m_runsView->setObjectName(u"lastRuns"_s);
    m_runsCard->setContent(m_runsView);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::card);
    column->addWidget(m_form);
    column->addWidget(m_preview);
    column->addWidget(m_runsCard);
    column->addStretch(1);
    m_scroll = new page::ColumnScroll(m_themes, content, this);
    m_problems = new page::EmptyState(m_themes, this);
    m_problems->setObjectName(u"drillProblems"_s);

    auto *above = new QVBoxLayout;
    above->setContentsMargins(0, 0, page::ColumnScroll::gutter, 0);
    above->setSpacing(paint::space::half);
    above->addWidget(m_head);
    above->addWidget(m_why);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    layout->addLayout(above);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_problems, 1);
}

void DrillPanel::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
    connect(&arming, &ArmingPort::changed, this, &DrillPanel::refreshButtons);
    refreshButtons();
}

void DrillPanel::setEntry(const DrillEntry &entry, Timestamp now)
{
    const bool other = entry.name != m_entry.name || entry.service != m_entry.service;
    const bool same = entry == m_entry;
    const bool ran = other || entry.last != m_entry.last;
    const bool able = entry.problems.isEmpty();
    m_entry = entry;
    m_now = now;
    if (other) {
        m_runs.clear();
    }
    m_head->setEntry(entry, now);
    showRuns();
    if (same) {
        keepFresh();
        return;
    }
    m_scroll->setVisible(able);
    m_why->setVisible(able);
    m_problems->setVisible(!able);
    if (!able) {
        m_previewer.clear();
        m_problems->say(tr("This drill cannot be run."), tr("Mend its file and save it; it is read again at once."),
                        entry.problems);
        refreshButtons();
        return;
    }
    m_form->setEntry(entry);
    if (other) {
        m_preview->clear();
    }
    if (m_form->problem().isEmpty()) {
        m_previewer.ask(m_form->request());
    } else if (other) {
        m_previewer.clear();
    }
    if (ran) {
        readRuns();
    }
    refreshButtons();
}

/// The steady state is told as it is now; what an act would do may have changed, too.
void DrillPanel::keepFresh()
{
    const std::shared_ptr<const drills::Run> run = m_port.run();
    const bool runs = run && !run->hasEnded();
    if (isVisible() && !runs && m_previewer.isCurrent() && !m_previewer.isBusy() && m_now - m_foundOut >= freshFor) {
        m_previewer.refresh();
    }
}

void DrillPanel::refresh()
{
    m_previewer.refresh();
    readRuns();
}

void DrillPanel::takePreview()
{
    const auto &answer = m_previewer.answer();
    if (m_previewer.isBusy()) {
        // Asked again by itself, it does not say so.
        if (!m_patience.isActive() && !m_previewer.isCurrent()) {
            m_patience.start();
        }
    } else {
        m_patience.stop();
        m_foundOut = m_now;
        m_preview->setBusy(false);
        if (!answer) {
            m_preview->clear();
        } else if (*answer) {
            m_preview->setPreview(**answer);
        } else {
            m_preview->setFailure(answer->error().message);
        }
    }
    refreshButtons();
}

RunQuestion DrillPanel::question() const
{
    RunQuestion question{.environment = m_entry.environment, .formProblem = m_form->problem()};
    question.answer = &m_previewer.answer();
    question.isBusy = !m_previewer.isCurrent();
    if (*question.answer && **question.answer && !(**question.answer)->environment.isEmpty()) {
        question.environment = (**question.answer)->environment;
    }
    if (const auto run = m_port.run(); run && !run->hasEnded()) {
        question.running = run->experiment.title;
    }
    if (m_arming != nullptr) {
        question.armed = m_arming->armed();
        question.environments = m_arming->environments();
    }
    return question;
}

void DrillPanel::refreshButtons()
{
    const RunQuestion asked = question();
    const bool able = m_entry.problems.isEmpty();
    const QString why = able ? whyNot(asked) : QString();
    const QString where = asked.environment.isEmpty() && asked.armed ? asked.armed->environment : asked.environment;
    const std::optional<QString> arm = toBeArmed(asked);
    m_why->setText(why);
    m_arm->setText(!arm || arm->isEmpty() ? tr("Arm …") : tr("Arm %1 …").arg(*arm));
    m_arm->setAccessibleName(m_arm->text());
    m_arm->setVisible(able && arm.has_value());
    const QString run = where.isEmpty() ? tr("Run") : tr("Run in %1").arg(where);
    m_run->setText(wantsTyping(asked.environments, where) && !where.isEmpty() ? QString(run + u" …"_s) : run);
    m_run->setAccessibleName(m_run->text());
    m_run->setToolTip(why);
    m_run->setEnabled(able && why.isEmpty());
    m_run->setVisible(able);
    m_arm->updateGeometry();
    m_run->updateGeometry();
}

void DrillPanel::run()
{
    const RunQuestion asked = question();
    if (!whyNot(asked).isEmpty()) {
        return;
    }
    const QString where = asked.environment.isEmpty() ? asked.armed->environment : asked.environment;
    const DrillRequest request = m_form->request();
    if (!wantsTyping(asked.environments, where)) {
        Q_EMIT runRequested(request);
        return;
    }
    DrillPreview preview = ***asked.answer;
    preview.environment = where;
    auto *dialog =
        new ConfirmDialog(m_themes, m_entry, preview, m_entry.service.isEmpty() ? m_entry.name : m_entry.service, this);
    connect(dialog, &page::AskDialog::asked, this, [this, dialog, request] {
        dialog->finish({});
        Q_EMIT runRequested(request);
    });
    dialog->open();
}

void DrillPanel::readRuns()
{
    page::whenDone(m_port.runs(m_entry.name, m_entry.service, mostRuns), this,
                   [this, asked = ++m_runsAsked](Result<std::vector<RunSummary>> runs) {
                       if (asked == m_runsAsked) {
                           m_runs = runs ? std::move(*runs) : std::vector<RunSummary>();
                           showRuns();
                       }
                   });
}

void DrillPanel::showRuns()
{
    std::vector<items::Line> lines;
    for (const RunSummary &run : m_runs) {
        lines.push_back(lineOf(run, m_now));
    }
    m_runsCard->setVisible(!lines.empty());
    m_runsView->setLines(std::move(lines));
}

} // namespace readyroom::drillsui
