// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/claimsections.h"

#include "app/report/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::Assessment;
using readiness::CheckedClaim;
using readiness::ClaimResult;
using readiness::ConflictClaim;
using readiness::ValueClaim;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

bool holds(const CheckedClaim &claim)
{
    return claim.result == ClaimResult::Holds || claim.result == ClaimResult::WithinRounding;
}

/// Decimals of a number whose last printed digit has this half unit: 0.05 is one, 0.5 is none.
int printedDecimals(double tolerance)
{
    return tolerance > 0.0 ? std::clamp(int(std::ceil(-std::log10(2.0 * tolerance) - 1e-9)), 0, 6) : 1;
}

QString cut(double value, int decimals)
{
    // Twelve decimals first, so that a sum that is 67 but for its last bits is 67.
    QString text = QString::number(value, 'f', 12);
    text.chop(12 - decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.'))) {
        text.chop(1);
    }
    return text == "-0"_L1 ? u"0"_s : text;
}

Cell claimCell(const CheckedClaim &claim)
{
    return {.text = claimWord(claim.result), .mark = markOf(claim.result)};
}

Table valueTable(const Assessment &assessment, bool held)
{
    Table table{.columns = {{Words::tr("Result"), 130},
                            {Words::tr("The report says"), 330},
                            {Words::tr("Claimed"), 70, true},
                            {Words::tr("What follows"), 160, true}}};
    for (const CheckedClaim &claim : assessment.claims) {
        const auto *value = std::get_if<ValueClaim>(claim.claim);
        if (value == nullptr || holds(claim) != held) {
            continue;
        }
        Cell says{.text = value->says};
        if (!value->where.isEmpty()) {
            says.more += value->where;
        }
        Cell computed{.text = computedText(claim), .strong = true};
        if (!claim.problem.isEmpty()) {
            computed.more += claim.problem;
        }
        table.rows.push_back({claimCell(claim), says, {.text = readiness::limitText(value->claimed)}, computed});
    }
    return table;
}

/// One statement and where it stands.
Cell statementCell(const ConflictClaim &conflict, qsizetype index)
{
    if (index >= conflict.says.size()) {
        return {};
    }
    return {.text = conflict.says[index],
            .more = index < conflict.where.size() ? QStringList{conflict.where[index]} : QStringList()};
}

/// Two statements a row, side by side; further ones in rows beneath.
Table conflictTable(const Assessment &assessment)
{
    Table table{.title = Words::tr("Statements that cannot both be true"),
                .columns = {{Words::tr("Result"), 90}, {Words::tr("It says"), 300}, {Words::tr("It also says"), 300}}};
    for (const CheckedClaim &claim : assessment.claims) {
        const auto *conflict = std::get_if<ConflictClaim>(claim.claim);
        if (conflict == nullptr) {
            continue;
        }
        for (qsizetype i = 0; i < conflict->says.size(); i += 2) {
            Cell first = i == 0 ? claimCell(claim) : Cell{};
            table.rows.push_back({first, statementCell(*conflict, i), statementCell(*conflict, i + 1)});
        }
        if (!conflict->note.isEmpty() && !conflict->says.isEmpty()) {
            table.rows.back().back().more += conflict->note;
        }
    }
    return table;
}

} // namespace

Section brokenClaimsOf(const Assessment &assessment)
{
    if (assessment.claims.empty()) {
        return {};
    }
    Section section{.title = Words::tr("Claims that do not add up")};
    for (Table &table : std::vector<Table>{valueTable(assessment, false), conflictTable(assessment)}) {
        if (!table.rows.empty()) {
            section.tables.push_back(std::move(table));
        }
    }
    if (section.tables.empty()) {
        section.intro = Words::tr("None. Every claim that was checked holds.");
    }
    return section;
}

Section heldClaimsOf(const Assessment &assessment)
{
    Section section{.title = Words::tr("Claims that hold")};
    Table table = valueTable(assessment, true);
    if (!table.rows.empty()) {
        section.tables.push_back(std::move(table));
    }
    return section;
}

QString computedText(const CheckedClaim &claim)
{
    const auto *value = std::get_if<ValueClaim>(claim.claim);
    if (value == nullptr || !claim.computed || !std::isfinite(*claim.computed)) {
        return u"–"_s;
    }
    // 8.375 is 8.4 rounded: cut to 8.3 nobody would see why the claim holds.
    return cut(*claim.computed, std::max(1, printedDecimals(value->tolerance)) + (holds(claim) ? 1 : 0));
}

} // namespace readyroom::report
