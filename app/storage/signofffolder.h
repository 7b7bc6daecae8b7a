// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/readinessport.h"
#include "models/readiness/document.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace readyroom::storage {

/// Sign-offs on this machine: `X.json`, the canonical document; `X.evidence.json`, the raw answers it rests on, each by
/// its item and SHA-256; `X.json.<role>.sig`, one detached signature for each role. X is
/// `<profile>-<service>-<yyyymmddThhmmssZ>`. Plain files, so that they can be sent, archived and verified anywhere.
/// Blocks: to be called on a thread that may. Files are written whole or not at all.
class SignOffFolder final {
public:
    /// $XDG_DATA_HOME/readyroom/sign-offs.
    [[nodiscard]] static QString defaultPath();
    explicit SignOffFolder(QString path);

    /// Writes document and bundle; yields the absolute path of X.json. Kind::Io.
    [[nodiscard]] Result<QString> write(const readiness::Document &document, const QByteArray &bundle);
    [[nodiscard]] Result<readiness::Document> read(const QString &file) const;
    /// Newest first; files that are none of ours or cannot be read are left out.
    [[nodiscard]] std::vector<SignedRecord> list(const QString &profile, const QString &service) const;
    /// Signatures beside `file`: roles, sorted. Not verified.
    [[nodiscard]] static QStringList roles(const QString &file);
    [[nodiscard]] static QString signatureFile(const QString &file, const QString &role);
    [[nodiscard]] static QString bundleFile(const QString &file);

private:
    QString m_path;
};

/// The bundle of an assessment, canonical JSON: for each item with a raw answer its id, SHA-256 and bytes (base64).
[[nodiscard]] Result<QByteArray> bundleOf(const readiness::Assessment &assessment);
/// What in a bundle does not fit its document, in words; empty: all does.
[[nodiscard]] Result<QStringList> bundleDamage(const readiness::Document &document, const QByteArray &bundle);

} // namespace readyroom::storage
