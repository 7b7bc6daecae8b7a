// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/subjectchoice.h"

#include "ui/widgets/statewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using items::Line;
using items::LineState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::readinessui::SubjectChoice)
};

} // namespace

std::vector<Line> profileLines(const std::vector<ProfileEntry> &profiles, const ReadinessSubject &current)
{
    std::vector<Line> lines;
    for (const ProfileEntry &profile : profiles) {
        const bool refused = !profile.problems.isEmpty();
        lines.push_back({.key = profile.name,
                         .state = refused ? LineState::Bad : LineState::Plain,
                         .text = profile.name,
                         .value = refused                      ? Words::tr("refused")
                             : profile.name == current.profile ? Words::tr("shown")
                                                               : QString(),
                         .note = profile.title,
                         .trailing = true});
    }
    return lines;
}

std::vector<Line> serviceLines(const fleet::FleetSnapshot &fleet, const ReadinessSubject &current)
{
    std::vector<Line> lines;
    for (const fleet::ServiceStatus &service : fleet.services) {
        const bool shown = service.name == current.service
            && (current.environment.isEmpty() || service.environment == current.environment);
        QStringList note{service.environment, service.owner};
        note.removeAll(QString());
        lines.push_back({.key = QString::number(lines.size()),
                         .text = service.name,
                         .value = shown ? Words::tr("shown") : QString(),
                         .note = note.join(u" · "_s)});
    }
    return lines;
}

ReadinessSubject withProfile(const ReadinessSubject &current, const ProfileEntry &profile)
{
    if (profile.service.isEmpty()) {
        return {profile.name, current.service, current.environment};
    }
    return {profile.name, profile.service, profile.service == current.service ? current.environment : QString()};
}

std::optional<ReadinessSubject> usualSubject(const std::vector<ProfileEntry> &profiles,
                                             const fleet::FleetSnapshot &fleet)
{
    const ProfileEntry *usable = nullptr;
    for (const ProfileEntry &profile : profiles) {
        if (!profile.problems.isEmpty()) {
            continue;
        }
        const auto service = std::ranges::find(fleet.services, profile.service, &fleet::ServiceStatus::name);
        if (service != fleet.services.end()) {
            return ReadinessSubject{profile.name, service->name, service->environment};
        }
        usable = usable == nullptr ? &profile : usable;
    }
    if (usable == nullptr) {
        return std::nullopt;
    }
    return withService({usable->name, usable->service}, profiles, fleet);
}

ReadinessSubject withService(const ReadinessSubject &subject, const std::vector<ProfileEntry> &profiles,
                             const fleet::FleetSnapshot &fleet)
{
    const auto profile = std::ranges::find(profiles, subject.profile, &ProfileEntry::name);
    const bool isFree = subject.service.isEmpty() && profile != profiles.end() && profile->service.isEmpty();
    return isFree && !fleet.services.empty()
        ? ReadinessSubject{subject.profile, fleet.services.front().name, fleet.services.front().environment}
        : subject;
}

} // namespace readyroom::readinessui
