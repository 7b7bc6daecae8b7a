// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/crowd.h"

#include "app/async/completion.h"
#include "app/async/sleep.h"

#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <ctime>

namespace readyroom::load {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration lookInterval{100};
/// After a request without answer.
constexpr Duration pauseAfterFailure{100};

QByteArray randomKey()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/// When a user begins, after the first.
Duration startOf(int user, const Plan &plan)
{
    constexpr std::chrono::microseconds apart{2000};
    const std::chrono::microseconds all = plan.duration / 10;
    return std::chrono::floor<Duration>(std::min(apart, all / plan.users) * user);
}

double cpuSecondsOfThisThread()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

Crowd::Crowd(Plan plan, const security::Permit &permit, const security::Redactor &redactor, const std::stop_token &stop,
             ProgressBoard &board)
    : m_plan(std::move(plan))
    , m_permit(permit)
    , m_board(board)
    , m_keys(randomKey())
    // Among several instances now one has more users, now another: their connections shall outlast that.
    , m_transport(redactor, nullptr, 2L * m_plan.users)
    , m_scope(u"load"_s)
    , m_onStop(stop, [this] {
        QMetaObject::invokeMethod(this, [this] { endEarly(async::cancelledError()); }, Qt::QueuedConnection);
    })
{
    for (http::Request &request : m_plan.requests) {
        request.maxRedirects = 0;
        request.keepBody = false;
    }
    m_looks.setTimerType(Qt::PreciseTimer);
    connect(&m_looks, &QTimer::timeout, this, &Crowd::look);
}

Crowd::~Crowd() = default;

void Crowd::start()
{
    m_began = m_lastEnd = Steady::now();
    m_cpuBefore = cpuSecondsOfThisThread();
    m_looks.start(lookInterval);
    for (int number = 0; number < m_plan.users; ++number) {
        m_scope.start(user(number));
    }
    QCoro::connect(m_scope.drain(), this, &Crowd::ended);
}

QCoro::Task<> Crowd::user(int number)
{
    const QPointer<Crowd> self{this};
    const std::stop_token stop = m_scope.stopToken();
    if (const Duration wait = startOf(number, m_plan); wait > Duration::zero()) {
        const bool waited = co_await async::sleepFor(wait, stop);
        if (!self || !waited) {
            co_return;
        }
    }
    const Steady::time_point began = Steady::now();
    Steady::time_point ended = began;
    std::size_t successes = 0;
    for (std::size_t turn = 0; mayAsk(); ++turn) {
        const http::Response response = co_await m_transport.fetch(requestOf(number, turn), stop);
        if (!self || stop.stop_requested()) {
            co_return;
        }
        m_lastEnd = ended = Steady::now();
        m_tally.add(response);
        successes += Tally::isSuccess(response) ? 1 : 0;
        if (response.error) {
            (void)co_await async::sleepFor(pauseAfterFailure, stop);
            if (!self) {
                co_return;
            }
        }
    }
    m_tally.addUser(successes, ended - began);
}

http::Request Crowd::requestOf(int user, std::size_t turn) const
{
    const std::size_t index = (static_cast<std::size_t>(user) + turn) % m_plan.requests.size();
    http::Request request = m_plan.requests[index];
    if (!m_plan.clientHeader.isEmpty()) {
        request.headers.emplace_back(m_plan.clientHeader, m_keys + '-' + QByteArray::number(user));
    }
    return request;
}

bool Crowd::mayAsk()
{
    if (m_why || m_asked == m_plan.maxRequests || Steady::now() - m_began >= m_plan.duration) {
        return false;
    }
    if (Result<void> allowed = m_permit.check(); !allowed) {
        endEarly(std::move(allowed.error()));
        return false;
    }
    ++m_asked;
    return true;
}

double Crowd::done() const
{
    const std::chrono::duration<double> passed = Steady::now() - m_began;
    const double ofTime = passed / m_plan.duration;
    const double ofRequests = static_cast<double>(m_asked) / static_cast<double>(m_plan.maxRequests);
    return std::min(std::max(ofTime, ofRequests), 1.0);
}

void Crowd::look()
{
    // Also while every request hangs.
    if (Result<void> allowed = m_permit.check(); !allowed) {
        endEarly(std::move(allowed.error()));
        return;
    }
    m_board.write(m_tally.progress(Steady::now(), done()));
}

void Crowd::endEarly(Error why)
{
    if (!m_why) {
        m_why = std::move(why);
        m_scope.requestStop();
    }
}

Result<Report> Crowd::result() const
{
    if (m_why) {
        return std::unexpected(*m_why);
    }
    const std::chrono::duration<double> took = m_lastEnd - m_began;
    Report report = m_tally.report(took);
    report.busy = took.count() > 0.0 ? std::min((cpuSecondsOfThisThread() - m_cpuBefore) / took.count(), 1.0) : 0.0;
    return report;
}

} // namespace readyroom::load
