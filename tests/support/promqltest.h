// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/promql/value.h"
#include "tests/support/memorystore.h"

#include <QStringList>

#include <optional>

namespace readyroom::test {

/// Series in the notation of Prometheus' unit tests: `name{a="b"} 1 2+3x4 _ _x2 stale 5x3`.
struct SeriesLine {
    series::Labels labels;
    std::vector<std::optional<double>> values; ///< one per interval; nothing for a gap
};
[[nodiscard]] Result<SeriesLine> parseSeriesLine(const QString &line);

/// Runs scripts in the language of Prometheus' promqltest:
///
///     clear
///     load 5m
///       metric{a="b"} 0+10x100
///     eval instant at 50m expr
///       {a="b"} 12.5
///     eval_ordered instant at 50m sort(metric)
///     eval_warn instant at 50m quantile(2, metric)
///     eval range from 0 to 10m step 5m expr
///       {a="b"} 1 _ 3
///     eval_fail instant at 0 expr
///       expected_fail_message part of the message
///
/// A line that holds only a number is the expected scalar; a quoted string the expected string.
class PromqlScript final {
public:
    /// Runs the whole text; returns one sentence per failed expectation, with its line number. `evaluations` (when
    /// given) receives how many expressions were evaluated, so that an empty script cannot pass unnoticed.
    [[nodiscard]] QStringList run(const QString &text, int *evaluations = nullptr);

private:
    struct Block {
        int line = 0;
        QString head;
        QStringList body;
    };

    void load(const Block &block);
    void evaluate(const Block &block);
    void compare(const Block &block, const promql::Value &value, std::int64_t start, std::int64_t step, bool ordered);
    void fail(int line, const QString &sentence);

    MemoryStore m_store;
    QStringList m_failures;
    int m_evaluations = 0;
};

} // namespace readyroom::test
