// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/document.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::ctl {

struct RoleFinding {
    QString role;
    QString signedBy = {}; ///< empty: see problem
    QString problem = {}; ///< a whole sentence
    bool isMissing = false; ///< there is no signature at all
    bool operator==(const RoleFinding &) const = default;
};

/// What was found of one sign-off. All texts may hold what the file holds.
struct SignOffFindings {
    enum class Bundle { Absent, Whole, Damaged };

    QString file;
    QByteArray sha256; ///< of the file, lower-case hex
    std::optional<readiness::Document> document = {}; ///< absent: it is damaged
    QStringList changed = {}; ///< its parts that were changed, in words
    QString problem = {}; ///< of the record as a whole, a sentence; empty when nothing is to be said beyond `changed`
    Bundle bundle = Bundle::Absent;
    QStringList bundleDamage = {}; ///< sentences
    std::vector<RoleFinding> roles = {};

    [[nodiscard]] bool verified() const;
};

/// Of the file and of the bundle beside it, when there is one. `roles` are those that have to sign; without any those
/// that the record asks for, or when it is damaged those of the signatures beside it. All are still to be verified.
/// Blocks on the disk. Kind::Io, Kind::TooLarge when the file cannot be read at all.
[[nodiscard]] Result<SignOffFindings> findingsOf(const QString &file, const QStringList &roles);

} // namespace readyroom::ctl
