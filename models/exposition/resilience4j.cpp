// SPDX-License-Identifier: GPL-3.0-or-later
// resilience4j's Actuator endpoint /actuator/circuitbreakers (resilience4j-spring-boot3, CircuitBreakerEndpoint).
#include "models/exposition/adapter.h"
#include "models/exposition/breakerpage.h"
#include "models/exposition/floattext.h"
#include "models/exposition/generated.h"
#include "models/exposition/words.h"

#include <QJsonObject>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

/// "37.5%" as 0.375; absent for "-1.0%", which means "not enough calls yet", and for anything else.
std::optional<double> ratioOf(const QJsonValue &rate)
{
    QString text = rate.toString();
    if (!text.endsWith(u'%')) {
        return std::nullopt;
    }
    text.chop(1);
    const std::optional<double> percent = parseFloat(text.toUtf8());
    return percent && *percent >= 0 ? std::optional(*percent / 100.0) : std::nullopt;
}

bool recognises(const Content &content)
{
    return content.looksLikeJson() && content.json() && content.json()->object()["circuitBreakers"_L1].isObject();
}

bool serves(fleet::EndpointKind kind)
{
    return kind == fleet::EndpointKind::Breakers;
}

Result<Page> read(const Content &content)
{
    if (!content.json()) {
        return std::unexpected(content.json().error());
    }
    const QJsonValue all = content.json()->object()["circuitBreakers"_L1];
    if (!all.isObject()) {
        return content.failed(Error::Kind::Parse,
                              u"with JSON that has no circuitBreakers, so it is not resilience4j's"_s);
    }
    Page page;
    const QJsonObject breakers = all.toObject();
    if (breakers.size() > maxJsonElements) {
        return content.failed(
            Error::Kind::Limit,
            u"with %1 circuit breakers; at most %2 are accepted"_s.arg(breakers.size()).arg(maxJsonElements));
    }
    for (auto it = breakers.begin(); it != breakers.end(); ++it) {
        const QString name = shortText(it.key());
        const QJsonValue word = it.value()["state"_L1];
        const std::optional<fleet::BreakerState> state = breakerStateOf(word.toString());
        if (!state) {
            return content.failed(Error::Kind::Parse,
                                  word.isString() ? u"with an unknown state “%1” of the circuit breaker %2"_s.arg(
                                                        shortText(word.toString(), 40), name)
                                                  : u"with no state for the circuit breaker %1"_s.arg(name));
        }
        addBreaker(page, it.key(), *state);
        if (const std::optional<double> ratio = ratioOf(it.value()["failureRate"_L1])) {
            addSample(page, "service:breaker_failure_ratio", {{"breaker", it.key().toUtf8()}}, *ratio);
        }
    }
    return page;
}

} // namespace

constinit const Adapter resilience4j{fleet::Format::Resilience4j, "resilience4j"_L1, recognises, serves, read};

} // namespace readyroom::exposition
