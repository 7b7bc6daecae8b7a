// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/allowedsigners.h"

namespace readyroom::security {

namespace {

/// The first word of a line, which may be in quotes.
QByteArray firstWord(const QByteArray &line)
{
    if (line.startsWith('"')) {
        return line.mid(1, line.indexOf('"', 1) - 1);
    }
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    qsizetype end = 0;
    while (end < line.size() && !isSpace(line[end])) {
        ++end;
    }
    return line.first(end);
}

} // namespace

QStringList principalsOf(const QByteArray &allowedSigners)
{
    constexpr qsizetype most = 100;
    QStringList principals;
    for (const QByteArray &rawLine : allowedSigners.split('\n')) {
        const QByteArray line = rawLine.trimmed();
        if (line.isEmpty() || line.startsWith('#')) {
            continue;
        }
        for (const QByteArray &word : firstWord(line).split(',')) {
            const QString principal = QString::fromUtf8(word);
            // What begins with "!" is who is not meant.
            if (!principal.isEmpty() && !principal.startsWith(u'!') && !principals.contains(principal)) {
                principals += principal;
            }
            if (principals.size() == most) {
                return principals;
            }
        }
    }
    return principals;
}

} // namespace readyroom::security
