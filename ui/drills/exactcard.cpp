// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/exactcard.h"

#include "ui/drills/codeview.h"
#include "ui/drills/copybutton.h"
#include "ui/drills/targetpreview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using drills::Step;
using drills::StepState;

namespace {

const Step *stepOf(const drills::Run &run, std::optional<std::size_t> selected)
{
    if (selected && *selected < run.steps.size()) {
        return &run.steps[*selected];
    }
    const Step *last = nullptr;
    const Step *first = nullptr;
    for (const Step &step : run.steps) {
        if (step.targets.empty()) {
            continue;
        }
        first = first == nullptr ? &step : first;
        last = step.startedAt ? &step : last;
    }
    return last != nullptr ? last : first;
}

/// One that failed says more than the first.
const drills::StepTarget &targetOf(const Step &step)
{
    const auto failed = std::ranges::find(step.targets, StepState::Failed, &drills::StepTarget::state);
    return failed == step.targets.end() ? step.targets.front() : *failed;
}

} // namespace

ExactCard::ExactCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_copy(new CopyButton(themes, m_card))
    , m_effect(new widgets::WrappedLabel(themes, 3, this))
    , m_warnings(new widgets::WrappedLabel(themes, 3, this))
    , m_code(new CodeView(themes, 10, this))
{
    setObjectName(u"exactCard"_s);
    m_code->setObjectName(u"exactRequest"_s);
    m_effect->setObjectName(u"exactEffect"_s);
    m_effect->setMuted(true);
    m_warnings->setObjectName(u"exactWarnings"_s);
    m_warnings->setTone(paint::Tone::Warning);
    auto *content = new QWidget(m_card);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::unit);
    column->addWidget(m_effect);
    column->addWidget(m_warnings);
    column->addWidget(m_code);
    m_card->setTitle(tr("This step, exactly"));
    m_card->addHeaderWidget(m_copy);
    m_card->setContent(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
}

void ExactCard::setRun(const drills::Run &run, std::optional<std::size_t> selected)
{
    const Step *step = stepOf(run, selected);
    const bool sends = step != nullptr && !step->targets.empty() && !targetOf(*step).preview.request.isEmpty();
    setVisible(sends);
    if (!sends) {
        return;
    }
    const drills::StepTarget &target = targetOf(*step);
    const auto targets = step->targets.size();
    m_card->setSubtitle(targets > 1 ? tr("1 of %1 targets").arg(targets) : QString());
    m_copy->setCommand(target.preview.command, target.preview.tool);
    QStringList words{target.target, effectText(target.preview)};
    words.removeAll(QString());
    m_effect->setText(words.join(u" · "_s));
    m_warnings->setText(target.preview.warnings.join(u' '));
    m_warnings->setVisible(!target.preview.warnings.isEmpty());
    m_code->setCode(target.preview.request);
    m_code->setAccessibleName(tr("What “%1” sends").arg(step->title));
}

} // namespace readyroom::drillsui
