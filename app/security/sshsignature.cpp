// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/sshsignature.h"

#include "app/async/pool.h"
#include "app/security/allowedsigners.h"
#include "app/security/sshprogram.h"
#include "app/security/sshpublickey.h"
#include "app/security/sshsentences.h"
#include "models/readiness/recordcheck.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace readyroom::security {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 longestSignature = 64 * 1024;
constexpr qint64 longestAllowedSigners = 16 * 1024 * 1024;
/// A person types a passphrase or touches a token meanwhile.
constexpr Duration timeToSign = 3min;

Result<void> checkRole(const QString &role)
{
    if (!readiness::isRoleName(role)) {
        return failure(Error::Kind::Config, u"A role has only a-z, 0-9 and -, not \"%1\"."_s.arg(role));
    }
    return {};
}

std::unexpected<Error> existsAlready(const QString &signatureFile)
{
    return failure(Error::Kind::Config, u"There is a signature in %1 already."_s.arg(signatureFile));
}

Result<void> writeSignature(const QString &signatureFile, const QByteArray &signature)
{
    if (QFileInfo::exists(signatureFile)) {
        return existsAlready(signatureFile);
    }
    QSaveFile file(signatureFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(signature) != signature.size() || !file.commit()) {
        return failure(Error::Kind::Io,
                       u"The signature %1 cannot be written: %2."_s.arg(signatureFile, file.errorString()));
    }
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 longest)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Io, u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    QByteArray bytes = file.read(longest + 1);
    if (bytes.size() > longest) {
        return failure(Error::Kind::Config, u"The file %1 is too long for what it should be."_s.arg(path));
    }
    return bytes;
}

struct SignatureFiles {
    QByteArray signature;
    QByteArray allowedSigners;
};

Result<SignatureFiles> readFiles(const QString &signatureFile, const QString &allowedSigners)
{
    Result<QByteArray> allowed = readFile(allowedSigners, longestAllowedSigners);
    if (!allowed) {
        return std::unexpected(allowed.error());
    }
    Result<QByteArray> signature = readFile(signatureFile, longestSignature);
    if (!signature) {
        return std::unexpected(signature.error());
    }
    return SignatureFiles{*std::move(signature), *std::move(allowed)};
}

/// What was asked of verify().
struct Question {
    QString file;
    QString nameSpace;
    QString signatureFile;
    QString allowedSigners;
};

struct Search {
    QString signer = {}; ///< empty: none of them
    QString said = {}; ///< by ssh-keygen of the first one who did not sign
};

/// The first of `principals` who signed.
QCoro::Task<Result<Search>> firstSigner(QStringList principals, Question question, std::stop_token stop)
{
    Search search;
    for (const QString &principal : principals) {
        auto verifying = runSsh({.program = u"ssh-keygen"_s,
                                 .arguments = {u"-Y"_s, u"verify"_s, u"-f"_s, question.allowedSigners, u"-I"_s,
                                               principal, u"-n"_s, question.nameSpace, u"-s"_s, question.signatureFile},
                                 .input = question.file},
                                stop);
        const Result<SshOutput> answer = co_await std::move(verifying);
        if (!answer) {
            co_return std::unexpected(answer.error());
        }
        if (answer->exitCode == 0) {
            search.signer = principal;
            break;
        }
        if (search.said.isEmpty()) {
            search.said = answer->said;
        }
    }
    co_return search;
}

/// Those of the first line with the key that signed, whom ssh-keygen names, and then all others: the line for this
/// namespace may be a later one.
QStringList candidates(const QByteArray &found, const QByteArray &allowedSigners)
{
    QStringList principals = QString::fromUtf8(found).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &other : principalsOf(allowedSigners)) {
        if (!principals.contains(other)) {
            principals += other;
        }
    }
    return principals;
}

} // namespace

QString signatureNamespace(const QString &role)
{
    return u"readyroom-"_s + role;
}

QCoro::Task<Result<void>> sign(QString file, QString role, QString keyFile, QString signatureFile, std::stop_token stop)
{
    if (const Result<void> checked = checkRole(role); !checked) {
        co_return checked;
    }
    if (QFileInfo::exists(signatureFile)) {
        co_return existsAlready(signatureFile);
    }
    const bool couldAsk = hasAskpass();
    // From standard input, because it would write FILE.sig beside a file that it is given by name.
    auto signing = runSsh({.program = u"ssh-keygen"_s,
                           .arguments = {u"-Y"_s, u"sign"_s, u"-n"_s, signatureNamespace(role), u"-f"_s, keyFile},
                           .input = file,
                           .timeout = timeToSign},
                          std::move(stop));
    const Result<SshOutput> answer = co_await std::move(signing);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    if (answer->exitCode != 0 || !signatureClaims(answer->out)) {
        co_return std::unexpected(signingError(answer->said, keyFile, couldAsk));
    }
    auto writing = async::runOnPool(*QThreadPool::globalInstance(), [signatureFile, signature = answer->out] {
        return writeSignature(signatureFile, signature);
    });
    co_return co_await std::move(writing);
}

QCoro::Task<Result<QString>> verify(QString file, QString role, QString signatureFile, QString allowedSigners,
                                    std::stop_token stop)
{
    if (const Result<void> checked = checkRole(role); !checked) {
        co_return std::unexpected(checked.error());
    }
    auto reading = async::runOnPool(*QThreadPool::globalInstance(), [signatureFile, allowedSigners] {
        return readFiles(signatureFile, allowedSigners);
    });
    const Result<SignatureFiles> files = co_await std::move(reading);
    if (!files) {
        co_return std::unexpected(files.error());
    }
    const Question question{file, signatureNamespace(role), signatureFile, allowedSigners};
    auto finding =
        runSsh({.program = u"ssh-keygen"_s,
                .arguments = {u"-Y"_s, u"find-principals"_s, u"-s"_s, signatureFile, u"-f"_s, allowedSigners}},
               stop);
    const Result<SshOutput> found = co_await std::move(finding);
    if (!found) {
        co_return std::unexpected(found.error());
    }
    Search search{.said = found->said};
    if (found->exitCode == 0) {
        auto searching = firstSigner(candidates(found->out, files->allowedSigners), question, std::move(stop));
        const Result<Search> searched = co_await std::move(searching);
        if (!searched) {
            co_return std::unexpected(searched.error());
        }
        search = *searched;
    }
    if (search.signer.isEmpty()) {
        co_return std::unexpected(verifyingError(search.said, files->signature, question.nameSpace, allowedSigners));
    }
    co_return search.signer;
}

} // namespace readyroom::security
