// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>
#include <QString>

namespace readyroom::test {

/// Any JSON value, written with single quotes: moc stumbles over raw string literals.
[[nodiscard]] inline QJsonValue json(QByteArray text)
{
    return QJsonDocument::fromJson('[' + text.replace('\'', '"') + ']').array().at(0);
}

[[nodiscard]] inline QJsonValue json(const char *text)
{
    return json(QByteArray(text));
}

[[nodiscard]] inline QJsonValue json(const QString &text)
{
    return json(text.toUtf8());
}

} // namespace readyroom::test
