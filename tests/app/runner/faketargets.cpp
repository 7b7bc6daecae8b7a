// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runner/faketargets.h"

#include "app/async/completion.h"
#include "app/async/sleep.h"

#include <QFile>
#include <QSaveFile>

#include <utility>

namespace readyroom::test {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

void FakeTargets::set(const QString &target, int value)
{
    QSaveFile file(m_folder.filePath(target));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QByteArray::number(value));
        file.commit();
    }
}

int FakeTargets::value(const QString &target) const
{
    QFile file(m_folder.filePath(target));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toInt() : 0;
}

void FakeTargets::setFault(const QString &target, Fault fault, int exceptTo)
{
    const QMutexLocker lock(&m_mutex);
    m_faults.insert(target, {fault, exceptTo});
}

Fault FakeTargets::faultOf(const QString &target, int value) const
{
    const QMutexLocker lock(&m_mutex);
    const Misbehaviour found = m_faults.value(target);
    return found.exceptTo == value ? Fault::None : found.fault;
}

void FakeTargets::failReads(int times)
{
    const QMutexLocker lock(&m_mutex);
    m_readErrors = times;
}

bool FakeTargets::readFails() const
{
    const QMutexLocker lock(&m_mutex);
    return m_readErrors > 0;
}

bool FakeTargets::takeReadError()
{
    const QMutexLocker lock(&m_mutex);
    return m_readErrors > 0 && m_readErrors-- > 0;
}

void FakeTargets::note(const QString &what, const QString &target, int value)
{
    const QMutexLocker lock(&m_mutex);
    m_calls.push_back({.what = what, .target = target, .value = value, .at = std::chrono::steady_clock::now()});
}

std::vector<FakeTargets::Call> FakeTargets::calls(const QString &what) const
{
    const QMutexLocker lock(&m_mutex);
    std::vector<Call> found;
    for (const Call &call : m_calls) {
        if (call.what == what) {
            found.push_back(call);
        }
    }
    return found;
}

QString FakeTargets::sent() const
{
    QStringList all;
    for (const Call &call : calls(u"run"_s)) {
        all += u"%1=%2"_s.arg(call.target).arg(call.value);
    }
    return all.join(u' ');
}

namespace {

constexpr Duration forever = std::chrono::hours{1};

Error error(const QString &message)
{
    return {Error::Kind::Connect, message, {}, {}};
}

class FakeProvider final : public actions::Provider {
public:
    explicit FakeProvider(std::shared_ptr<FakeTargets> targets)
        : m_targets(std::move(targets))
    {
    }

    [[nodiscard]] QString name() const override { return u"http"_s; }

    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(Act act, std::stop_token stop) override
    {
        Q_UNUSED(stop)
        m_targets->note(u"read"_s, act.target, 0);
        if (m_targets->takeReadError()) {
            co_return std::unexpected(error(u"It could not be read."_s));
        }
        co_return QJsonObject{{u"status"_s, m_targets->value(act.target)}};
    }

    [[nodiscard]] QCoro::Task<Result<Preview>> preview(Act act, std::stop_token stop) override
    {
        const int wanted = act.arguments.value("set"_L1).toInt();
        const Fault fault = m_targets->faultOf(act.target, wanted);
        m_targets->note(u"preview"_s, act.target, wanted);
        if (fault == Fault::HangsInPreview) {
            (void)co_await async::sleepFor(forever, stop);
        }
        if (fault == Fault::NoPreview || stop.stop_requested()) {
            co_return std::unexpected(error(u"There is no answer."_s));
        }
        const int before = m_targets->value(act.target);
        Preview preview{.target = act.target, .request = u"set %1"_s.arg(wanted)};
        if (fault == Fault::RefusesPreview) {
            preview.refusals += u"This would leave no server."_s;
        }
        preview.undo = act;
        preview.undo->arguments.insert(u"set"_s, before);
        preview.undoEffect = u"It is %1 again."_s.arg(before);
        co_return preview;
    }

    [[nodiscard]] QCoro::Task<Outcome> run(Act act, Preview preview, security::Permit permit,
                                           std::stop_token stop) override
    {
        Q_UNUSED(preview)
        const int wanted = act.arguments.value("set"_L1).toInt();
        const Fault fault = m_targets->faultOf(act.target, wanted);
        if (m_targets->beforeRun) {
            m_targets->beforeRun();
        }
        if (const Result<void> allowed = permit.check(); !allowed) {
            co_return Outcome{.error = allowed.error()};
        }
        if (fault == Fault::Refused) {
            co_return Outcome{.error = error(u"The connection was refused"_s)};
        }
        m_targets->note(u"run"_s, act.target, wanted);
        if (fault != Fault::DoesNothing) {
            m_targets->set(act.target, wanted);
        }
        if (fault == Fault::Hangs) {
            (void)co_await async::sleepFor(forever, stop);
            co_return Outcome{.sent = true, .error = async::cancelledError()};
        }
        if (fault == Fault::HangsForEver) {
            (void)co_await async::sleepFor(forever, m_targets->hangingEnds());
        }
        if (fault == Fault::LosesAnswer || fault == Fault::LosesAnswerUnread) {
            co_return Outcome{.sent = true, .error = error(u"The answer broke off"_s)};
        }
        co_return Outcome{.sent = true, .output = wanted, .observed = u"set"_s};
    }

    [[nodiscard]] QCoro::Task<Outcome> runTelling(Act act, Preview preview, security::Permit permit, Telling telling,
                                                  std::stop_token stop) override
    {
        const int all = m_targets->tellings;
        for (int i = 1; telling && i <= all; ++i) {
            telling({.done = static_cast<double>(i) / all,
                     .observed = u"%1 of %2"_s.arg(i).arg(all),
                     .figures = {{u"p95"_s, 0.001 * i, readiness::Unit::Seconds}}});
        }
        return run(std::move(act), std::move(preview), std::move(permit), std::move(stop));
    }

    [[nodiscard]] QCoro::Task<Verification> verify(Act act, Preview preview, Outcome outcome, Duration within,
                                                   std::stop_token stop) override
    {
        Q_UNUSED(preview)
        Q_UNUSED(outcome)
        Q_UNUSED(within)
        const int wanted = act.arguments.value("set"_L1).toInt();
        const Fault fault = m_targets->faultOf(act.target, wanted);
        m_targets->note(u"verify"_s, act.target, wanted);
        if (fault == Fault::HangsInVerify) {
            (void)co_await async::sleepFor(forever, stop);
        }
        if (fault == Fault::Unread || fault == Fault::LosesAnswerUnread || stop.stop_requested()) {
            co_return Verification{};
        }
        const int found = m_targets->value(act.target);
        co_return Verification{.confirmed = found == wanted ? Confirmed::Yes : Confirmed::No,
                               .observed = u"it is %1"_s.arg(found)};
    }

    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(Act act, QString argument,
                                                                           std::stop_token stop) override
    {
        Q_UNUSED(argument)
        Q_UNUSED(stop)
        co_return std::vector<drills::Choice>{
            {.value = QString::number(m_targets->value(act.target)), .current = true}};
    }

private:
    std::shared_ptr<FakeTargets> m_targets;
};

} // namespace

std::unique_ptr<actions::Provider> fakeHttp(std::shared_ptr<FakeTargets> targets)
{
    return std::make_unique<FakeProvider>(std::move(targets));
}

} // namespace readyroom::test
