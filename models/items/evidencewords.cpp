// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/evidencewords.h"

#include "models/items/quantity.h"
#include "models/items/readinesswords.h"

#include <QCoreApplication>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readiness;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::Evidence)
};

QString thresholdText(const Threshold &threshold)
{
    return operatorSign(threshold.op) + u' ' + QString::number(threshold.value, 'g', 6);
}

QString figureWord(LoadEvidence::Figure figure)
{
    using Figure = LoadEvidence::Figure;
    switch (figure) {
    case Figure::Mean:
        return Words::tr("mean");
    case Figure::P50:
        return u"p50"_s;
    case Figure::P95:
        return u"p95"_s;
    case Figure::P99:
        return u"p99"_s;
    case Figure::Success:
        return Words::tr("success");
    case Figure::Throughput:
        return Words::tr("throughput");
    }
    return {};
}

QString statusText(const std::vector<int> &status)
{
    QStringList words;
    for (const int each : status) {
        words += QString::number(each);
    }
    return words.join(Words::tr(" or "));
}

QString versionText(int version)
{
    return u"%1.%2"_s.arg(version / 10).arg(version % 10);
}

struct Say {
    QString operator()(const QueryEvidence &e) const
    {
        QString text = e.expr + u' ' + thresholdText(e.pass);
        if (e.partial) {
            text += Words::tr(", partly %1").arg(thresholdText(*e.partial));
        }
        return e.holdFor > 0ms ? Words::tr("%1, for %2").arg(text, ageText(e.holdFor)) : text;
    }
    QString operator()(const HealthEvidence &e) const
    {
        return e.component.isEmpty() ? Words::tr("Every instance says that it is up.")
                                     : Words::tr("Every instance says that its %1 is up.").arg(e.component);
    }
    QString operator()(const HeaderEvidence &e) const
    {
        if (!e.present.isEmpty()) {
            return Words::tr("GET %1 answers with the headers %2.").arg(e.path, e.present.join(u", "_s));
        }
        QString text = Words::tr("GET %1 answers with the header %2").arg(e.path, e.name);
        if (!e.matches.isEmpty()) {
            text += Words::tr(", matching %1").arg(e.matches);
        }
        if (e.unique) {
            text += Words::tr(", another one on each of %1 answers").arg(e.answers);
        }
        return text + u'.';
    }
    QString operator()(const TlsEvidence &e) const
    {
        return Words::tr("TLS %1 or newer, and a certificate that is valid for %2 more days.")
            .arg(versionText(e.minVersion), QString::number(e.minDays));
    }
    QString operator()(const HttpEvidence &e) const
    {
        QString text = Words::tr("GET %1 answers %2").arg(e.path, statusText(e.status));
        if (e.number) {
            text += Words::tr(", and %1 %2").arg(e.pointer, thresholdText(*e.number));
        } else if (e.text) {
            text += Words::tr(", and %1 is %2").arg(e.pointer, *e.text);
        } else if (!e.pointer.isEmpty()) {
            text += Words::tr(", and has %1").arg(e.pointer);
        }
        return text + u'.';
    }
    QString operator()(const RateLimitEvidence &e) const
    {
        return Words::tr("%1 times GET %2 by one client, expecting %3.")
            .arg(QString::number(e.requests), e.path, QString::number(e.expect));
    }
    QString operator()(const LoadEvidence &e) const
    {
        QStringList limits;
        for (const LoadEvidence::Limit &limit : e.limits) {
            limits += figureWord(limit.figure) + u' ' + thresholdText(limit.pass);
        }
        return Words::tr("GET %1 by %2 users at once for %3: %4.")
            .arg(e.path, QString::number(e.users), ageText(e.duration), limits.join(u", "_s));
    }
    QString operator()(const DrillEvidence &e) const
    {
        return Words::tr("The drill “%1” went well within the last %2.").arg(e.drill, ageText(e.maxAge));
    }
    QString operator()(const CommandEvidence &e) const
    {
        QString text = Words::tr("%1 ends with %2").arg(e.command.join(u' '), QString::number(e.exitCode));
        if (!e.matches.isEmpty()) {
            text += Words::tr(" and prints %1").arg(e.matches);
        }
        return text + u'.';
    }
    QString operator()(const CoverageEvidence &e) const
    {
        return Words::tr("The line rate in %1 is %2 %.").arg(e.file, thresholdText(e.pass));
    }
    QString operator()(const AttestEvidence &e) const
    {
        QString text = Words::tr("%1 attests on %2: %3").arg(e.by, dayText(e.date), e.statement);
        return e.link.isEmpty() ? text : QString(text + u'\n' + e.link);
    }
};

} // namespace

QString evidenceText(const EvidenceSpec &spec)
{
    return std::visit(Say{}, spec);
}

} // namespace readyroom::items
