// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/comparing.h"

#include "app/async/sleep.h"
#include "app/runner/measurecourse.h"

namespace readyroom::runner {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration between{3'000};

} // namespace

Comparing::Comparing(std::shared_ptr<Stage> stage, RunRecord &record)
    : m_stage(std::move(stage))
    , m_record(record)
{
}

bool Comparing::isWanted() const
{
    return m_record.run().experiment.measure && m_stage->queries != nullptr;
}

QCoro::Task<> Comparing::soFar(std::stop_token stop)
{
    while (isWanted() && co_await async::sleepFor(between, stop)) {
        const std::optional<Windows> windows = windowsOf(m_record.run(), m_stage->time->now());
        if (!windows) {
            continue;
        }
        const Result<drills::Comparison> comparison =
            co_await compared(*m_stage->queries, *QThreadPool::globalInstance(),
                              measureSubject(m_record.run(), m_stage->fleet), *windows, stop);
        if (comparison) {
            m_record.edit().comparison = *comparison;
            co_await keepCourse(*windows, stop);
        }
    }
}

QCoro::Task<> Comparing::keepCourse(Windows windows, std::stop_token stop)
{
    const Result<drills::MeasureCourse> course =
        co_await courseOf(*m_stage->queries, measureSubject(m_record.run(), m_stage->fleet), windows, stop);
    // The table is what counts; without a course it has no picture.
    if (course) {
        m_record.edit().course = *course;
    }
}

QCoro::Task<> Comparing::atLast(std::stop_token stop)
{
    if (!isWanted() || !windowsOf(m_record.run(), m_stage->time->now())) {
        co_return;
    }
    const Result<drills::Comparison> comparison =
        co_await comparedAtLast(*m_stage->queries, *QThreadPool::globalInstance(),
                                measureSubject(m_record.run(), m_stage->fleet), m_record.run(), m_stage->time, stop);
    if (!comparison) {
        m_record.tellNote(u"What it did could not be measured: %1"_s.arg(comparison.error().message),
                          {{u"step"_s, u"measure"_s}});
        co_return;
    }
    m_record.edit().comparison = *comparison;
    if (const std::optional<Windows> windows = windowsOf(m_record.run(), m_stage->time->now())) {
        co_await keepCourse(*windows, stop);
    }
}

} // namespace readyroom::runner
