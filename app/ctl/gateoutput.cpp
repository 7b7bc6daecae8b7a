// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/gateoutput.h"

#include "app/ctl/commands.h"
#include "app/report/report.h"
#ifdef READYROOM_HAS_PDF
#include "app/report/pdf.h"
#endif

namespace readyroom::ctl {

using namespace Qt::StringLiterals;
using Format = GateArguments::Format;

namespace {

Result<QByteArray> pdfOf(const readiness::Assessment &assessment, const report::Context &context)
{
#ifdef READYROOM_HAS_PDF
    return report::pdf(assessment, context);
#else
    Q_UNUSED(assessment)
    Q_UNUSED(context)
    return failure(Error::Kind::Unsupported,
                   u"This readyroomctl was built without the window, and with it without PDF; html says the same."_s);
#endif
}

} // namespace

Result<QByteArray> gateOutput(const ReadinessView &view, Format format)
{
    const readiness::Assessment &assessment = *view.assessment;
    const report::Context context{.signOff = view.latestSignOff,
                                  .drift = view.drift,
                                  .program = u"Readyroom "_s + QStringLiteral(READYROOM_VERSION)};
    switch (format) {
    case Format::Text:
        return report::text(assessment).toUtf8();
    case Format::Json:
        return report::json(assessment);
    case Format::JUnit:
        return report::junit(assessment);
    case Format::Markdown:
        return report::markdown(assessment, context);
    case Format::Html:
        return report::html(assessment, context);
    case Format::Pdf:
        break;
    }
    return pdfOf(assessment, context);
}

RunReporter::RunReporter(ReadinessPort &readiness)
    : m_readiness(readiness)
{
    connect(&m_readiness, &ReadinessPort::changed, this, &RunReporter::report);
}

void RunReporter::report()
{
    constexpr qint64 pause = 1000;
    const auto view = m_readiness.view();
    if (!view || view->running.empty()) {
        return;
    }
    const EvidenceRun &run = view->running.front();
    if (run.item == m_item && m_last.elapsed() < pause) {
        return;
    }
    m_item = run.item;
    m_last.start();
    const int percent = static_cast<int>(run.done * 100);
    warn(run.doing.isEmpty() ? u"%1 is measured …"_s.arg(run.item)
                             : u"%1: %2 %, %3"_s.arg(run.item).arg(percent).arg(run.doing));
}

} // namespace readyroom::ctl
