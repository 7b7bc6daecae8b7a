// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/runview.h"

#include "models/items/drillwords.h"
#include "ui/drills/comparisoncard.h"
#include "ui/drills/exactcard.h"
#include "ui/drills/runchart.h"
#include "ui/drills/runhead.h"
#include "ui/drills/stepview.h"
#include "ui/drills/verdictbanner.h"
#include "ui/page/columnscroll.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/wrappedlabel.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

constexpr int twoColumnsFrom = 900;

QString progressText(const drills::Run &run, Timestamp now)
{
    const Duration elapsed = run.endedAt.value_or(now) - run.startedAt;
    if (run.hasEnded()) {
        return RunView::tr("took %1").arg(items::stopwatchText(elapsed));
    }
    const std::optional<Duration> left = items::timeLeft(run, now);
    return left && *left > Duration::zero() && run.rollback == drills::RollbackState::NotNeeded
        ? RunView::tr("%1 elapsed, about %2 left").arg(items::stopwatchText(elapsed), items::stopwatchText(*left))
        : RunView::tr("%1 elapsed").arg(items::stopwatchText(elapsed));
}

} // namespace

RunView::RunView(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_port(port)
{
    setObjectName(u"runView"_s);
    build();
    connect(m_head, &RunHead::backRequested, this, &RunView::backRequested);
    connect(m_head, &RunHead::undoRequested, this, &RunView::askUndo);
    connect(m_steps, &StepView::selectedChanged, this, &RunView::showExact);
}

void RunView::build()
{
    m_head = new RunHead(m_themes, m_port, this);
    m_verdict = new VerdictBanner(m_themes, this);
    auto *content = new QWidget(this);
    m_left = new QWidget(content);
    m_right = new QWidget(content);
    m_stepsCard = new widgets::Card(m_themes, m_left);
    m_stepsCard->setObjectName(u"stepsCard"_s);
    m_steps = new StepView(m_themes, m_stepsCard);
    m_stepsCard->setTitle(tr("Steps"));
    m_stepsCard->setContent(m_steps);
    m_stepsCard->setContentMargins({1, 0, 1, 1});
    m_stepsCard->setHeaderGap(2);
    m_stepsCard->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *deviates = new widgets::Card(m_themes, m_left);
    m_deviates = new widgets::WrappedLabel(m_themes, 8, deviates);
    m_deviates->setObjectName(u"runDeviates"_s);
    m_deviates->setMuted(true);
    deviates->setTitle(tr("If anything deviates"));
    deviates->setContent(m_deviates);
    m_exact = new ExactCard(m_themes, m_left);
    m_chart = new RunChart(m_themes, m_right);
    m_chart->setMinimumHeight(220);
    m_chart->setMaximumHeight(520);
    m_comparison = new ComparisonCard(m_themes, m_right);

    const auto column = [](QWidget *into, std::initializer_list<QWidget *> parts) {
        auto *layout = new QVBoxLayout(into);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(paint::space::card);
        for (QWidget *part : parts) {
            layout->addWidget(part);
        }
        return layout;
    };
    column(m_left, {m_stepsCard, deviates, m_exact})->addStretch(1);
    QVBoxLayout *right = column(m_right, {m_chart, m_comparison});
    right->setStretchFactor(m_chart, 10);
    right->addStretch(1);
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, content);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(paint::space::card);
    m_columns->addWidget(m_left);
    m_columns->addWidget(m_right, 1);

    auto *above = new QVBoxLayout;
    above->setContentsMargins(0, 0, page::ColumnScroll::gutter, 0);
    above->setSpacing(paint::space::card);
    above->addWidget(m_head);
    above->addWidget(m_verdict);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    layout->addLayout(above);
    layout->addWidget(new page::ColumnScroll(m_themes, content, this), 1);
}

void RunView::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
}

void RunView::focusSteps()
{
    m_steps->setFocus(Qt::OtherFocusReason);
}

bool RunView::isArmed() const
{
    const std::optional<Armed> armed = m_arming != nullptr ? m_arming->armed() : std::nullopt;
    return armed && (m_run->environment.isEmpty() || armed->environment == m_run->environment);
}

void RunView::refresh(Timestamp now)
{
    m_run = m_port.run();
    if (m_run) {
        showRun(now);
    }
}

void RunView::showRun(Timestamp now)
{
    const drills::Run &run = *m_run;
    m_head->setRun(run);
    const std::optional<Armed> armed = m_arming != nullptr ? m_arming->armed() : std::nullopt;
    m_head->setArmed(armed);
    m_head->setUndoable(run.canUndo(), isArmed() ? QString() : run.environment);
    m_verdict->setRun(run);
    m_stepsCard->setSubtitle(progressText(run, now));
    m_steps->steps().update(run, now);
    m_deviates->setText(items::ifDeviatesText(run));
    m_deviates->parentWidget()->setVisible(!run.hasEnded());
    showExact();
    m_chart->setRun(run, now);
    m_comparison->setRun(run);
    // What has no numbers, and never will, takes no room.
    const bool draws = m_chart->hasSomething();
    const bool compares = run.experiment.measure.has_value();
    if (draws == m_chart->isHidden() || compares == m_comparison->isHidden()) {
        m_chart->setVisible(draws);
        m_comparison->setVisible(compares);
        m_right->setVisible(draws || compares);
        arrange();
    }
}

void RunView::showExact()
{
    if (m_run) {
        m_exact->setRun(*m_run, m_steps->selected());
    }
}

void RunView::askUndo()
{
    if (!m_run) {
        return;
    }
    if (isArmed()) {
        Q_EMIT undoRequested(m_run->id);
    } else {
        Q_EMIT armRequested(m_run->environment);
    }
}

void RunView::arrange()
{
    const bool beside = width() >= twoColumnsFrom;
    m_columns->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_left->setFixedWidth(beside && !m_right->isHidden() ? std::clamp(width() * 32 / 100, 320, 520)
                                                         : width() - page::ColumnScroll::gutter);
}

void RunView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void RunView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        Q_EMIT backRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace readyroom::drillsui
