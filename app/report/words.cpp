// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/words.h"

#include "models/items/quantity.h"
#include "models/journal/timetext.h"

#include <QCoreApplication>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::ClaimResult;
using readiness::ItemResult;
using readiness::RiskLevel;
using readiness::Verdict;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

const QString dash = u"–"_s;

/// Joiners are invisible, too, but Persian and many emoji cannot be written without them.
bool isJoiner(char32_t c)
{
    return c == 0x200c || c == 0x200d;
}

char32_t harmless(char32_t c)
{
    if (c == U'\n' || c == U'\r' || c == U'\t') {
        return U' ';
    }
    switch (QChar::category(c)) {
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return U' ';
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
        return QChar::ReplacementCharacter;
    case QChar::Other_Format:
        return isJoiner(c) ? c : char32_t(QChar::ReplacementCharacter);
    default:
        return QChar::isNonCharacter(c) ? char32_t(QChar::ReplacementCharacter) : c;
    }
}

} // namespace

QString plain(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        out += QChar::fromUcs4(harmless(c));
    }
    return out;
}

QString resultWord(ItemResult result)
{
    switch (result) {
    case ItemResult::NotApplicable:
        return Words::tr("not applicable");
    case ItemResult::Pass:
        return Words::tr("pass");
    case ItemResult::Waived:
        return Words::tr("waived");
    case ItemResult::Partial:
        return Words::tr("partial");
    case ItemResult::Fail:
        return Words::tr("fail");
    case ItemResult::Unknown:
        break;
    }
    return Words::tr("unknown");
}

QString claimWord(ClaimResult result)
{
    switch (result) {
    case ClaimResult::Holds:
        return Words::tr("holds");
    case ClaimResult::WithinRounding:
        return Words::tr("holds within rounding");
    case ClaimResult::DoesNotHold:
        return Words::tr("does not hold");
    case ClaimResult::Conflict:
        break;
    }
    return Words::tr("conflict");
}

QString riskWord(RiskLevel level)
{
    switch (level) {
    case RiskLevel::High:
        return Words::tr("high");
    case RiskLevel::Medium:
        return Words::tr("medium");
    case RiskLevel::Low:
        break;
    }
    return Words::tr("low");
}

QString timeText(Timestamp at)
{
    const std::optional<QByteArray> text = journal::timeText(at);
    if (!text) {
        return dash;
    }
    return QString::fromLatin1(text->first(10)) + u' ' + QString::fromLatin1(text->sliced(11, 8)) + u" UTC"_s;
}

QString dateText(Timestamp at)
{
    const std::optional<QByteArray> text = journal::timeText(at);
    return text ? QString::fromLatin1(text->first(10)) : dash;
}

QString ageText(const std::optional<Timestamp> &then, Timestamp at)
{
    return then ? items::ageText(at - *then) : dash;
}

QString scoreText(const std::optional<double> &score)
{
    return score ? readiness::scoreText(*score) : dash;
}

QString letterText(const std::optional<double> &score)
{
    return score ? readiness::letterOf(*score) : dash;
}

QString effortText(readiness::HalfHours effort)
{
    return Words::tr("%1 h").arg(readiness::limitText(readiness::toHours(effort)));
}

QString itemsText(std::size_t count)
{
    return count == 1 ? Words::tr("1 item") : Words::tr("%n items", nullptr, int(count));
}

QString evidenceWord(const std::optional<readiness::EvidenceSpec> &spec)
{
    if (!spec) {
        return Words::tr("none");
    }
    struct Word {
        QString operator()(const readiness::QueryEvidence &) const { return Words::tr("query"); }
        QString operator()(const readiness::HealthEvidence &) const { return Words::tr("health"); }
        QString operator()(const readiness::HeaderEvidence &) const { return Words::tr("header"); }
        QString operator()(const readiness::TlsEvidence &) const { return Words::tr("TLS"); }
        QString operator()(const readiness::HttpEvidence &) const { return Words::tr("HTTP"); }
        QString operator()(const readiness::RateLimitEvidence &) const { return Words::tr("rate limit, on request"); }
        QString operator()(const readiness::LoadEvidence &) const { return Words::tr("load, on request"); }
        QString operator()(const readiness::DrillEvidence &) const { return Words::tr("drill"); }
        QString operator()(const readiness::CommandEvidence &) const { return Words::tr("command, on request"); }
        QString operator()(const readiness::CoverageEvidence &) const { return Words::tr("coverage"); }
        QString operator()(const readiness::AttestEvidence &) const { return Words::tr("attested"); }
    };
    return std::visit(Word{}, *spec);
}

QString unknownText(int unknown, int applicable)
{
    return Words::tr("%1 of %2 unknown").arg(QString::number(unknown), QString::number(applicable));
}

ItemResult markOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Go:
        return ItemResult::Pass;
    case Verdict::Conditional:
        return ItemResult::Partial;
    case Verdict::NoGo:
        break;
    }
    return ItemResult::Fail;
}

ItemResult markOf(ClaimResult result)
{
    return result == ClaimResult::Holds || result == ClaimResult::WithinRounding ? ItemResult::Pass : ItemResult::Fail;
}

ItemResult markOf(RiskLevel level)
{
    switch (level) {
    case RiskLevel::Low:
        return ItemResult::Pass;
    case RiskLevel::Medium:
        return ItemResult::Partial;
    case RiskLevel::High:
        break;
    }
    return ItemResult::Fail;
}

ItemResult markOf(const readiness::CategoryScore &category, double gate, double floor)
{
    if (category.blocks) {
        return ItemResult::Fail;
    }
    if (!category.score) {
        return ItemResult::NotApplicable;
    }
    return *category.score >= gate ? ItemResult::Pass
        : *category.score >= floor ? ItemResult::Partial
                                   : ItemResult::Fail;
}

} // namespace readyroom::report
