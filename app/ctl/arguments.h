// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/journalstore.h"
#include "models/ports/readinessport.h"
#include "models/ports/time.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <utility>
#include <vector>

namespace readyroom::ctl {

enum class Output { Table, Json };

/// Where the data of a command comes from; exactly one is set.
struct SourceOption {
    QString fleetFile;
    bool demo = false;
    QUrl page; ///< query only: one metrics page
    QUrl prometheus; ///< query only: base URL of a Prometheus-compatible API
};

struct StatusArguments {
    SourceOption source;
    bool watch = false;
    std::optional<Duration> wait; ///< absent: until complete, at most 15 s
    Output output = Output::Table;
    QString logFile = {}; ///< empty: with `watch` the usual place, else no log
};

struct QueryArguments {
    QString expression;
    SourceOption source;
    std::optional<Timestamp> at; ///< absent: now
    std::optional<Duration> range; ///< a range query over the last `range`
    Duration step{0}; ///< set when `range` is
    std::optional<Duration> wait;
    Output output = Output::Table;
};

struct LintArguments {
    QStringList files;
};

struct JournalArguments {
    enum class Verb { List, Verify, Export };
    enum class Format { Table, Json, JsonLines, Csv };

    Verb verb = Verb::List;
    QString file; ///< empty: the journal of this account
    JournalFilter filter; ///< list and export
    std::optional<Duration> since; ///< instead of filter.from: that long before now
    std::optional<std::size_t> limit; ///< list: the newest so many; absent: all
    Format format = Format::Table; ///< list: Table or Json; export: JsonLines or Csv
    bool head = false; ///< export: the tree head instead of the events
    QString headFile; ///< verify: a head to verify against; export: where the head goes, empty for standard output
};

/// `sign-off verify`.
struct SignOffArguments {
    QString file;
    QString allowedSigners;
    QStringList roles; ///< empty: those that the document asks for
    Output output = Output::Table;
};

struct GateArguments {
    QString profile; ///< the name of a built-in one, or a file
    std::optional<SourceOption> source = {}; ///< absent: nothing is measured, attestations count
    QString service = {}; ///< empty: the one of the profile
    bool active = false; ///< active evidence, too
    QString arm = {}; ///< the environment; set when `active` is
    std::optional<Duration> wait = {}; ///< absent: until everything was collected, at most 15 s
    QString journalFile = {}; ///< empty: that of the fleet's team, or of this account
    std::optional<ReportFormat> format = {}; ///< absent: text for a terminal
};

struct DrillArguments {
    enum class Verb { List, Show, Run, Undo };

    Verb verb = Verb::List;
    QString drill = {}; ///< show, run: a name, or a file with an experiment; undo: the id of a run
    std::optional<SourceOption> source = {}; ///< absent: no fleet, so only an experiment that names its targets itself
    QString service = {}; ///< tells apart what several services have by one name
    std::vector<std::pair<QString, QString>> parameters = {}; ///< name and value, as given
    QString reason = {};
    bool dryRun = false; ///< run: precheck and preview only
    QString arm = {}; ///< run, undo: the environment; empty: nothing is armed
    std::optional<Duration> wait = {}; ///< before it begins; absent: until everything has answered, at most 15 s
    QString journalFile = {}; ///< empty: that of the fleet's team, or of this account
    Output output = Output::Table;
};

/// What follows the name of the command. Failures are Kind::Config and one sentence.
[[nodiscard]] Result<StatusArguments> parseStatusArguments(const QStringList &arguments);
[[nodiscard]] Result<QueryArguments> parseQueryArguments(const QStringList &arguments);
[[nodiscard]] Result<LintArguments> parseLintArguments(const QStringList &arguments);
[[nodiscard]] Result<JournalArguments> parseJournalArguments(const QStringList &arguments);
[[nodiscard]] Result<SignOffArguments> parseSignOffArguments(const QStringList &arguments);
[[nodiscard]] Result<GateArguments> parseGateArguments(const QStringList &arguments);
[[nodiscard]] Result<DrillArguments> parseDrillArguments(const QStringList &arguments);

} // namespace readyroom::ctl
