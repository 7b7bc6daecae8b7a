// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statewords.h"

#include <QCoreApplication>

namespace readyroom::widgets {

namespace {

QString say(const char *word)
{
    return QCoreApplication::translate("State", word);
}

} // namespace

paint::Tone toneOf(fleet::ServiceState state)
{
    switch (state) {
    case fleet::ServiceState::Ok:
        return paint::Tone::Ok;
    case fleet::ServiceState::Warning:
        return paint::Tone::Warning;
    case fleet::ServiceState::Critical:
        return paint::Tone::Critical;
    case fleet::ServiceState::Unknown:
        return paint::Tone::Unknown;
    case fleet::ServiceState::Asleep:
        return paint::Tone::Stale;
    }
    return paint::Tone::Unknown;
}

paint::Tone toneOf(fleet::EndpointState state)
{
    switch (state) {
    case fleet::EndpointState::Ok:
        return paint::Tone::Ok;
    case fleet::EndpointState::Failed:
        return paint::Tone::Critical;
    case fleet::EndpointState::Stale:
        return paint::Tone::Stale;
    case fleet::EndpointState::Pending:
    case fleet::EndpointState::NotExposed:
        return paint::Tone::Unknown;
    }
    return paint::Tone::Unknown;
}

paint::Tone toneOf(fleet::BreakerState state)
{
    switch (state) {
    case fleet::BreakerState::Closed:
        return paint::Tone::Ok;
    case fleet::BreakerState::Open:
    case fleet::BreakerState::ForcedOpen:
        return paint::Tone::Critical;
    case fleet::BreakerState::HalfOpen:
        return paint::Tone::HalfOpen;
    case fleet::BreakerState::Disabled:
    case fleet::BreakerState::MetricsOnly:
    case fleet::BreakerState::Unknown:
        return paint::Tone::Unknown;
    }
    return paint::Tone::Unknown;
}

QString wordOf(fleet::ServiceState state)
{
    switch (state) {
    case fleet::ServiceState::Ok:
        return say(QT_TRANSLATE_NOOP("State", "ok"));
    case fleet::ServiceState::Warning:
        return say(QT_TRANSLATE_NOOP("State", "warning"));
    case fleet::ServiceState::Critical:
        return say(QT_TRANSLATE_NOOP("State", "critical"));
    case fleet::ServiceState::Unknown:
        return say(QT_TRANSLATE_NOOP("State", "unknown"));
    case fleet::ServiceState::Asleep:
        return say(QT_TRANSLATE_NOOP("State", "asleep"));
    }
    return say(QT_TRANSLATE_NOOP("State", "unknown"));
}

QString wordOf(fleet::EndpointState state)
{
    switch (state) {
    case fleet::EndpointState::Pending:
        return say(QT_TRANSLATE_NOOP("State", "waiting"));
    case fleet::EndpointState::Ok:
        return say(QT_TRANSLATE_NOOP("State", "ok"));
    case fleet::EndpointState::Failed:
        return say(QT_TRANSLATE_NOOP("State", "failed"));
    case fleet::EndpointState::NotExposed:
        return say(QT_TRANSLATE_NOOP("State", "not exposed"));
    case fleet::EndpointState::Stale:
        return say(QT_TRANSLATE_NOOP("State", "stale"));
    }
    return say(QT_TRANSLATE_NOOP("State", "unknown"));
}

QString wordOf(fleet::BreakerState state)
{
    switch (state) {
    case fleet::BreakerState::Closed:
        return say(QT_TRANSLATE_NOOP("State", "closed"));
    case fleet::BreakerState::Open:
        return say(QT_TRANSLATE_NOOP("State", "open"));
    case fleet::BreakerState::HalfOpen:
        return say(QT_TRANSLATE_NOOP("State", "half-open"));
    case fleet::BreakerState::ForcedOpen:
        return say(QT_TRANSLATE_NOOP("State", "forced open"));
    case fleet::BreakerState::Disabled:
        return say(QT_TRANSLATE_NOOP("State", "disabled"));
    case fleet::BreakerState::MetricsOnly:
        return say(QT_TRANSLATE_NOOP("State", "metrics only"));
    case fleet::BreakerState::Unknown:
        return say(QT_TRANSLATE_NOOP("State", "unknown"));
    }
    return say(QT_TRANSLATE_NOOP("State", "unknown"));
}

} // namespace readyroom::widgets
