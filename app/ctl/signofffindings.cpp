// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/signofffindings.h"

#include "app/storage/signofffolder.h"
#include "models/journal/sha256.h"

#include <QFileInfo>

#include <algorithm>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using storage::SignOffFolder;

namespace {

void readRecord(const QByteArray &bytes, SignOffFindings &findings)
{
    Result<readiness::Document> document = readiness::documentFrom(bytes);
    if (document) {
        findings.document = *std::move(document);
        return;
    }
    findings.changed = readiness::changedParts(bytes).value_or(QStringList());
    if (findings.changed.isEmpty()) {
        findings.problem = document.error().message;
    }
}

void readBundle(SignOffFindings &findings)
{
    const QString file = SignOffFolder::bundleFile(findings.file);
    if (!QFileInfo::exists(file)) {
        return;
    }
    findings.bundle = SignOffFindings::Bundle::Damaged;
    const Result<QByteArray> bytes = storage::readBounded(file, storage::maxBundleBytes);
    if (!bytes) {
        findings.bundleDamage += bytes.error().message;
        return;
    }
    if (!findings.document) {
        findings.bundleDamage += u"The record is damaged, so nothing can be said of its raw answers."_s;
        return;
    }
    const Result<QStringList> damage = storage::bundleDamage(*findings.document, *bytes);
    findings.bundleDamage = damage ? *damage : QStringList{damage.error().message};
    if (findings.bundleDamage.isEmpty()) {
        findings.bundle = SignOffFindings::Bundle::Whole;
    }
}

} // namespace

bool SignOffFindings::verified() const
{
    return document && changed.isEmpty() && problem.isEmpty() && bundle != Bundle::Damaged && !roles.empty()
        && std::ranges::all_of(roles, [](const RoleFinding &role) { return !role.signedBy.isEmpty(); });
}

Result<SignOffFindings> findingsOf(const QString &file, const QStringList &roles)
{
    const Result<QByteArray> bytes = storage::readBounded(file, readiness::maxDocumentBytes);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    SignOffFindings findings{.file = file, .sha256 = journal::sha256(*bytes).toHex()};
    readRecord(*bytes, findings);
    readBundle(findings);
    QStringList wanted = roles;
    if (wanted.isEmpty()) {
        wanted = findings.document ? findings.document->roles : SignOffFolder::roles(file);
    }
    for (const QString &role : wanted) {
        findings.roles.push_back({.role = role});
    }
    if (wanted.isEmpty() && findings.document) {
        findings.problem = u"The record asks for no signature; say with --role who has to have signed."_s;
    }
    return findings;
}

} // namespace readyroom::ctl
