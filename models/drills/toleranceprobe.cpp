// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/toleranceprobe.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

/// A word of a command line.
QJsonValue word(const QJsonValue &value)
{
    if (!value.isObject() && !value.isArray()) {
        return value;
    }
    const QJsonDocument json = value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray());
    return QString::fromUtf8(json.toJson(QJsonDocument::Compact));
}

} // namespace

QJsonObject givenValue(QJsonObject provider, const QJsonValue &output)
{
    const QString type = provider.value("type"_L1).toString();
    const QJsonValue present = provider.value("arguments"_L1);
    const bool canTake = type == "http"_L1 || type == "process"_L1;
    if (!canTake || !(present.isUndefined() || present.isNull() || present.isObject())) {
        return provider;
    }
    QJsonObject arguments = present.toObject();
    arguments.insert("value"_L1, type == "process"_L1 ? word(output) : output);
    provider.insert("arguments"_L1, arguments);
    return provider;
}

bool meansYes(const QJsonValue &output, const QJsonObject &provider)
{
    if (output.isArray()) {
        const QJsonArray all = output.toArray();
        return !all.isEmpty()
            && std::ranges::all_of(all, [&provider](const QJsonValue &one) { return meansYes(one, provider); });
    }
    const QString type = provider.value("type"_L1).toString();
    const QJsonValue status = output.toObject().value("status"_L1);
    if (type == "http"_L1) {
        const QJsonValue wanted = provider.value("status"_L1);
        return wanted.isArray() ? wanted.toArray().contains(status)
            : wanted.isDouble() ? wanted == status
                                : status.toInt() >= 200 && status.toInt() < 400;
    }
    if (type == "process"_L1) {
        return status.isDouble() && status.toInt() == provider.value("exit"_L1).toInt(0);
    }
    return output.toBool();
}

} // namespace readyroom::drills
