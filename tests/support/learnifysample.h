// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/samplereadiness.h"

namespace readyroom::fakes {

/// The profile made from the Learnify report: 38 items in seven categories, six of them open blockers: a NO-GO.
[[nodiscard]] SampleReadiness learnify();
/// The same when all is done.
[[nodiscard]] SampleReadiness learnifyReady();
/// The same with its blockers done but one, which is waived: CONDITIONAL.
[[nodiscard]] SampleReadiness learnifyConditional();

} // namespace readyroom::fakes
