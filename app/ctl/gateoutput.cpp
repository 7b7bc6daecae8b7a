// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/gateoutput.h"

#include "app/ctl/commands.h"
#include "app/report/anyformat.h"
#ifdef READYROOM_HAS_PDF
#include "app/report/pdf.h"
#endif

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

report::MakePdf makePdf()
{
#ifdef READYROOM_HAS_PDF
    return &report::pdf;
#else
    return {};
#endif
}

} // namespace

Result<QByteArray> gateOutput(const ReadinessView &view, std::optional<ReportFormat> format)
{
    if (!format) {
        return report::text(*view.assessment).toUtf8();
    }
    const report::Context context{.signOff = view.latestSignOff,
                                  .drift = view.drift,
                                  .program = u"Readyroom "_s + QStringLiteral(READYROOM_VERSION)};
    return report::inFormat(*format, *view.assessment, context, makePdf());
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
