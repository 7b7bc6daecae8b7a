// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/livecontext.h"
#include "models/ports/readinessport.h"
#include "models/readiness/document.h"

#include <QCoroTask>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace readyroom::evidence {

/// A sign-off, and what was signed.
struct SignedDocument {
    SignedRecord record;
    readiness::Document document;
};

/// What is to be signed, and how.
struct SignOrder {
    std::shared_ptr<const readiness::Assessment> assessment;
    QString role;
    QString keyFile;
    QString reason;
    std::optional<QString> record = {}; ///< the file of an earlier sign-off; absent: a new one
};

/// Documents of assessments and their signatures, in the folder of sign-offs; and earlier assessments, from there and
/// from the journal. The disk is touched on pool threads only. `context` outlives what is under way.
class SignOffs final {
public:
    SignOffs(const LiveContext &context, QString folder, QString sshFolder);

    [[nodiscard]] QCoro::Task<Result<std::vector<ReadinessPort::Key>>> keys() const;
    /// As ReadinessPort::sign(), and journals it. A new document that could not be signed leaves nothing behind.
    [[nodiscard]] QCoro::Task<Result<SignedRecord>> sign(SignOrder order) const;
    /// The newest document of this profile and service in this environment that somebody has signed.
    [[nodiscard]] QCoro::Task<Result<std::optional<SignedDocument>>> latest(QString profile, QString service,
                                                                            QString environment) const;

    /// Signed documents, and assessments in the journal; newest first.
    [[nodiscard]] QCoro::Task<Result<std::vector<EarlierAssessment>>> earlier(QString profile, QString service,
                                                                              QString environment) const;
    /// One of them, as a document; what the journal does not keep of it is taken from `now`.
    [[nodiscard]] QCoro::Task<Result<readiness::Document>> earlierDocument(QString id, readiness::Document now) const;

private:
    const LiveContext &m_context;
    QString m_folder;
    QString m_sshFolder;
};

} // namespace readyroom::evidence
