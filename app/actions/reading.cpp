// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/reading.h"

#include "app/actions/arguments.h"
#include "models/drills/nearestword.h"
#include "models/drills/providerarguments.h"
#include "models/exposition/jsonpointer.h"

#include <algorithm>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 100;
constexpr qsizetype mostNames = 20;

QString doingOf(const drills::Act &act)
{
    return act.arguments.value("do"_L1).toString();
}

/// The end of the sentence, without full stop.
QString hintFor(const QString &name, const QStringList &known)
{
    if (const QString nearest = drills::nearestWord(name, known); !nearest.isEmpty()) {
        return u"; did you mean \"%1\"?"_s.arg(nearest);
    }
    const QString more = known.size() > mostNames ? u" and %1 more"_s.arg(known.size() - mostNames) : QString();
    return known.isEmpty()
        ? u"; it has none"_s
        : QString(u"; known are "_s + known.first(std::min(known.size(), mostNames)).join(u", "_s) + more);
}

} // namespace

Result<QString> readingOf(const drills::Act &act)
{
    const QStringList reads = drills::readsOf(act.provider);
    const QString doing = doingOf(act);
    if (reads.contains(doing)) {
        return doing;
    }
    const QString instead = u"what only reads is `do: %1`"_s.arg(reads.join(u"`, `do: "_s));
    return failure(Error::Kind::Config,
                   doing.isEmpty()
                       ? u"%1 without `do` changes something, so it is no probe; %2"_s.arg(act.provider, instead)
                       : u"%1 with `do: %2` may change something, so it is no probe; %3"_s.arg(
                             act.provider, doing.left(longestName), instead));
}

std::optional<Error> refusalToAct(const drills::Act &act)
{
    if (!drills::readsOf(act.provider).contains(doingOf(act))) {
        return std::nullopt;
    }
    return Error{Error::Kind::Config,
                 u"%1 with `do: %2` only reads, so there is nothing to run"_s.arg(act.provider, doingOf(act)),
                 {},
                 {}};
}

Result<QString> narrowedTo(const QJsonObject &arguments, const QString &name)
{
    const QJsonValue value = arguments.value(name);
    return value.isUndefined() || value.isNull() ? Result<QString>(QString()) : textOf(arguments, name);
}

Result<QJsonValue> partOf(const QJsonValue &output, const QJsonObject &arguments)
{
    const QJsonValue at = arguments.value("at"_L1);
    if (!at.isUndefined() && !at.isNull() && !at.isString()) {
        return failure(Error::Kind::Config, u"`at` must be a JSON pointer such as /count"_s);
    }
    const Result<exposition::JsonPointer> pointer = exposition::JsonPointer::parse(at.toString());
    if (!pointer) {
        return std::unexpected(pointer.error());
    }
    const QJsonValue part = pointer->resolve(output);
    if (part.isUndefined()) {
        return failure(Error::Kind::Config, u"There is nothing at %1 in what was read"_s.arg(at.toString()));
    }
    return part;
}

Error unknownName(const QString &who, const QString &what, const QString &name, const QStringList &known)
{
    return {Error::Kind::Config,
            u"%1 knows no %2 \"%3\"%4"_s.arg(who, what, name.left(longestName), hintFor(name, known)),
            {},
            {}};
}

} // namespace readyroom::actions
