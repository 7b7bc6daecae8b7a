// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/lint.h"

#include <QDir>
#include <QFile>
#include <QTest>

/// A folder of NAME.yaml files; NAME.expected holds what lint says, one finding a line, and is absent for a good file.
/// A mismatch writes NAME.actual beside the test program.
namespace corpus {

inline void addRows(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QDir dir(QStringLiteral(READYROOM_TEST_DATA) + folder);
    const QStringList names = dir.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name);
    QVERIFY2(names.size() > 3, "the corpus is missing");
    for (const QString &name : names) {
        QTest::newRow(qUtf8Printable(name.chopped(5))) << dir.filePath(name);
    }
}

inline QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

inline void check(const QString &path)
{
    QStringList lines = readyroom::config::toText(readyroom::config::lint(path));
    for (QString &line : lines) {
        line.replace(QStringLiteral(READYROOM_TEST_DATA), QStringLiteral("DATA"));
    }
    const QString actual = lines.isEmpty() ? QString() : lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
    const QString expected = readAll(path.chopped(5) + QStringLiteral(".expected"));
    if (actual != expected) {
        const QString base = QFileInfo(path).completeBaseName();
        QFile file(QStringLiteral(READYROOM_BIN_DIR "/") + base + QStringLiteral(".actual"));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(actual.toUtf8());
        }
    }
    QCOMPARE(actual, expected);
}

} // namespace corpus
