// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/previewview.h"

#include "ui/drills/steppreview.h"
#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using drills::BlastRadius;
using items::LineState;
using paint::Tone;

namespace {

Tone toneOf(BlastRadius::Verdict verdict)
{
    switch (verdict) {
    case BlastRadius::Verdict::Bearable:
        return Tone::Ok;
    case BlastRadius::Verdict::Heavy:
        return Tone::Warning;
    case BlastRadius::Verdict::TooMuch:
        return Tone::Critical;
    case BlastRadius::Verdict::Unknown:
        break;
    }
    return Tone::Unknown;
}

items::Line lineOf(const drills::GuardReading &reading)
{
    // A probe that yields nothing is not met, but nobody knows that the state is bad.
    const bool unknown = !reading.met && !reading.value;
    items::Line line{.key = reading.probe, .text = reading.probe, .value = reading.observed};
    line.state = unknown ? LineState::Unknown : reading.met ? LineState::Good : LineState::Bad;
    line.trailing = true;
    line.word = unknown ? PreviewView::tr("unknown")
        : reading.met   ? PreviewView::tr("holds")
                        : PreviewView::tr("does not hold");
    if (line.value.isEmpty()) {
        line.value = line.word;
    }
    return line;
}

} // namespace

PreviewView::PreviewView(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_failure(new widgets::StatusStrip(themes, this))
    , m_refusals(new widgets::StatusStrip(themes, this))
    , m_warnings(new widgets::StatusStrip(themes, this))
    , m_blast(new widgets::StatusStrip(themes, this))
    , m_stepsCard(new widgets::Card(themes, this))
    , m_foot(new QWidget(this))
    , m_steadyCard(new widgets::Card(themes, m_foot))
    , m_steady(new page::LineView(themes, tr("Steady state as it is now"), m_steadyCard))
    , m_deviates(new widgets::WrappedLabel(themes, 8, m_foot))
{
    setObjectName(u"previewView"_s);
    m_failure->setObjectName(u"previewFailure"_s);
    m_refusals->setObjectName(u"drillRefusals"_s);
    m_warnings->setObjectName(u"drillWarnings"_s);
    m_blast->setObjectName(u"blastRadius"_s);
    m_steady->setObjectName(u"steadyNow"_s);
    m_deviates->setObjectName(u"ifDeviates"_s);
    m_deviates->setMuted(true);

    auto *steps = new QWidget(m_stepsCard);
    m_column = new QVBoxLayout(steps);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_stepsCard->setTitle(tr("What it would do"));
    m_stepsCard->setObjectName(u"previewSteps"_s);
    m_stepsCard->setContent(steps);
    m_stepsCard->setContentMargins({1, 0, 1, paint::space::half});
    m_stepsCard->setHeaderGap(paint::space::half);
    m_steadyCard->setTitle(tr("Steady state"));
    m_steadyCard->setSubtitle(tr("as it is now"));
    m_steadyCard->setContent(m_steady);
    m_steadyCard->setContentMargins({0, 0, 0, paint::space::half});
    m_steadyCard->setHeaderGap(0);
    auto *deviates = new widgets::Card(themes, m_foot);
    deviates->setTitle(tr("If anything deviates"));
    deviates->setContent(m_deviates);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->setSpacing(paint::space::card);
    foot->addWidget(deviates, 1);
    foot->addWidget(m_steadyCard, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_failure, m_refusals, m_warnings, m_blast, m_stepsCard, m_foot}) {
        layout->addWidget(part);
    }
    clear();
}

void PreviewView::clear()
{
    for (widgets::StatusStrip *strip : {m_failure, m_refusals, m_warnings, m_blast}) {
        strip->say(Tone::Neutral, {});
    }
    m_stepsCard->hide();
    m_foot->hide();
    m_drill.clear();
}

void PreviewView::setFailure(const QString &problem)
{
    clear();
    m_failure->say(Tone::Unknown, problem);
}

void PreviewView::setPreview(const DrillPreview &preview)
{
    m_failure->say(Tone::Neutral, {});
    m_refusals->say(Tone::Critical, preview.refusals.join(u'\n'));
    m_warnings->say(Tone::Warning, preview.warnings.join(u'\n'));
    m_blast->say(preview.blast ? toneOf(preview.blast->verdict) : Tone::Neutral,
                 preview.blast ? drills::blastRadiusText(*preview.blast) : QString());
    showSteps(preview);
    showSteadyState(preview);
    m_deviates->setText(preview.ifDeviates);
    m_deviates->parentWidget()->setVisible(!preview.ifDeviates.isEmpty());
    m_foot->setVisible(!preview.ifDeviates.isEmpty() || !preview.steadyState.empty());
}

void PreviewView::showSteps(const DrillPreview &preview)
{
    const QString drill = preview.experiment.service + u'/' + preview.experiment.drill;
    const bool other = drill != m_drill;
    m_drill = drill;
    while (m_steps.size() < preview.steps.size()) {
        m_steps.push_back(new StepPreview(m_themes, m_stepsCard->content()));
        m_column->addWidget(m_steps.back());
    }
    // The first that sends something, unless it sends it to very many.
    const auto first =
        std::ranges::find_if(preview.steps, [](const DrillPreview::Step &step) { return !step.targets.empty(); });
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const bool used = i < preview.steps.size();
        m_steps[i]->setStep(used ? preview.steps[i] : DrillPreview::Step{});
        if (other) {
            const bool unfolds = used && first != preview.steps.end() && &*first == &preview.steps[i];
            m_steps[i]->setUnfolded(unfolds && first->targets.size() <= 4);
        }
        m_steps[i]->setVisible(used);
    }
    m_stepsCard->setVisible(!preview.steps.empty());
}

void PreviewView::showSteadyState(const DrillPreview &preview)
{
    std::vector<items::Line> lines;
    for (const drills::GuardReading &reading : preview.steadyState) {
        lines.push_back(lineOf(reading));
    }
    m_steadyCard->setVisible(!lines.empty());
    m_steady->setLines(std::move(lines));
}

void PreviewView::setBusy(bool busy)
{
    m_stepsCard->setSubtitle(busy ? tr("finding out …") : tr("exactly; nothing is sent before you press Run"));
}

} // namespace readyroom::drillsui
