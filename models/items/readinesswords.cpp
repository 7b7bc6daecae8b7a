// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/readinesswords.h"

#include "models/items/quantity.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using readiness::ItemResult;
using readiness::RiskLevel;
using readiness::Severity;
using readiness::Verdict;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::Readiness)
};

/// At most one decimal, cut, without a needless zero.
QString cut(double value)
{
    // What is a hair below a tenth only because of binary fractions is that tenth.
    const double tenths = std::trunc(value * 10.0 + std::copysign(1e-9, value));
    return QString::number(tenths / 10.0, 'f', std::fmod(tenths, 10.0) == 0.0 ? 0 : 1);
}

} // namespace

LineState lineStateOf(ItemResult result)
{
    switch (result) {
    case ItemResult::Pass:
        return LineState::Good;
    case ItemResult::Partial:
    case ItemResult::Waived:
        return LineState::Doubtful;
    case ItemResult::Fail:
        return LineState::Bad;
    case ItemResult::Unknown:
        return LineState::Unknown;
    case ItemResult::NotApplicable:
        return LineState::Plain;
    }
    return LineState::Unknown;
}

LineState lineStateOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Go:
        return LineState::Good;
    case Verdict::Conditional:
        return LineState::Doubtful;
    case Verdict::NoGo:
        return LineState::Bad;
    }
    return LineState::Unknown;
}

QString resultWord(ItemResult result)
{
    switch (result) {
    case ItemResult::NotApplicable:
        return Words::tr("not applicable");
    case ItemResult::Pass:
        return Words::tr("passes");
    case ItemResult::Waived:
        return Words::tr("waived");
    case ItemResult::Partial:
        return Words::tr("partly");
    case ItemResult::Fail:
        return Words::tr("fails");
    case ItemResult::Unknown:
        return Words::tr("unknown");
    }
    return {};
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return Words::tr("critical");
    case Severity::High:
        return Words::tr("high");
    case Severity::Medium:
        return Words::tr("medium");
    case Severity::Low:
        return Words::tr("low");
    }
    return {};
}

QString riskWord(RiskLevel level)
{
    switch (level) {
    case RiskLevel::High:
        return Words::tr("high");
    case RiskLevel::Medium:
        return Words::tr("medium");
    case RiskLevel::Low:
        return Words::tr("low");
    }
    return {};
}

QString formatWord(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Markdown:
        return u"Markdown"_s;
    case ReportFormat::Html:
        return u"HTML"_s;
    case ReportFormat::Pdf:
        return u"PDF"_s;
    case ReportFormat::Json:
        return u"JSON"_s;
    case ReportFormat::JUnit:
        return u"JUnit XML"_s;
    }
    return {};
}

QString formatSuffix(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Markdown:
        return u"md"_s;
    case ReportFormat::Html:
        return u"html"_s;
    case ReportFormat::Pdf:
        return u"pdf"_s;
    case ReportFormat::Json:
        return u"json"_s;
    case ReportFormat::JUnit:
        return u"xml"_s;
    }
    return {};
}

QString hoursText(double hours)
{
    return cut(hours) + QChar(0x00a0) + u'h';
}

QString shortScoreText(const std::optional<double> &score)
{
    if (!score) {
        return u"–"_s;
    }
    QString text = readiness::scoreText(*score);
    if (text.endsWith(".0"_L1)) {
        text.chop(2);
    }
    return text;
}

QString changeText(double by)
{
    if (by == 0.0) {
        return u"±0"_s;
    }
    QString size = cut(std::abs(by));
    if (size == "0"_L1) {
        size = QString::number(std::abs(by), 'g', 1);
    }
    return (by > 0.0 ? u'+' : QChar(0x2212)) + size;
}

QString dayText(Timestamp at)
{
    const bool isDate = at == std::chrono::floor<std::chrono::days>(at);
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(toMillis(at), isDate ? Qt::UTC : Qt::LocalTime),
                                 u"d MMM yyyy"_s);
}

QString momentText(Timestamp at, Timestamp now)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(toMillis(at));
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(toMillis(now));
    const QString format = moment.date() == today.date() ? u"HH:mm"_s
        : moment.date().year() == today.date().year()    ? u"d MMM HH:mm"_s
                                                         : u"d MMM yyyy HH:mm"_s;
    return QLocale::c().toString(moment, format);
}

QString measuredText(const readiness::AssessedItem &item)
{
    if (item.result == ItemResult::NotApplicable) {
        return resultWord(item.result);
    }
    if (!item.evidence.observed.isEmpty()) {
        return item.evidence.observed;
    }
    return item.live == readiness::Outcome::Unknown ? Words::tr("not measured") : resultWord(item.result);
}

} // namespace readyroom::items
