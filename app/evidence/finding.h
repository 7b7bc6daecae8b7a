// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/redactor.h"
#include "models/ports/error.h"
#include "models/readiness/evidence.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// What the collectors of evidence share. Each collector has a judging part, which is a pure function of what was seen,
/// and, where it has to ask somebody, a part that asks.
namespace readyroom::evidence {

/// Nothing can be said, because of `reason` (a sentence; its full stop is taken off).
[[nodiscard]] readiness::Evidence unknown(QString reason, QString target = {});
/// The same for something that could not be asked.
[[nodiscard]] readiness::Evidence unknown(const Error &error, QString target = {});

/// How bad an outcome is among several: a failure counts before what is unknown, that before what is partial.
[[nodiscard]] int badness(readiness::Outcome outcome);
/// The one of several findings that counts: the worst, the first of those. Not empty.
[[nodiscard]] readiness::Evidence worst(std::vector<readiness::Evidence> findings);

/// Adds the answer as it came, and its SHA-256. What is too long is cut; the SHA-256 is of the whole.
[[nodiscard]] readiness::Evidence withRaw(readiness::Evidence evidence, const QByteArray &answer);
/// Without the secrets that `redactor` knows, which a service may play back. The SHA-256 is then of what is kept: one
/// of a text with a secret in it would let that be guessed.
[[nodiscard]] readiness::Evidence redacted(readiness::Evidence evidence, const security::Redactor &redactor);

} // namespace readyroom::evidence
