// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/drilllibrary.h"

#include "app/config/experimentfile.h"
#include "app/config/lint.h"

#include <QFileInfo>

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Action;
using drills::Experiment;
using drills::ServiceActions;

namespace {

QString nameOf(const DrillLibrary::File &file)
{
    if (!file.experiment) {
        return QFileInfo(file.path).fileName();
    }
    return file.experiment->drill.isEmpty() ? file.experiment->title : file.experiment->drill;
}

DrillEntry entryOf(const Action &action, const drills::ActionSubject &subject)
{
    return {.name = action.name,
            .title = action.title.isEmpty() ? action.name : action.title,
            .description = action.description,
            .kind = action.kind,
            .service = subject.service,
            .environment = subject.environment,
            .isAction = true,
            .parameters = action.parameters,
            .asksReason = action.asksReason || action.kind == drills::ActionKind::Rollback};
}

DrillEntry entryOf(const DrillLibrary::File &file)
{
    DrillEntry entry{.name = nameOf(file), .title = nameOf(file), .file = file.path, .problems = file.problems};
    if (file.experiment) {
        entry.title = file.experiment->title;
        entry.description = file.experiment->description;
        entry.kind = file.experiment->kind;
        entry.service = file.experiment->service;
        entry.environment = file.experiment->environment;
    }
    return entry;
}

} // namespace

DrillLibrary::DrillLibrary(drills::Catalogue catalogue)
    : m_catalogue(std::move(catalogue))
{
}

std::vector<DrillLibrary::File> DrillLibrary::load(const QStringList &paths)
{
    std::vector<File> files;
    for (const QString &path : paths) {
        config::Loaded<Experiment> loaded = config::loadExperiment(path);
        File file{.path = path};
        if (loaded) {
            file.experiment = *std::move(loaded);
        } else {
            file.problems = config::toText(loaded.error());
        }
        files.push_back(std::move(file));
    }
    return files;
}

std::vector<DrillEntry> DrillLibrary::entries() const
{
    std::vector<DrillEntry> entries;
    for (const ServiceActions &service : m_catalogue.services) {
        for (const Action &action : service.actions) {
            entries.push_back(entryOf(action, service.subject));
        }
    }
    for (const File &file : m_files) {
        entries.push_back(entryOf(file));
    }
    return entries;
}

const ServiceActions *DrillLibrary::actionsOf(const DrillRequest &request) const
{
    const auto has = [&request](const ServiceActions &service) {
        return (request.service.isEmpty() || service.subject.service == request.service)
            && std::ranges::find(service.actions, request.name, &Action::name) != service.actions.end();
    };
    const auto found = std::ranges::find_if(m_catalogue.services, has);
    return found == m_catalogue.services.end() ? nullptr : &*found;
}

const Action *DrillLibrary::action(const DrillRequest &request) const
{
    const ServiceActions *const service = actionsOf(request);
    return service == nullptr ? nullptr : &*std::ranges::find(service->actions, request.name, &Action::name);
}

const DrillLibrary::File *DrillLibrary::file(const DrillRequest &request) const
{
    const auto is = [&request](const File &file) {
        const bool named = nameOf(file) == request.name || file.path == request.name
            || (file.experiment && file.experiment->title == request.name);
        const QString service = file.experiment ? file.experiment->service : QString();
        return named && (request.service.isEmpty() || service.isEmpty() || service == request.service);
    };
    const auto found = std::ranges::find_if(m_files, is);
    return found == m_files.end() ? nullptr : &*found;
}

Result<Experiment> DrillLibrary::experiment(const DrillRequest &request) const
{
    if (const ServiceActions *const service = actionsOf(request)) {
        const auto several = std::ranges::count_if(m_catalogue.services, [&request](const ServiceActions &one) {
            return std::ranges::find(one.actions, request.name, &Action::name) != one.actions.end();
        });
        if (request.service.isEmpty() && several > 1) {
            return failure(Error::Kind::Config,
                           u"%1 services have an action \"%2\": say which."_s.arg(several).arg(request.name));
        }
        return drills::experimentOf(*action(request), service->subject, request.parameters, request.reason);
    }
    const File *const known = file(request);
    if (known == nullptr) {
        return failure(Error::Kind::Config,
                       request.service.isEmpty()
                           ? u"There is no drill \"%1\"."_s.arg(request.name)
                           : u"%2 has no action or drill \"%1\"."_s.arg(request.name, request.service));
    }
    if (!known->experiment) {
        return failure(Error::Kind::Config, known->problems.value(0));
    }
    if (!request.parameters.isEmpty()) {
        return failure(Error::Kind::Config, u"An experiment has no parameters; its configuration has."_s);
    }
    return *known->experiment;
}

} // namespace readyroom::runner
