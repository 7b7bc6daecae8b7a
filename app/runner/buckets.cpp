// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/buckets.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::runner {

std::vector<drills::Bucket> bucketsOf(const promql::Vector &vector)
{
    std::vector<drills::Bucket> buckets;
    for (const promql::VectorSample &sample : vector) {
        const QByteArray le = sample.labels.value("le");
        bool isNumber = false;
        const double bound = le.toDouble(&isNumber);
        if (le == "+Inf") {
            buckets.push_back({std::numeric_limits<double>::infinity(), sample.v});
        } else if (isNumber && std::isfinite(bound)) {
            buckets.push_back({bound, sample.v});
        }
    }
    std::ranges::sort(buckets, {}, &drills::Bucket::upper);
    return buckets;
}

} // namespace readyroom::runner
