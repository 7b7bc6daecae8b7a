// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"
#include "app/ctl/signofffindings.h"
#include "app/ctl/signoffoutput.h"
#include "app/security/sshsignature.h"
#include "app/storage/signofffolder.h"

#include <QFileInfo>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using storage::SignOffFolder;

QCoro::Task<Result<Exit>> signOffVerify(SignOffArguments arguments, std::stop_token stop)
{
    Result<SignOffFindings> findings = findingsOf(arguments.file, arguments.roles);
    if (!findings) {
        co_return std::unexpected(findings.error());
    }
    if (!QFileInfo(arguments.allowedSigners).isReadable()) {
        co_return failure(Error::Kind::Io, u"The file %1 cannot be read."_s.arg(arguments.allowedSigners));
    }
    for (RoleFinding &role : findings->roles) {
        const QString signature = SignOffFolder::signatureFile(arguments.file, role.role);
        if (!QFileInfo::exists(signature)) {
            role.isMissing = true;
            role.problem = u"There is no file %1."_s.arg(QFileInfo(signature).fileName());
            continue;
        }
        auto verifying = security::verify(arguments.file, role.role, signature, arguments.allowedSigners, stop);
        const Result<QString> signer = co_await std::move(verifying);
        if (signer) {
            role.signedBy = *signer;
        } else if (signer.error().kind == Error::Kind::Config) {
            role.problem = signer.error().message;
        } else {
            co_return std::unexpected(signer.error());
        }
    }
    if (const Result<void> printed = print(signOffText(*findings, arguments.output)); !printed) {
        co_return std::unexpected(printed.error());
    }
    co_return findings->verified() ? Exit::Fine : Exit::Findings;
}

} // namespace readyroom::ctl
