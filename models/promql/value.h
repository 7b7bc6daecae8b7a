// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/series/labels.h"
#include "models/series/sample.h"

#include <QStringList>

#include <variant>
#include <vector>

namespace readyroom::promql {

struct Scalar {
    std::int64_t t = 0; ///< ms
    double v = 0.0;
    bool operator==(const Scalar &) const = default;
};

struct String {
    std::int64_t t = 0;
    QByteArray v;
    bool operator==(const String &) const = default;
};

/// One element of an instant vector.
struct VectorSample {
    series::Labels labels;
    std::int64_t t = 0;
    double v = 0.0;
    bool operator==(const VectorSample &) const = default;
};
using Vector = std::vector<VectorSample>;

/// One element of a range vector or of the answer to a range query.
struct MatrixSeries {
    series::Labels labels;
    std::vector<series::Sample> samples;
    bool operator==(const MatrixSeries &) const = default;
};
using Matrix = std::vector<MatrixSeries>;

/// What a query yields, as in the Prometheus HTTP API (resultType scalar, string, vector, matrix).
using Value = std::variant<Scalar, String, Vector, Matrix>;

/// A value and what the user should know about how it came to be (Prometheus' annotations).
struct QueryResult {
    Value value;
    QStringList warnings;
};

} // namespace readyroom::promql
