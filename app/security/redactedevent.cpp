// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/redactedevent.h"

#include <QJsonArray>

namespace readyroom::security {

namespace {

QJsonValue redactedValue(const QJsonValue &value, const Redactor &redactor)
{
    switch (value.type()) {
    case QJsonValue::String:
        return redactor.redacted(value.toString());
    case QJsonValue::Array: {
        QJsonArray out;
        for (const QJsonValue &element : value.toArray()) {
            out.append(redactedValue(element, redactor));
        }
        return out;
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        QJsonObject out;
        for (auto member = object.begin(); member != object.end(); ++member) {
            out.insert(redactor.redacted(member.key()), redactedValue(member.value(), redactor));
        }
        return out;
    }
    default:
        return value;
    }
}

} // namespace

journal::Event redacted(journal::Event event, const Redactor &redactor)
{
    event.text = redactor.redacted(event.text);
    event.detail = redactedValue(event.detail, redactor).toObject();
    return event;
}

std::vector<journal::Event> redacted(std::vector<journal::Event> events, const Redactor &redactor)
{
    for (journal::Event &event : events) {
        event = redacted(std::move(event), redactor);
    }
    return events;
}

} // namespace readyroom::security
