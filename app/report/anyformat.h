// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/report.h"

#include <functional>

namespace readyroom::report {

/// report::pdf(), where a build has it; else empty.
using MakePdf = std::function<Result<QByteArray>(const readiness::Assessment &assessment, const Context &context)>;

/// A report in the format that is asked for. Kind::Unsupported for a PDF that nobody can make.
[[nodiscard]] Result<QByteArray> inFormat(ReportFormat format, const readiness::Assessment &assessment,
                                          const Context &context, const MakePdf &makePdf);

} // namespace readyroom::report
