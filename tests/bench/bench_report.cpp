// SPDX-License-Identifier: GPL-3.0-or-later
// What a report costs: of the largest profile that comes along and of one with 400 items, beside what nobody would do
// who has to be quick: giving the HTML of the same report to QTextDocument and printing that.
#include "app/report/pdf.h"
#include "app/report/report.h"
#include "tests/support/sampleassessment.h"

#include <benchmark/benchmark.h>

#include <QBuffer>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QTextDocument>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

const report::Context context{.signOff = std::nullopt, .drift = {}, .program = u"Readyroom"_s};

readiness::Assessment assessmentOf(const benchmark::State &state)
{
    return state.range(0) == 0 ? fakes::builtInAssessment(u"learnify-api"_s)
                               : fakes::largeAssessment(int(state.range(0)));
}

void counted(benchmark::State &state, const readiness::Assessment &assessment, qsizetype bytes)
{
    state.counters["items"] = double(assessment.items.size());
    state.counters["bytes"] = double(bytes);
}

void pdf(benchmark::State &state)
{
    const readiness::Assessment assessment = assessmentOf(state);
    qsizetype bytes = 0;
    for (auto _ : state) {
        const Result<QByteArray> made = report::pdf(assessment, context);
        if (!made) {
            state.SkipWithError("there is no PDF");
            break;
        }
        bytes = made->size();
    }
    counted(state, assessment, bytes);
}
BENCHMARK(pdf)->Arg(0)->Arg(400)->Unit(benchmark::kMillisecond);

/// The peer.
void textDocument(benchmark::State &state)
{
    const readiness::Assessment assessment = assessmentOf(state);
    const QString html = QString::fromUtf8(report::html(assessment, context));
    qsizetype bytes = 0;
    for (auto _ : state) {
        QByteArray made;
        QBuffer buffer(&made);
        (void)buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        QTextDocument document;
        document.setHtml(html);
        document.print(&writer);
        bytes = made.size();
    }
    counted(state, assessment, bytes);
}
BENCHMARK(textDocument)->Arg(0)->Arg(400)->Unit(benchmark::kMillisecond);

void html(benchmark::State &state)
{
    const readiness::Assessment assessment = assessmentOf(state);
    qsizetype bytes = 0;
    for (auto _ : state) {
        bytes = report::html(assessment, context).size();
    }
    counted(state, assessment, bytes);
}
BENCHMARK(html)->Arg(0)->Arg(400)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
