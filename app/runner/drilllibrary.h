// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/catalogue.h"
#include "models/drills/experiment.h"
#include "models/ports/drillsport.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::runner {

/// All that can be run: the buttons of the fleet file, and the experiments of files.
class DrillLibrary final {
public:
    struct File {
        QString path;
        std::optional<drills::Experiment> experiment = {}; ///< absent: it is refused
        QStringList problems = {};
    };

    explicit DrillLibrary(drills::Catalogue catalogue);

    /// Reads files; blocks.
    [[nodiscard]] static std::vector<File> load(const QStringList &paths);
    void setFiles(std::vector<File> files) { m_files = std::move(files); }

    /// Without what changes: last runs, suggestions.
    [[nodiscard]] std::vector<DrillEntry> entries() const;
    [[nodiscard]] const std::vector<drills::ServiceActions> &actions() const { return m_catalogue.services; }
    [[nodiscard]] const drills::Action *action(const DrillRequest &request) const;

    /// What a request means. Kind::Config with a sentence when there is no such drill, its file has problems, or a
    /// parameter is wrong.
    [[nodiscard]] Result<drills::Experiment> experiment(const DrillRequest &request) const;

private:
    [[nodiscard]] const drills::ServiceActions *actionsOf(const DrillRequest &request) const;
    [[nodiscard]] const File *file(const DrillRequest &request) const;

    drills::Catalogue m_catalogue;
    std::vector<File> m_files;
};

} // namespace readyroom::runner
