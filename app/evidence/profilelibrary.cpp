// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/profilelibrary.h"

#include "app/async/pool.h"
#include "app/config/lint.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Profile;

namespace {

constexpr Duration editorPause{150};

QStringList filesOf(const ProfileLibrary::Places &places)
{
    QStringList files = places.builtIn;
    if (!places.folder.isEmpty()) {
        const QDir folder(places.folder);
        for (const QString &name : folder.entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files, QDir::Name)) {
            files += folder.absoluteFilePath(name);
        }
    }
    files += places.files;
    files.removeDuplicates();
    return files;
}

/// What changes when a profile does.
QStringList watchedPaths(const ProfileLibrary::Places &places, const QStringList &files)
{
    QStringList paths;
    // A folder that does not exist yet is waited for in the one above it.
    for (QString folder = places.folder; !folder.isEmpty(); folder = QFileInfo(folder).path()) {
        if (QFileInfo(folder).isDir()) {
            paths += folder;
            break;
        }
    }
    for (const QString &file : files) {
        const bool isBuiltIn = file.startsWith(u':');
        if (!isBuiltIn && QFileInfo::exists(file)) {
            paths += file;
        }
    }
    return paths;
}

} // namespace

ProfileLibrary::ProfileLibrary(Places places, QThreadPool &pool, async::AsyncScope &tasks, QObject *parent)
    : QObject(parent)
    , m_places(std::move(places))
    , m_pool(pool)
    , m_tasks(tasks)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ProfileLibrary::load);
    for (const auto signal : {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged}) {
        connect(&m_watcher, signal, this, [this] { m_soon.start(editorPause); });
    }
}

void ProfileLibrary::load()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    m_tasks.start(read());
}

QCoro::Task<> ProfileLibrary::read()
{
    const QPointer<ProfileLibrary> self{this};
    auto reading = co_await async::runOnPool(m_pool, [places = m_places] { return readAll(places); });
    if (!self || !reading) {
        co_return;
    }
    m_reading = false;
    take(*std::move(reading));
    if (self && std::exchange(m_again, false)) {
        load();
    }
}

ProfileLibrary::Reading ProfileLibrary::readAll(const Places &places)
{
    const QStringList files = filesOf(places);
    Reading reading{.loaded = {}, .watched = watchedPaths(places, files)};
    for (const QString &file : files) {
        reading.loaded.emplace_back(file, config::loadProfile(file));
    }
    return reading;
}

void ProfileLibrary::take(Reading reading)
{
    std::vector<Shelf> shelves;
    for (auto &[file, profile] : reading.loaded) {
        const auto known = std::ranges::find(m_shelves, file, &Shelf::file);
        Shelf shelf = known == m_shelves.end() ? Shelf{.file = file, .profile = {}, .problems = {}} : *known;
        shelf.problems = profile ? QStringList() : config::toText(profile.error());
        // The same text stays the same object, so that nothing is judged anew for it.
        if (profile && (!shelf.profile || shelf.profile->sha256 != profile->sha256)) {
            shelf.profile = std::make_shared<const Profile>(*std::move(profile));
        }
        shelves.push_back(std::move(shelf));
    }
    m_shelves = std::move(shelves);
    m_loaded = true;
    watch(reading.watched);
    Q_EMIT changed();
}

void ProfileLibrary::watch(const QStringList &paths)
{
    // Editors replace files: a watch on the old one says nothing any more.
    const QStringList before = m_watcher.files() + m_watcher.directories();
    if (!before.isEmpty()) {
        m_watcher.removePaths(before);
    }
    if (!paths.isEmpty()) {
        m_watcher.addPaths(paths);
    }
}

std::vector<ProfileEntry> ProfileLibrary::entries() const
{
    std::vector<ProfileEntry> entries;
    for (const Shelf &shelf : m_shelves) {
        if (shelf.profile) {
            entries.push_back(
                {shelf.profile->name, shelf.profile->title, shelf.profile->service, shelf.file, shelf.problems});
        } else {
            const QString name = QFileInfo(shelf.file).completeBaseName();
            entries.push_back({name, name, {}, shelf.file, shelf.problems});
        }
    }
    return entries;
}

const ProfileLibrary::Shelf *ProfileLibrary::shelf(const QString &nameOrFile) const
{
    const auto byFile = std::ranges::find(m_shelves, nameOrFile, &Shelf::file);
    if (byFile != m_shelves.end()) {
        return &*byFile;
    }
    const auto byName = std::ranges::find_if(
        m_shelves, [&](const Shelf &shelf) { return shelf.profile && shelf.profile->name == nameOrFile; });
    if (byName != m_shelves.end()) {
        return &*byName;
    }
    const auto broken = std::ranges::find_if(m_shelves, [&](const Shelf &shelf) {
        return !shelf.profile && QFileInfo(shelf.file).completeBaseName() == nameOrFile;
    });
    return broken == m_shelves.end() ? nullptr : &*broken;
}

std::shared_ptr<const Profile> ProfileLibrary::find(const QString &nameOrFile) const
{
    const Shelf *const found = shelf(nameOrFile);
    return found == nullptr ? nullptr : found->profile;
}

QStringList ProfileLibrary::problemsOf(const QString &nameOrFile) const
{
    const Shelf *const found = shelf(nameOrFile);
    return found == nullptr ? QStringList() : found->problems;
}

} // namespace readyroom::evidence
