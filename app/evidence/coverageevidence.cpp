// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/coverageevidence.h"

#include "app/evidence/finding.h"
#include "app/evidence/measure.h"
#include "models/items/quantity.h"
#include "models/journal/sha256.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QXmlStreamReader>

#include <cmath>
#include <optional>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::CoverageEvidence;
using readiness::Evidence;
using readiness::Outcome;
using readiness::Unit;

namespace {

std::optional<double> number(const QXmlStreamAttributes &attributes, QLatin1StringView name)
{
    bool isNumber = false;
    const double value = attributes.value(name).toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> percentOf(const QXmlStreamAttributes &attributes)
{
    std::optional<double> rate = number(attributes, "line-rate"_L1);
    const std::optional<double> covered = number(attributes, "lines-covered"_L1);
    const std::optional<double> valid = number(attributes, "lines-valid"_L1);
    if (!rate && covered && valid && *valid > 0) {
        rate = *covered / *valid;
    }
    return rate && *rate >= 0.0 && *rate <= 1.0 ? std::optional(*rate * 100.0) : std::nullopt;
}

} // namespace

Result<double> lineRate(QIODevice &xml)
{
    QXmlStreamReader reader(&xml);
    if (!reader.readNextStartElement() || reader.name() != "coverage"_L1) {
        return failure(Error::Kind::Parse, u"The file is no Cobertura report"_s, reader.errorString());
    }
    const std::optional<double> percent = percentOf(reader.attributes());
    if (!percent) {
        return failure(Error::Kind::Parse, u"The Cobertura report has no line rate between 0 and 1"_s);
    }
    // A report that was cut off was cut off while it was written: what it says is not to be trusted.
    while (!reader.atEnd()) {
        reader.readNext();
    }
    if (reader.hasError()) {
        return failure(Error::Kind::Parse, u"The Cobertura report is damaged in line %1"_s.arg(reader.lineNumber()),
                       reader.errorString());
    }
    return *percent;
}

Result<Coverage> readCoverage(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Io, u"The coverage file %1 cannot be read: %2"_s.arg(path, file.errorString()));
    }
    const QByteArray bytes = file.read(maxCoverageBytes + 1);
    if (bytes.size() > maxCoverageBytes) {
        return failure(Error::Kind::Io, u"The coverage file %1 is larger than 32 MiB"_s.arg(path));
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    const Result<double> percent = lineRate(buffer);
    if (!percent) {
        return std::unexpected(percent.error());
    }
    const QDateTime written = QFileInfo(file).lastModified();
    return Coverage{*percent, fromMillis(written.toMSecsSinceEpoch()), journal::sha256(bytes).toHex()};
}

Evidence judgeCoverage(const CoverageEvidence &spec, const Result<Coverage> &coverage, Timestamp now)
{
    const QString target = targeted(spec.pass, Unit::Percent);
    if (!coverage) {
        Evidence evidence = unknown(coverage.error(), target);
        evidence.takenAt = now;
        return evidence;
    }
    const double percent = coverage->percent;
    Evidence evidence{.outcome = spec.pass.holds(percent)                ? Outcome::Pass
                          : spec.partial && spec.partial->holds(percent) ? Outcome::Partial
                                                                         : Outcome::Fail,
                      .observed = measured(percent, Unit::Percent, spec.pass),
                      .target = target,
                      .reason = u"the file was written %1 ago"_s.arg(items::ageText(now - coverage->written)),
                      .value = percent,
                      .takenAt = now,
                      .sha256 = coverage->sha256};
    return evidence;
}

} // namespace readyroom::evidence
