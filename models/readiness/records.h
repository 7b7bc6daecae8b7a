// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/event.h"
#include "models/readiness/assessment.h"
#include "models/readiness/document.h"

#include <QHash>
#include <QString>

#include <optional>

/// What the journal keeps of readiness: decisions about items, evidence of active runs, assessments. The journal is the
/// only place where they are kept, so that the window and readyroomctl of one machine, or of a team, agree.
namespace readyroom::readiness {

/// What a person decided about an item, as it is journaled.
struct Decision {
    enum class What { Waive, LiftWaiver, NotApplicable, Applicable, Note, Attest };
    What what = What::Note;
    QString profile;
    QString item;
    Waiver waiver = {}; ///< with Waive
    QString text = {}; ///< reason of NotApplicable, text of Note, statement of Attest
    AttestEvidence::Says says = AttestEvidence::Says::Pass; ///< with Attest
    QString link = {}; ///< with Attest
    std::optional<Timestamp> expires = {}; ///< with Attest
    bool operator==(const Decision &) const = default;
};

/// Kind readiness_decision.
[[nodiscard]] journal::Event eventOf(const Decision &decision, const QString &service, const QString &environment,
                                     Timestamp at);
/// The reverse; absent when the event is no decision, or its detail is not what eventOf() writes.
[[nodiscard]] std::optional<Decision> decisionFrom(const journal::Event &event);
/// Kind evidence: what an active run brought, dated by when it was taken; the raw answer is not in it.
[[nodiscard]] journal::Event eventOf(const Evidence &evidence, const QString &profile, const QString &item,
                                     const QString &service, const QString &environment);
/// Kind assessment: verdict, scores, the result of each item and what was observed of open ones, small enough to be
/// kept for every change of verdict. `by_person` in its detail tells those that somebody wanted to be recorded.
[[nodiscard]] journal::Event eventOf(const Assessment &assessment, bool byPerson = false);
/// What such an event tells, for comparing: items have id, result and what was observed, categories name and score;
/// the rest of them is not in it. Absent when the event is none.
[[nodiscard]] std::optional<Document> recordedDocument(const journal::Event &event);

/// What the journal says about the items of one profile and service. Apply events oldest first.
struct Recorded {
    QHash<QString, Standing> standings;
    QHash<QString, Evidence> evidence; ///< the latest of each item: of active runs, and attested in the window
    /// Takes in what is about an item of this profile and service; everything else, and events whose detail is not as
    /// it should be, is ignored. A lifted waiver, like an item that is applicable again, leaves what the profile says.
    void apply(const journal::Event &event, const QString &profile, const QString &service);
};

} // namespace readyroom::readiness
