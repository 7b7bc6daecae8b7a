// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/tlsevidence.h"

#include "app/evidence/finding.h"
#include "app/http/origin.h"
#include "models/journal/timetext.h"

#include <cmath>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using http::Response;
using readiness::Evidence;
using readiness::Outcome;
using readiness::TlsEvidence;

namespace {

QString versionText(int version)
{
    return u"TLS %1.%2"_s.arg(version / 10).arg(version % 10);
}

QString targetOf(const TlsEvidence &spec)
{
    return u"≥ %1, ≥ %2 d"_s.arg(versionText(spec.minVersion)).arg(spec.minDays);
}

Evidence judgeHandshake(const TlsEvidence &spec, const Response &handshake, Timestamp now)
{
    const QString target = targetOf(spec);
    if (handshake.certificateRefused && handshake.error) {
        Evidence evidence = unknown(*handshake.error, target);
        evidence.outcome = Outcome::Fail;
        evidence.observed = u"not trusted"_s;
        return evidence;
    }
    if (handshake.tlsVersion == 0 || !handshake.tlsExpiry) {
        return handshake.error ? unknown(*handshake.error, target)
                               : unknown(u"the handshake does not tell its version and certificate"_s, target);
    }
    const double days = std::floor(toSeconds(*handshake.tlsExpiry - now) / 86400.0);
    const bool isNewEnough = handshake.tlsVersion >= spec.minVersion;
    const bool lastsLongEnough = days >= spec.minDays;
    Evidence evidence{.outcome = isNewEnough && lastsLongEnough ? Outcome::Pass : Outcome::Fail,
                      .observed = u"%1, %2 d"_s.arg(versionText(handshake.tlsVersion)).arg(days),
                      .target = target};
    evidence.value = days;
    if (!lastsLongEnough) {
        evidence.reason = u"the certificate expires on %1"_s.arg(
            QString::fromLatin1(journal::timeText(*handshake.tlsExpiry).value_or(QByteArray()).left(10)));
    }
    return evidence;
}

QByteArray rawOf(const std::vector<InstanceAnswers> &handshakes)
{
    QByteArray raw;
    for (const InstanceAnswers &instance : handshakes) {
        for (const Response &handshake : instance.answers) {
            raw += instance.instance.toUtf8() + ' ' + versionText(handshake.tlsVersion).toUtf8();
            if (handshake.tlsExpiry) {
                raw += " until " + journal::timeText(*handshake.tlsExpiry).value_or(QByteArray());
            }
            if (handshake.certificateRefused && handshake.error) {
                raw += ' ' + handshake.error->message.toUtf8();
            }
            raw += '\n';
        }
    }
    return raw;
}

} // namespace

Evidence judgeTls(const TlsEvidence &spec, const std::vector<InstanceAnswers> &handshakes, bool verified, Timestamp now)
{
    std::vector<Evidence> findings;
    for (const InstanceAnswers &instance : handshakes) {
        for (const Response &handshake : instance.answers) {
            Evidence finding = judgeHandshake(spec, handshake, now);
            if (finding.outcome != Outcome::Pass) {
                finding.reason = ofInstance(instance.instance, finding.reason, handshakes.size());
            }
            findings.push_back(std::move(finding));
        }
    }
    if (findings.empty()) {
        return unknown(u"the service has no instances"_s, targetOf(spec));
    }
    Evidence result = worst(std::move(findings));
    if (!verified && result.outcome == Outcome::Pass) {
        result.reason = u"not verified, as the fleet file wants it"_s;
    }
    return withRaw(std::move(result), rawOf(handshakes));
}

Evidence withoutTls(const TlsEvidence &spec, const QUrl &instance)
{
    return {.outcome = Outcome::Fail,
            .observed = u"no TLS"_s,
            .target = targetOf(spec),
            .reason = u"%1 is asked over plain http"_s.arg(http::hostPort(instance))};
}

} // namespace readyroom::evidence
