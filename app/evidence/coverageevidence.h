// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/readiness/evidence.h"
#include "models/readiness/evidencespec.h"

#include <QByteArray>

class QIODevice;

namespace readyroom::evidence {

inline constexpr qint64 maxCoverageBytes = qint64{32} * 1024 * 1024;

/// The line rate of a Cobertura report (coverage-04.dtd) in per cent: the attribute line-rate of its root, or
/// lines-covered by lines-valid. The whole text must be well-formed. Kind::Parse with a sentence.
[[nodiscard]] Result<double> lineRate(QIODevice &xml);

/// What a coverage file says.
struct Coverage {
    double percent = 0.0;
    Timestamp written{}; ///< when the file was last changed
    QByteArray sha256 = {}; ///< of the file
};
/// Reads it; blocks. Kind::Io when there is none or it is too large, Kind::Parse.
[[nodiscard]] Result<Coverage> readCoverage(const QString &file);

/// A file that cannot be read is unknown.
[[nodiscard]] readiness::Evidence judgeCoverage(const readiness::CoverageEvidence &spec,
                                                const Result<Coverage> &coverage, Timestamp now);

} // namespace readyroom::evidence
