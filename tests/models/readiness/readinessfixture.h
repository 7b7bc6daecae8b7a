// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <memory>
#include <vector>

/// Profiles and facts for tests of readiness, in as few words as possible.
namespace readyroom::readiness::fixture {

inline constexpr Timestamp now = fromMillis(1'795'226'400'000); // 2026-11-21T02:00:00Z

inline Item item(const QString &id, Severity severity = Severity::Medium, bool blocker = false)
{
    return {.id = id, .title = QStringLiteral("Title of ") + id, .severity = severity, .blocker = blocker};
}

inline Item weighing(const QString &id, double weight, HalfHours effort = 2)
{
    Item made = item(id);
    made.weight = weight;
    made.effort = effort;
    return made;
}

inline Category category(const QString &name, std::vector<Item> items, double weight = 1.0)
{
    return {.name = name, .weight = weight, .items = std::move(items)};
}

inline Profile profile(std::vector<Category> categories)
{
    return {.name = QStringLiteral("test"), .title = QStringLiteral("Test"), .categories = std::move(categories)};
}

inline ItemFacts found(Outcome outcome)
{
    return {.evidence = {.outcome = outcome, .takenAt = now}};
}

/// One letter an item, in the profile's order: p pass, t partial, f fail, u unknown, w a fail that is waived, n not
/// applicable.
inline std::vector<ItemFacts> facts(QByteArrayView letters)
{
    std::vector<ItemFacts> made;
    for (const char letter : letters) {
        ItemFacts each = found(letter == 'p'       ? Outcome::Pass
                                   : letter == 't' ? Outcome::Partial
                                   : letter == 'u' ? Outcome::Unknown
                                                   : Outcome::Fail);
        if (letter == 'w') {
            each.standing.waiver =
                Waiver{QStringLiteral("ada"), QStringLiteral("a migration is under way"), now + std::chrono::hours(24)};
        } else if (letter == 'n') {
            each.standing.notApplicable = NotApplicable{QStringLiteral("no such part")};
        }
        made.push_back(std::move(each));
    }
    return made;
}

/// The same letters as results.
inline ItemResults results(QByteArrayView letters)
{
    ItemResults made;
    for (const char letter : letters) {
        made.push_back(letter == 'p'       ? ItemResult::Pass
                           : letter == 't' ? ItemResult::Partial
                           : letter == 'u' ? ItemResult::Unknown
                           : letter == 'w' ? ItemResult::Waived
                           : letter == 'n' ? ItemResult::NotApplicable
                                           : ItemResult::Fail);
    }
    return made;
}

inline std::shared_ptr<const Profile> shared(Profile profile)
{
    return std::make_shared<const Profile>(std::move(profile));
}

inline Assessment assessed(Profile profile, QByteArrayView letters)
{
    return assess(shared(std::move(profile)), facts(letters), QStringLiteral("checkout"), QStringLiteral("production"),
                  now);
}

} // namespace readyroom::readiness::fixture
