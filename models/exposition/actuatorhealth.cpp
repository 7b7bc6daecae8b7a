// SPDX-License-Identifier: GPL-3.0-or-later
// Spring Boot Actuator's /actuator/health, version 3 (`components`) and version 2 (`details`).
// https://docs.spring.io/spring-boot/api/rest/actuator/health.html
#include "models/exposition/adapter.h"
#include "models/exposition/healthpage.h"
#include "models/exposition/words.h"

#include <QJsonArray>
#include <QJsonObject>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

QString statusOf(const QJsonObject &object)
{
    return object["status"_L1].toString();
}

/// The most telling of the details: why it fails, what it is, how much is left; else the first two scalars.
QString detailOf(const QJsonObject &component)
{
    const QJsonObject details = component["details"_L1].toObject();
    for (const QLatin1StringView key : {"error"_L1, "database"_L1}) {
        if (const QString text = scalarText(details[key]); !text.isEmpty()) {
            return text;
        }
    }
    if (details["free"_L1].isDouble()) {
        return u"%1 free"_s.arg(bytesText(details["free"_L1].toDouble()));
    }
    if (const QString text = scalarText(component["description"_L1]); !text.isEmpty()) {
        return text;
    }
    QStringList parts;
    for (auto it = details.begin(); it != details.end() && parts.size() < 2; ++it) {
        if (const QString text = measuredText(it.value()); !text.isEmpty()) {
            parts += u"%1: %2"_s.arg(it.key(), text);
        }
    }
    return shortText(parts.join(u", "_s));
}

fleet::HealthComponent componentOf(const QStringList &path, const QJsonObject &component)
{
    const QString status = shortText(statusOf(component), 40);
    return {path, status, healthValue(status), detailOf(component)};
}

/// The component, unless it is the whole, and all beneath it.
void addComponents(HealthPageBuilder &builder, const QStringList &path, const QJsonObject &component)
{
    if (!path.isEmpty() && !builder.add(componentOf(path, component))) {
        return;
    }
    // Version 2 and the circuit breakers of version 3 nest components among the details.
    for (const QLatin1StringView children : {"components"_L1, "details"_L1}) {
        const QJsonObject nested = component[children].toObject();
        for (auto it = nested.begin(); it != nested.end() && !builder.isFull(); ++it) {
            if (it.value().isObject() && it.value()["status"_L1].isString()) {
                addComponents(builder, path + QStringList{shortText(it.key(), 80)}, it.value().toObject());
            }
        }
    }
}

bool recognises(const Content &content)
{
    if ((!content.isSuccess() && content.status() < 500) || !content.looksLikeJson() || !content.json()) {
        return false;
    }
    const QJsonObject root = content.json()->object();
    return root["status"_L1].isString()
        && (isActuatorWord(statusOf(root)) || root["components"_L1].isObject() || root["details"_L1].isObject()
            || root["groups"_L1].isArray() || content.mediaType().startsWith("application/vnd.spring-boot.actuator"));
}

bool serves(fleet::EndpointKind kind)
{
    return kind == fleet::EndpointKind::Health;
}

Result<Page> read(const Content &content)
{
    // DOWN comes with 503 by default and is an answer; a status of another kind, or a body that is none, is not.
    const bool mayAnswer = content.isSuccess() || content.status() >= 500;
    if (!mayAnswer || (!content.isSuccess() && !content.json())) {
        return content.failed(Error::Kind::Http, statusText(content.status()));
    }
    if (!content.json()) {
        return std::unexpected(content.json().error());
    }
    const QJsonObject root = content.json()->object();
    if (statusOf(root).isEmpty()) {
        return content.failed(Error::Kind::Parse, u"with JSON that has no status, so it is not an Actuator answer"_s);
    }
    HealthPageBuilder builder;
    builder.addWhole(componentOf({}, root), content);
    addComponents(builder, {}, root);
    return builder.finish();
}

} // namespace

constinit const Adapter actuatorHealth{fleet::Format::Actuator, "Actuator"_L1, recognises, serves, read};

} // namespace readyroom::exposition
