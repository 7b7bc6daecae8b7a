// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/report.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// What a report says, as values: the same for Markdown, HTML and PDF, which only set it in type. Every text in it has
/// been through plain().
namespace readyroom::report {

struct Cell {
    QString text = {};
    std::optional<readiness::ItemResult> mark = {}; ///< the shape before the text; the text says the same in words
    QStringList more = {}; ///< lines beneath, smaller
    bool strong = false;
    bool operator==(const Cell &) const = default;
};

struct Column {
    QString title;
    double share = 1.0; ///< of the width, in any unit
    bool numeric = false; ///< right-aligned
    bool operator==(const Column &) const = default;
};

using Row = std::vector<Cell>; ///< as many cells as the table has columns

struct Table {
    QString title = {}; ///< empty: the section's is enough
    std::vector<Column> columns;
    std::vector<Row> rows = {};
    bool operator==(const Table &) const = default;
};

struct Section {
    QString title;
    QString intro = {}; ///< a sentence or two; may be empty
    QStringList list = {};
    std::vector<Table> tables = {};
    bool operator==(const Section &) const = default;
};

/// One line of the categories on the first page.
struct CategoryLine {
    QString name;
    readiness::ItemResult mark = readiness::ItemResult::Unknown;
    std::optional<double> score = {}; ///< for the bar
    QString figure; ///< "52.1"
    QString letter;
    QString note = {}; ///< "blocks · 2 of 9 unknown · reviewed"
    bool operator==(const CategoryLine &) const = default;
};

struct Content {
    QString title; ///< of the profile
    QString service;
    QStringList facts = {}; ///< profile, environment, time, program, source: one line each
    QString running = {}; ///< one line for the head of every page: profile, service, time
    QString program = {};
    readiness::Verdict verdict = readiness::Verdict::NoGo;
    QStringList why = {};
    std::optional<double> score = {};
    double gate = 90.0;
    double floor = 60.0;
    QString figure; ///< of the score
    QString caption; ///< "F · gate 90 · 4 of 31 unknown"
    std::vector<CategoryLine> categories = {};
    std::vector<Section> summary = {}; ///< for the first page: what blocks, the shortest path, the conditions
    std::vector<Section> sections = {}; ///< all that follows; none is empty
    bool operator==(const Content &) const = default;
};

[[nodiscard]] Content contentOf(const readiness::Assessment &assessment, const Context &context);

} // namespace readyroom::report
