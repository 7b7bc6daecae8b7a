// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::drills {

/// One argument of a provider, as docs/actions.md says.
struct ProviderArgument {
    enum class Type {
        Any,
        Text,
        Whole, ///< a whole number, `least` … `most`
        Truth,
        Duration, ///< seconds, or a text such as "2s"
        Timeout, ///< as Duration, or a list of two numbers (connect, read) as Chaos Toolkit has it
        Weight, ///< 0 … 256, or "25%"
        Status, ///< 100 … 599, or a list of them
        Threshold, ///< "< 0.4"
        Pointer, ///< JSON pointer
        Regex, ///< RE2
        Texts, ///< a list of texts, not empty
        Upstreams, ///< addresses: a text with commas, or a list of texts and of maps as Caddy has them
        TextMap, ///< names to texts, numbers or truth values
        Arguments, ///< of a process: a list, a text or a map
        Map ///< with the members `members`
    };
    QString name;
    Type type = Type::Text;
    bool required = false;
    QStringList choices = {}; ///< of a text; empty: anything
    QStringList onlyFor = {}; ///< values of `do` that it belongs to, "" where none is given; empty: all
    QStringList notFor = {}; ///< values of `do` that it does not belong to
    double least = 0;
    double most = 1e9;
    std::vector<ProviderArgument> members = {};
};

/// A provider and all that it takes, but for what every provider takes.
struct ProviderArguments {
    QString type;
    std::vector<ProviderArgument> arguments;
    std::vector<QStringList> oneOf = {}; ///< of each of these one is needed, and only one
    bool open = false; ///< other tools have more keys for it: unknown ones are left alone
    QStringList reads = {}; ///< values of `do` that only read, as a probe does; sent to a target they change nothing
};

/// Sorted by type.
[[nodiscard]] const std::vector<ProviderArguments> &allProviderArguments();
/// Those that every provider takes: type, targets, service, timeout, within, secrets.
[[nodiscard]] const std::vector<ProviderArgument> &commonArguments();
[[nodiscard]] const ProviderArguments *argumentsOf(const QString &type);
/// The values of `do` of the provider `type` that only read; empty: it has none, or no `do` at all.
[[nodiscard]] QStringList readsOf(const QString &type);
/// Of an argument that is a duration: a number of seconds, or as PromQL has it. Absent for anything else.
[[nodiscard]] std::optional<Duration> durationFrom(const QJsonValue &value);

} // namespace readyroom::drills
