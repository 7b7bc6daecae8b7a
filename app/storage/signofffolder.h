// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/evidencebundle.h"
#include "models/ports/error.h"
#include "models/ports/readinessport.h"
#include "models/readiness/document.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace readyroom::storage {

/// Sign-offs on this machine: `X.json`, the canonical document; `X.evidence.json`, the raw answers it rests on (see
/// evidencebundle.h); `X.json.<role>.sig`, one detached signature for each role. X is
/// `<profile>-<service>-<yyyymmddThhmmssZ>`, with "_" for what does not belong into a file's name, and a number behind
/// it when there is one already. Plain files, so that they can be sent, archived and verified anywhere. Blocks: to be
/// called on a thread that may. Files are written whole or not at all, in a folder for this account alone, because
/// answers of a service may be confidential.
class SignOffFolder final {
public:
    /// $XDG_DATA_HOME/readyroom/sign-offs.
    [[nodiscard]] static QString defaultPath();
    explicit SignOffFolder(QString path);

    /// Writes document and bundle; yields the absolute path of X.json, which is another one each time. Kind::Io, and
    /// what readiness::documentBytes() refuses.
    [[nodiscard]] Result<QString> write(const readiness::Document &document, const QByteArray &bundle);
    /// Takes a document that nobody has signed away again, with its bundle: signing it may fail. Kind::Config when a
    /// role has signed it.
    [[nodiscard]] static Result<void> discard(const QString &file);
    /// Kind::Io, and what readiness::documentFrom() refuses.
    [[nodiscard]] static Result<readiness::Document> read(const QString &file);
    /// Those of at least one role, newest first; files that are none of ours or cannot be read are left out. Signatures
    /// are not verified.
    [[nodiscard]] std::vector<SignedRecord> list(const QString &profile, const QString &service) const;

    /// Signatures beside `file`: roles, sorted. Not verified.
    [[nodiscard]] static QStringList roles(const QString &file);
    [[nodiscard]] static QString signatureFile(const QString &file, const QString &role);
    [[nodiscard]] static QString bundleFile(const QString &file);

private:
    QString m_path;
};

/// The bytes of a file of at most `longest` bytes. Kind::Io; Kind::TooLarge for a longer one.
[[nodiscard]] Result<QByteArray> readBounded(const QString &file, qsizetype longest);

} // namespace readyroom::storage
