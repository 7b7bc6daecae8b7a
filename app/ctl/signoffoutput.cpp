// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/signoffoutput.h"

#include "app/ctl/statustable.h"
#include "models/journal/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using readiness::Document;
using Bundle = SignOffFindings::Bundle;

namespace {

QString timeText(Timestamp at)
{
    return QString::fromLatin1(journal::timeText(at).value_or(QByteArray()));
}

QString recordText(const Document &document)
{
    return document.profile + u" of "_s + document.service
        + (document.environment.isEmpty() ? QString() : u" in "_s + document.environment) + u" at "_s
        + timeText(document.at) + u": "_s + readiness::verdictName(document.verdict)
        + (document.score ? u", "_s + readiness::scoreText(*document.score) : QString());
}

/// A name and what there is to say of it.
using Line = std::pair<QString, QString>;

void addContent(const SignOffFindings &findings, std::vector<Line> &lines)
{
    if (findings.document) {
        lines.emplace_back(u"record"_s, recordText(*findings.document));
        lines.emplace_back(u"content"_s, u"as it was written, SHA-256 "_s + QString::fromLatin1(findings.sha256));
    }
    for (const QString &part : findings.changed) {
        lines.emplace_back(u"content"_s, u"changed: "_s + part);
    }
    if (!findings.problem.isEmpty()) {
        lines.emplace_back(findings.document ? u"roles"_s : u"content"_s, findings.problem);
    }
}

void addEvidence(const SignOffFindings &findings, std::vector<Line> &lines)
{
    switch (findings.bundle) {
    case Bundle::Absent:
        lines.emplace_back(u"evidence"_s, u"the raw answers are not beside the record"_s);
        break;
    case Bundle::Whole: {
        const auto kept = std::ranges::count_if(
            findings.document->items, [](const Document::ItemRecord &item) { return !item.keptSha256.isEmpty(); });
        lines.emplace_back(u"evidence"_s,
                           kept == 1 ? u"1 raw answer, as it was recorded"_s
                                     : QString::number(kept) + u" raw answers, as they were recorded"_s);
        break;
    }
    case Bundle::Damaged:
        for (const QString &damage : findings.bundleDamage) {
            lines.emplace_back(u"evidence"_s, damage);
        }
        break;
    }
}

QString roleText(const RoleFinding &role)
{
    if (!role.signedBy.isEmpty()) {
        return u"signed by "_s + role.signedBy;
    }
    return (role.isMissing ? u"not signed. "_s : u"not valid. "_s) + role.problem;
}

QByteArray table(const SignOffFindings &findings)
{
    std::vector<Line> lines;
    addContent(findings, lines);
    addEvidence(findings, lines);
    for (const RoleFinding &role : findings.roles) {
        lines.emplace_back(role.role, roleText(role));
    }
    qsizetype width = 0;
    for (const auto &[name, text] : lines) {
        width = std::max(width, name.size());
    }
    QString out;
    for (const auto &[name, text] : lines) {
        out += printable(name).leftJustified(width) + u"  "_s + printable(text) + u'\n';
    }
    return (out + (findings.verified() ? u"Verified.\n"_s : u"Not verified.\n"_s)).toUtf8();
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue recordJson(const std::optional<Document> &document)
{
    if (!document) {
        return QJsonValue::Null;
    }
    return QJsonObject{{u"profile"_s, document->profile},
                       {u"service"_s, document->service},
                       {u"environment"_s, textOrNull(document->environment)},
                       {u"at"_s, timeText(document->at)},
                       {u"verdict"_s, readiness::verdictName(document->verdict)},
                       {u"score"_s, document->score ? QJsonValue(*document->score) : QJsonValue(QJsonValue::Null)}};
}

QString bundleName(Bundle bundle)
{
    switch (bundle) {
    case Bundle::Absent:
        return u"absent"_s;
    case Bundle::Whole:
        return u"whole"_s;
    case Bundle::Damaged:
        return u"damaged"_s;
    }
    Q_UNREACHABLE();
}

QByteArray json(const SignOffFindings &findings)
{
    QJsonArray roles;
    for (const RoleFinding &role : findings.roles) {
        roles.append(QJsonObject{{u"role"_s, role.role},
                                 {u"signed_by"_s, textOrNull(role.signedBy)},
                                 {u"problem"_s, textOrNull(role.problem)}});
    }
    const QJsonObject object{{u"file"_s, findings.file},
                             {u"sha256"_s, QString::fromLatin1(findings.sha256)},
                             {u"verified"_s, findings.verified()},
                             {u"record"_s, recordJson(findings.document)},
                             {u"changed"_s, QJsonArray::fromStringList(findings.changed)},
                             {u"problem"_s, textOrNull(findings.problem)},
                             {u"evidence"_s, bundleName(findings.bundle)},
                             {u"evidence_damage"_s, QJsonArray::fromStringList(findings.bundleDamage)},
                             {u"roles"_s, roles}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QByteArray signOffText(const SignOffFindings &findings, Output output)
{
    return output == Output::Json ? json(findings) : table(findings);
}

} // namespace readyroom::ctl
