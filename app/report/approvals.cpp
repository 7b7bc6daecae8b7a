// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/approvals.h"

#include "app/report/words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::ItemResult;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

Row roleRow(const QString &name, const QString &title, bool hasSigned)
{
    Cell role{.text = title.isEmpty() ? name : title};
    if (role.text != name) {
        role.more += name;
    }
    return {role,
            {.text = hasSigned ? Words::tr("signed") : Words::tr("waiting"),
             .mark = hasSigned ? ItemResult::Pass : ItemResult::Unknown}};
}

/// The roles of the profile, then those that signed without being asked for.
Table roleTable(const readiness::Profile &profile, const QStringList &signedBy)
{
    Table table{.columns = {{Words::tr("Role"), 420}, {Words::tr("Signature"), 270}}};
    QStringList others = signedBy;
    for (const readiness::Role &role : profile.approvals) {
        table.rows.push_back(roleRow(role.name, role.title, others.removeAll(role.name) > 0));
    }
    for (const QString &name : std::as_const(others)) {
        table.rows.push_back(roleRow(name, {}, true));
    }
    return table;
}

QString signedText(const SignedRecord &record)
{
    return Words::tr("The assessment of %1 (%2, score %3) was signed: %4, SHA-256 %5.")
        .arg(timeText(record.at), readiness::verdictName(record.verdict), scoreText(record.score),
             QFileInfo(record.file).fileName(), record.sha256);
}

QString driftText(const Context &context)
{
    if (!context.signOff) {
        return {};
    }
    return context.drift.empty()
        ? Words::tr("Nothing has drifted from it since.")
        : Words::tr("Since then it no longer describes the service: %1 drifted.").arg(itemsText(context.drift.size()));
}

Table driftTable(const std::vector<readiness::Drift> &drift)
{
    Table table{.title = Words::tr("Drift"),
                .columns = {{Words::tr("Item"), 240},
                            {Words::tr("Signed as"), 100},
                            {Words::tr("Now"), 100},
                            {Words::tr("Observed"), 120},
                            {Words::tr("Since"), 130}}};
    for (const readiness::Drift &item : drift) {
        table.rows.push_back({{.text = item.title, .more = {item.id}},
                              {.text = resultWord(item.signedAs), .mark = item.signedAs},
                              {.text = resultWord(item.now), .mark = item.now},
                              {.text = item.observed},
                              {.text = timeText(item.since)}});
    }
    return table;
}

} // namespace

Section approvalsOf(const readiness::Assessment &assessment, const Context &context)
{
    const readiness::Profile &profile = *assessment.profile;
    if (!context.signOff && profile.approvals.empty()) {
        return {};
    }
    Section section{.title = Words::tr("Approvals and sign-off")};
    section.intro = context.signOff ? QString(signedText(*context.signOff) + u' ' + driftText(context))
                                    : Words::tr("Not signed. Approvals never change the verdict.");
    Table roles = roleTable(profile, context.signOff ? context.signOff->signedBy : QStringList());
    if (!roles.rows.empty()) {
        section.tables.push_back(std::move(roles));
    }
    if (!context.drift.empty()) {
        section.tables.push_back(driftTable(context.drift));
    }
    return section;
}

} // namespace readyroom::report
