// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakedrills.h"

#include <utility>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using drills::Run;

/// Suspends a task while the fake holds.
struct FakeDrills::Gate {
    FakeDrills *fake;
    [[nodiscard]] bool await_ready() const { return !fake->m_holds; }
    void await_suspend(std::coroutine_handle<> handle) const { fake->m_waiting.push_back(handle); }
    void await_resume() const { }
};

/// Suspends a task until the run under way has ended.
struct FakeDrills::RunGate {
    FakeDrills *fake;
    [[nodiscard]] bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> handle) const { fake->m_untilEnd.push_back(handle); }
    void await_resume() const { }
};

FakeDrills::FakeDrills(std::vector<DrillEntry> entries, QObject *parent)
    : DrillsPort(parent)
    , chooseFrom{{u"users"_s, u"users · 412 keys"_s}, {u"prices"_s, u"prices · 1,204 keys"_s, true}, {u"eu"_s}}
    , m_entries(std::move(entries))
{
}

void FakeDrills::setEntries(std::vector<DrillEntry> entries)
{
    m_entries = std::move(entries);
    Q_EMIT changed();
}

void FakeDrills::setOverrides(std::vector<Override> overrides)
{
    m_overrides = std::move(overrides);
    Q_EMIT changed();
}

void FakeDrills::setOwed(std::vector<RunSummary> owed)
{
    m_owed = std::move(owed);
    Q_EMIT changed();
}

void FakeDrills::setRun(std::optional<Run> run)
{
    const bool ended = run && run->hasEnded();
    m_run = run ? std::make_shared<const Run>(std::move(*run)) : nullptr;
    Q_EMIT runChanged();
    if (ended) {
        for (const std::coroutine_handle<> &each : std::exchange(m_untilEnd, {})) {
            each.resume();
        }
    }
}

void FakeDrills::release()
{
    m_holds = false;
    for (const std::coroutine_handle<> &each : std::exchange(m_waiting, {})) {
        each.resume();
    }
}

QCoro::Task<Result<std::vector<drills::Choice>>> FakeDrills::choices(DrillRequest request, QString parameter,
                                                                     std::stop_token)
{
    asked.emplace_back(request, parameter);
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    // A copy: a task takes what it is given by moving.
    co_return std::vector<drills::Choice>(chooseFrom);
}

QCoro::Task<Result<DrillPreview>> FakeDrills::preview(DrillRequest request, std::stop_token)
{
    previews.push_back(request);
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return DrillPreview(previewed);
}

QCoro::Task<Result<Run>> FakeDrills::start(DrillRequest request)
{
    started.push_back(request);
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_await RunGate{this};
    co_return m_run ? *m_run : Run{};
}

QCoro::Task<Result<Run>> FakeDrills::undo(QString runId)
{
    undone.push_back(runId);
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_await RunGate{this};
    co_return m_run ? *m_run : Run{};
}

QCoro::Task<Result<std::vector<RunSummary>>> FakeDrills::runs(QString name, QString service, std::size_t limit)
{
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    std::vector<RunSummary> found;
    for (const RunSummary &each : earlier) {
        if (found.size() < limit && (name.isEmpty() || (each.drill == name && each.service == service))) {
            found.push_back(each);
        }
    }
    co_return found;
}

QCoro::Task<Result<void>> FakeDrills::open(QString runId)
{
    opened.push_back(runId);
    co_await Gate{this};
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return Result<void>();
}

} // namespace readyroom::fakes
