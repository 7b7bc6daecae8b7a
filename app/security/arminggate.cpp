// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/arminggate.h"

#include "app/security/armedspan.h"
#include "app/security/sessionwatch.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <utility>

namespace readyroom::security {

using namespace Qt::StringLiterals;
using How = ArmingConfirmation::How;

namespace {

constexpr Duration reviewInterval{250};

QString howText(How how)
{
    switch (how) {
    case How::Typed:
        return u"typed"_s;
    case How::Clicked:
        return u"clicked"_s;
    case How::CommandLine:
        return u"--arm"_s;
    }
    return {};
}

struct Words {
    QString word; ///< in the journal's detail
    QString text;
};

Words wordsOf(ArmingGate::Why why)
{
    switch (why) {
    case ArmingGate::Why::Operator:
        return {u"operator"_s, u"by the operator"_s};
    case ArmingGate::Why::Time:
        return {u"time"_s, u"the time was over"_s};
    case ArmingGate::Why::Lock:
        return {u"lock"_s, u"the screen was locked"_s};
    case ArmingGate::Why::Suspend:
        return {u"suspend"_s, u"the workstation was suspended"_s};
    case ArmingGate::Why::Quit:
        return {u"quit"_s, u"Readyroom was closed"_s};
    case ArmingGate::Why::Fleet:
        return {u"fleet"_s, u"the fleet file was read anew"_s};
    }
    return {};
}

QString lengthText(Duration length)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
    return seconds % 60 == 0 ? u"%1 min"_s.arg(seconds / 60) : u"%1 s"_s.arg(seconds);
}

} // namespace

ArmingGate::ArmingGate(std::shared_ptr<const TimeSource> time, QObject *parent)
    : ArmingPort(parent)
    , m_time(std::move(time))
{
    connect(&m_reviews, &QTimer::timeout, this, &ArmingGate::review);
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, [this] { disarmBecause(Why::Quit); });
}

ArmingGate::~ArmingGate()
{
    // Permits may outlive the gate.
    if (m_span) {
        m_span->end();
    }
}

void ArmingGate::setEnvironments(std::vector<fleet::Environment> environments)
{
    disarmBecause(Why::Fleet);
    m_environments = std::move(environments);
    Q_EMIT changed();
}

void ArmingGate::follow(SessionWatch &watch)
{
    connect(&watch, &SessionWatch::locked, this, [this] { disarmBecause(Why::Lock); });
    connect(&watch, &SessionWatch::suspending, this, [this] { disarmBecause(Why::Suspend); });
}

std::optional<Armed> ArmingGate::armed() const
{
    if (!m_span || m_span->state() != ArmedSpan::State::Armed) {
        return std::nullopt;
    }
    return Armed{m_environment, m_span->left()};
}

Result<void> ArmingGate::arm(const QString &environment, const ArmingConfirmation &confirmation)
{
    const fleet::Environment *found = find(environment);
    if (!found) {
        return refuse(environment, u"arm"_s, u"the fleet has no environment \"%1\""_s.arg(environment),
                      Error::Kind::Config);
    }
    const bool wantsName = found->confirm == fleet::Environment::Confirm::TypeName;
    if (wantsName && confirmation.how == How::Clicked) {
        return refuse(environment, u"arm"_s, u"its name has to be typed"_s, Error::Kind::Config);
    }
    // Also where a click would do: whoever types another name means something else.
    if (confirmation.how == How::Typed && confirmation.typed != environment) {
        return refuse(environment, u"arm"_s, u"what was typed is not its name"_s, Error::Kind::Config);
    }
    const fleet::Environment chosen = *found;
    disarmBecause(Why::Operator);
    m_environment = chosen.name;
    m_span = std::make_shared<ArmedSpan>(m_time, chosen.armFor);
    m_reviews.start(reviewInterval);
    tellArmed(howText(confirmation.how));
    Q_EMIT changed();
    return {};
}

Result<void> ArmingGate::extend()
{
    review();
    const fleet::Environment *found = m_span ? find(m_environment) : nullptr;
    if (!found) {
        return failure(Error::Kind::Config, u"Nothing is armed whose time could be extended."_s);
    }
    m_span->extend(found->armFor);
    tellArmed(u"extended"_s);
    Q_EMIT changed();
    return {};
}

void ArmingGate::tellArmed(const QString &how)
{
    const Timestamp now = m_time->now();
    const QDateTime until = QDateTime::fromMSecsSinceEpoch(toMillis(now + m_span->left()), Qt::UTC);
    const QString what = how == "extended"_L1 ? u"Armed %1 for another %2"_s : u"Armed %1 for %2"_s;
    Q_EMIT happened({.kind = journal::EventKind::Armed,
                     .at = now,
                     .environment = m_environment,
                     .text = what.arg(m_environment, lengthText(m_span->left())),
                     .detail = {{u"until"_s, until.toString(Qt::ISODateWithMs)}, {u"how"_s, how}}});
}

void ArmingGate::disarmBecause(Why why)
{
    if (!m_span) {
        return;
    }
    // First of all, so that nothing passes while the world is told.
    std::exchange(m_span, {})->end();
    m_reviews.stop();
    const QString environment = std::exchange(m_environment, {});
    const Words words = wordsOf(why);
    Q_EMIT happened({.kind = journal::EventKind::Disarmed,
                     .at = m_time->now(),
                     .environment = environment,
                     .text = u"Disarmed %1: %2"_s.arg(environment, words.text),
                     .detail = {{u"why"_s, words.word}}});
    Q_EMIT changed();
}

Result<Permit> ArmingGate::permit(const QString &environment, const QString &action)
{
    review();
    if (!m_span) {
        return refuse(environment, action, u"nothing is armed"_s, Error::Kind::Unsupported);
    }
    if (m_environment != environment) {
        return refuse(environment, action, u"only %1 is armed"_s.arg(m_environment), Error::Kind::Unsupported);
    }
    return Permit(m_span, environment, action);
}

Result<RollbackRight> ArmingGate::rollbackRight(const QString &environment, const QString &action)
{
    if (const Result<Permit> acting = permit(environment, action); !acting) {
        return std::unexpected(acting.error());
    }
    return RollbackRight(environment);
}

void ArmingGate::review()
{
    if (!m_span) {
        return;
    }
    switch (m_span->state()) {
    case ArmedSpan::State::Suspended:
        disarmBecause(Why::Suspend);
        break;
    case ArmedSpan::State::TimeOver:
        disarmBecause(Why::Time);
        break;
    case ArmedSpan::State::Armed:
    case ArmedSpan::State::Ended:
        break;
    }
}

const fleet::Environment *ArmingGate::find(const QString &environment) const
{
    const auto found = std::ranges::find(m_environments, environment, &fleet::Environment::name);
    return found == m_environments.end() ? nullptr : &*found;
}

std::unexpected<Error> ArmingGate::refuse(const QString &environment, const QString &action, const QString &why,
                                          Error::Kind kind)
{
    const QString where = environment.isEmpty() ? u"a service without environment"_s : environment;
    const bool arming = action == "arm"_L1;
    const QString text =
        arming ? u"Refused to arm %1: %2"_s.arg(where, why) : u"Refused \"%1\" in %2: %3"_s.arg(action, where, why);
    Q_EMIT happened({.kind = journal::EventKind::Refused,
                     .at = m_time->now(),
                     .environment = environment,
                     .text = text,
                     .detail = {{u"action"_s, action}, {u"why"_s, why}}});
    return failure(kind, text + u'.');
}

} // namespace readyroom::security
