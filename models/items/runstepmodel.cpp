// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runstepmodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

#include <algorithm>
#include <ranges>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::Step;
using drills::StepState;
using drills::StepTarget;

struct RunStepModel::Merge : PlainRowOps<RunStepModel> {
    [[nodiscard]] static const QString &key(const Row &row) { return row.key; }
    void changed(int first, int last) const { Q_EMIT model->dataChanged(model->index(first), model->index(last)); }
};

namespace {

LineState lineStateOf(StepState state)
{
    switch (state) {
    case StepState::Running:
    case StepState::Holding:
        return LineState::Doubtful;
    case StepState::Succeeded:
        return LineState::Good;
    case StepState::Failed:
        return LineState::Bad;
    case StepState::Waiting:
    case StepState::Skipped:
        break;
    }
    return LineState::Unknown;
}

QString wordOf(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return RunStepModel::tr("waiting");
    case StepState::Running:
        return RunStepModel::tr("running");
    case StepState::Holding:
        return RunStepModel::tr("holding");
    case StepState::Succeeded:
        return RunStepModel::tr("done");
    case StepState::Failed:
        return RunStepModel::tr("failed");
    case StepState::Skipped:
        break;
    }
    return RunStepModel::tr("not reached");
}

/// That something was sent does not make it green: only a re-read does.
LineState lineStateOf(const StepTarget &target)
{
    if (target.state == StepState::Failed || target.verification.confirmed == Confirmed::No) {
        return LineState::Bad;
    }
    if (target.state == StepState::Succeeded) {
        return target.verification.confirmed == Confirmed::Yes ? LineState::Good : LineState::Unknown;
    }
    return lineStateOf(target.state);
}

QString wordOf(const StepTarget &target)
{
    switch (lineStateOf(target)) {
    case LineState::Good:
        return RunStepModel::tr("confirmed");
    case LineState::Bad:
        return RunStepModel::tr("not confirmed");
    case LineState::Unknown:
        return target.outcome.sent ? RunStepModel::tr("sent, not confirmed") : wordOf(target.state);
    default:
        return wordOf(target.state);
    }
}

QString detailOf(const StepTarget &target)
{
    if (target.outcome.error) {
        return target.outcome.error->message;
    }
    QStringList parts{target.outcome.observed, target.verification.observed};
    parts.removeAll(QString());
    return parts.isEmpty() ? wordOf(target) : parts.join(u", "_s);
}

qsizetype confirmedOf(const Step &step)
{
    return std::ranges::count_if(
        step.targets, [](const StepTarget &target) { return target.verification.confirmed == Confirmed::Yes; });
}

/// "guard holds, 4 s of 10 s"
QString holdText(const Step &step, std::optional<bool> holds, Timestamp now)
{
    const QString guard = !holds ? RunStepModel::tr("holding")
        : *holds                 ? RunStepModel::tr("guard holds")
                                 : RunStepModel::tr("guard does not hold");
    const Duration left = std::max(Duration::zero(), *step.holdUntil - now);
    const Duration whole = step.activity ? step.activity->pauseAfter : Duration::zero();
    const auto seconds = [](Duration d) -> QString {
        return QString::number(std::chrono::round<std::chrono::seconds>(d).count()) + QChar(0x00a0) + u's';
    };
    return whole >= left && whole > Duration::zero()
        ? RunStepModel::tr("%1, %2 of %3").arg(guard, seconds(whole - left), seconds(whole))
        : RunStepModel::tr("%1, %2 left").arg(guard, seconds(left));
}

QString detailOf(const Step &step, std::optional<bool> holds, Timestamp now)
{
    QStringList parts{step.detail};
    if (parts.front().isEmpty() && step.targets.size() > 1 && step.startedAt) {
        parts.front() = RunStepModel::tr("%1 of %2 confirmed")
                            .arg(confirmedOf(step))
                            .arg(static_cast<qsizetype>(step.targets.size()));
    }
    if (step.state == StepState::Running) {
        parts.push_front(RunStepModel::tr("running"));
    } else if (step.state == StepState::Holding && step.holdUntil) {
        parts += holdText(step, holds, now);
    } else if (step.state == StepState::Skipped) {
        parts += wordOf(step.state);
    }
    const QString said = step.error.endsWith(u'.') ? QString(step.error.chopped(1)) : step.error;
    parts += said;
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

bool unfoldsItself(const Step &step)
{
    const bool over = step.state == StepState::Failed || step.state == StepState::Succeeded;
    return over && confirmedOf(step) < static_cast<qsizetype>(step.targets.size());
}

QString keyOf(std::size_t step)
{
    return QString::number(step);
}

} // namespace

std::optional<bool> guardHolds(const drills::Run &run)
{
    QStringList seen;
    for (const drills::GuardReading &reading : run.guard | std::views::reverse) {
        if (seen.contains(reading.probe)) {
            break;
        }
        if (!reading.met) {
            return false;
        }
        seen += reading.probe;
    }
    return seen.isEmpty() ? std::nullopt : std::optional(true);
}

void RunStepModel::update(const drills::Run &run, Timestamp now)
{
    if (run.id != m_run.id) {
        m_toggled.clear();
    }
    m_run = run;
    m_now = now;
    rebuild();
}

void RunStepModel::clear()
{
    m_run = {};
    m_toggled.clear();
    rebuild();
}

RunStepModel::Row RunStepModel::rowOf(std::size_t number) const
{
    const Step &step = m_run.steps[number];
    Row row{.key = keyOf(number), .state = lineStateOf(step.state), .word = wordOf(step.state), .title = step.title};
    row.detail = detailOf(step, guardHolds(m_run), m_now);
    row.dim = step.state == StepState::Waiting || step.state == StepState::Skipped;
    row.foldable = step.targets.size() > 1;
    row.unfolded = row.foldable && (unfoldsItself(step) != m_toggled.contains(number));
    row.took = step.startedAt ? tookText(step.endedAt.value_or(m_now) - *step.startedAt) : QString(QChar(0x2013));
    return row;
}

void RunStepModel::rebuild()
{
    std::vector<Row> next;
    for (std::size_t i = 0; i < m_run.steps.size(); ++i) {
        const Row row = rowOf(i);
        next.push_back(row);
        for (std::size_t j = 0; row.unfolded && j < m_run.steps[i].targets.size(); ++j) {
            const StepTarget &target = m_run.steps[i].targets[j];
            Row below{.key = row.key + u'/' + QString::number(j), .target = true, .title = target.target};
            below.state = lineStateOf(target);
            below.word = wordOf(target);
            below.detail = detailOf(target);
            below.dim = row.dim;
            next.push_back(below);
        }
    }
    mergeRows(m_rows, std::move(next), Merge{{this}});
}

void RunStepModel::toggle(const QModelIndex &index)
{
    const std::optional<std::size_t> number = step(index);
    if (!number || m_run.steps[*number].targets.size() < 2) {
        return;
    }
    if (!m_toggled.remove(*number)) {
        m_toggled.insert(*number);
    }
    rebuild();
}

std::optional<std::size_t> RunStepModel::step(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return std::nullopt;
    }
    return m_rows.at(static_cast<std::size_t>(index.row())).key.section(u'/', 0, 0).toULongLong();
}

int RunStepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString RunStepModel::said(const Row &row)
{
    QStringList parts{row.title, row.word, row.detail == row.word ? QString() : row.detail,
                      row.dim ? QString() : row.took};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant RunStepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return toolTip(row.detail.isEmpty() ? row.title : QString(row.title + u'\n' + row.detail));
    case Qt::AccessibleTextRole:
        return said(row);
    case TargetRole:
        return row.target;
    case StateRole:
        return static_cast<int>(row.state);
    case DetailRole:
        return row.detail;
    case TookRole:
        return row.took;
    case DimRole:
        return row.dim;
    case FoldableRole:
        return row.foldable;
    case UnfoldedRole:
        return row.unfolded;
    default:
        return {};
    }
}

} // namespace readyroom::items
