// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/measures.h"
#include "models/drills/measure.h"

#include <QCoroTask>

#include <stop_token>

namespace readyroom::runner {

/// What is compared as it went, from the beginning of the window before to the end of the window after: one question.
/// Of a histogram the mean at the resolution of its buckets, as the comparison has it, over the last three samples at
/// each moment; of an expression the mean of its series. A moment at which nothing was measured is NaN. At most 400
/// moments. Errors as those of compared().
[[nodiscard]] QCoro::Task<Result<drills::MeasureCourse>> courseOf(QuerySource &queries, MeasureSubject subject,
                                                                  Windows windows, std::stop_token stop);

} // namespace readyroom::runner
