// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"
#include "models/ports/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

/// What the `do` that only read have in common. Which they are is in models/drills/providerarguments.h.
namespace readyroom::actions {

/// The `do` of an act that is to be read. Kind::Config where it may change something; the sentence names what reads.
[[nodiscard]] Result<QString> readingOf(const drills::Act &act);

/// Why an act cannot be previewed or run: its `do` only reads. Kind::Config. Absent: it does something.
[[nodiscard]] std::optional<Error> refusalToAct(const drills::Act &act);

/// The name `name` of the arguments that narrows what is read; empty: none is given. Kind::Config for one that is there
/// and empty, or no text or number: that must not mean all.
[[nodiscard]] Result<QString> narrowedTo(const QJsonObject &arguments, const QString &name);

/// What `at` of the arguments, a JSON pointer, points at in `output`; without `at` all of it. Kind::Config where there
/// is nothing.
[[nodiscard]] Result<QJsonValue> partOf(const QJsonValue &output, const QJsonObject &arguments);

/// Kind::Config: "HAProxy knows no backend \"shp\"; did you mean \"shop\"?", or the first of those there are.
/// `who` and `what` are "HAProxy" and "backend".
[[nodiscard]] Error unknownName(const QString &who, const QString &what, const QString &name, const QStringList &known);

} // namespace readyroom::actions
