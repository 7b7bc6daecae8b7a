// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"

#include <QCommandLineParser>

namespace readyroom::ctl {

/// A failure of Kind::Config with one sentence.
[[nodiscard]] std::unexpected<Error> wrong(const QString &sentence);

/// The options of all commands, so that a value is read in one way everywhere. Each command names those it knows.
class Options final {
public:
    explicit Options(const QStringList &names);

    [[nodiscard]] Result<void> parse(const QStringList &arguments);

    [[nodiscard]] bool has(const QString &name) const { return m_known.contains(name) && m_parser.isSet(name); }
    [[nodiscard]] QString text(const QString &name) const { return has(name) ? m_parser.value(name) : QString(); }
    [[nodiscard]] QStringList texts(const QString &name) const
    {
        return has(name) ? m_parser.values(name) : QStringList();
    }
    [[nodiscard]] QStringList positional() const { return m_parser.positionalArguments(); }

    /// Durations are written as in PromQL, where `1h30m` and `90` are both numbers of seconds.
    [[nodiscard]] Result<std::optional<Duration>> duration(const QString &name) const;
    /// Seconds since the epoch (fractions allowed) or RFC 3339, as in the Prometheus API.
    [[nodiscard]] Result<std::optional<Timestamp>> moment(const QString &name) const;
    [[nodiscard]] Result<Output> output() const;
    [[nodiscard]] Result<QUrl> url(const QString &name) const;
    [[nodiscard]] Result<SourceOption> source() const;

private:
    QCommandLineParser m_parser;
    QStringList m_known;
};

} // namespace readyroom::ctl
