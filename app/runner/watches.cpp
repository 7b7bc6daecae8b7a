// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/watches.h"

#include "app/async/sleep.h"

#include <QPointer>

#include <utility>

namespace readyroom::runner {

using namespace Qt::StringLiterals;

Watches::Watches(QuerySource &queries, std::shared_ptr<const TimeSource> time,
                 const std::vector<drills::ServiceActions> &services, Duration every, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
    , m_time(std::move(time))
    , m_every(every)
    , m_triggers(services)
    , m_tasks(u"watches of drills"_s)
{
    m_tasks.start(watch());
}

Watches::~Watches()
{
    constexpr Duration moment{2000};
    m_tasks.requestStop();
    m_tasks.waitUntilDrained(moment);
}

QCoro::Task<> Watches::watch()
{
    const QPointer<Watches> self{this};
    const std::stop_token stop = m_tasks.stopToken();
    const Duration every = m_every;
    // The first time a moment later, so that whoever made this hears of it.
    for (Duration pause{0}; co_await async::sleepFor(pause, stop); pause = every) {
        co_await lookOnce();
        if (!self || stop.stop_requested()) {
            co_return;
        }
        show();
    }
}

QCoro::Task<> Watches::lookOnce()
{
    const QPointer<Watches> self{this};
    const std::stop_token stop = m_tasks.stopToken();
    const QStringList triggers = m_triggers.questions();
    const QStringList questions = triggers + ForcedThings::questions();
    for (qsizetype i = 0; i < questions.size(); ++i) {
        const Timestamp at = m_time->now();
        const Result<promql::QueryResult> answer = co_await m_queries.instant(questions[i], at, stop);
        if (!self || stop.stop_requested()) {
            co_return;
        }
        if (i < triggers.size()) {
            m_triggers.hear(static_cast<std::size_t>(i), answer, at);
        } else {
            m_things.hear(static_cast<std::size_t>(i - triggers.size()), answer, at);
        }
    }
}

void Watches::show()
{
    std::vector<Suggestion> suggestions = m_triggers.suggestions();
    std::vector<Forced> forced = m_things.now();
    if (suggestions != m_suggestions || forced != m_forced) {
        m_suggestions = std::move(suggestions);
        m_forced = std::move(forced);
        Q_EMIT changed();
    }
}

} // namespace readyroom::runner
