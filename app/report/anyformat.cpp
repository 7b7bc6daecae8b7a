// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/anyformat.h"

namespace readyroom::report {

using namespace Qt::StringLiterals;

Result<QByteArray> inFormat(ReportFormat format, const readiness::Assessment &assessment, const Context &context,
                            const MakePdf &makePdf)
{
    switch (format) {
    case ReportFormat::Json:
        return json(assessment);
    case ReportFormat::JUnit:
        return junit(assessment);
    case ReportFormat::Markdown:
        return markdown(assessment, context);
    case ReportFormat::Html:
        return html(assessment, context);
    case ReportFormat::Pdf:
        break;
    }
    if (!makePdf) {
        return failure(Error::Kind::Unsupported,
                       u"This program was built without the window, and with it without PDF; HTML says the same."_s);
    }
    return makePdf(assessment, context);
}

} // namespace readyroom::report
