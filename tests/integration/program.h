// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QString>
#include <QStringList>

namespace readyroom::test {

/// What a finished program left behind.
struct Outcome {
    int exitCode = -1; ///< -1: did not start, crashed, or ran for too long
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(out); }
};

/// Runs a program of the build (by its name) to its end.
[[nodiscard]] Outcome run(const QString &name, const QStringList &arguments, int timeoutMs = 60'000);

/// Path of a program of the build.
[[nodiscard]] QString programPath(const QString &name);

/// Plain HTTP over loopback, for asking real servers and the lab directly. Body of the answer; empty on failure.
[[nodiscard]] QByteArray httpGet(quint16 port, const QByteArray &pathAndQuery);
/// The status of the answer, 0 on failure.
[[nodiscard]] int httpPost(const QString &url, const QByteArray &json);

} // namespace readyroom::test
