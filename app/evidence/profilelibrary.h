// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/config/profilefile.h"
#include "models/ports/readinessport.h"
#include "models/readiness/profile.h"

#include <QCoroTask>
#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace readyroom::evidence {

/// The profiles that can be opened, read on a pool thread and again whenever a file changes. One that was edited so
/// that it does not make sense any more stays as it was, beside everything that is wrong with the new text.
class ProfileLibrary final : public QObject {
    Q_OBJECT
public:
    struct Places {
        QStringList builtIn = {}; ///< files
        QString folder = {}; ///< of the user's own; every *.yaml and *.yml in it
        QStringList files = {}; ///< named elsewhere: in the fleet file, on the command line
    };

    /// `pool` and `tasks` outlive this.
    ProfileLibrary(Places places, QThreadPool &pool, async::AsyncScope &tasks, QObject *parent = nullptr);

    /// Reads everything; changed() follows.
    void load();
    /// Everything has been read once.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    /// Built-in ones first, then the user's own, then those that were named; each file once.
    [[nodiscard]] std::vector<ProfileEntry> entries() const;
    /// By its file, or else by its name; of several with one name the first in the list, as config::profilePath() has
    /// it. Null when there is none that was ever right.
    [[nodiscard]] std::shared_ptr<const readiness::Profile> find(const QString &nameOrFile) const;
    /// What is wrong with a profile that is not there, if that is the reason.
    [[nodiscard]] QStringList problemsOf(const QString &nameOrFile) const;

Q_SIGNALS:
    void changed();

private:
    struct Shelf {
        QString file;
        std::shared_ptr<const readiness::Profile> profile; ///< null: it was never right
        QStringList problems;
    };

    struct Reading {
        std::vector<std::pair<QString, config::Loaded<readiness::Profile>>> loaded; ///< by file
        QStringList watched; ///< files and folders
    };

    [[nodiscard]] static Reading readAll(const Places &places);
    [[nodiscard]] QCoro::Task<> read();
    void take(Reading reading);
    void watch(const QStringList &paths);
    [[nodiscard]] const Shelf *shelf(const QString &nameOrFile) const;

    Places m_places;
    QThreadPool &m_pool;
    async::AsyncScope &m_tasks;
    std::vector<Shelf> m_shelves;
    QFileSystemWatcher m_watcher;
    QTimer m_soon; ///< an editor writes in several steps
    bool m_reading = false;
    bool m_again = false;
    bool m_loaded = false;
};

} // namespace readyroom::evidence
