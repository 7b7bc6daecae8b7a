// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/commandevidence.h"

#include "app/evidence/active.h"
#include "app/evidence/finding.h"

#include <QTimer>

#include <re2/re2.h>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::CommandEvidence;
using readiness::Evidence;
using readiness::Outcome;

namespace {

constexpr Duration progressInterval{250};

QString targetOf(const CommandEvidence &spec)
{
    return spec.matches.isEmpty() ? u"exit code %1"_s.arg(spec.exitCode)
                                  : u"exit code %1, output matches %2"_s.arg(spec.exitCode).arg(spec.matches);
}

/// The beginning of what it said, in one line.
QString said(const QByteArray &text)
{
    constexpr qsizetype longest = 120;
    const QString line = QString::fromUtf8(text).simplified();
    return line.size() > longest ? QString(line.left(longest) + u'…') : line;
}

} // namespace

Evidence judgeCommand(const CommandEvidence &spec, const process::ProgramResult &result)
{
    Evidence evidence{.outcome = Outcome::Fail,
                      .observed = u"exit code %1"_s.arg(result.exitCode),
                      .target = targetOf(spec),
                      .value = double(result.exitCode)};
    const QByteArray pattern = spec.matches.toUtf8();
    const bool matches =
        spec.matches.isEmpty()
        || re2::RE2::PartialMatch(
            re2::StringPiece(result.output.constData(), static_cast<std::size_t>(result.output.size())),
            re2::RE2(re2::StringPiece(pattern.constData(), static_cast<std::size_t>(pattern.size())), re2::RE2::Quiet));
    if (result.exitCode != spec.exitCode) {
        evidence.reason = said(result.errors.isEmpty() ? result.output : result.errors);
    } else if (!matches) {
        evidence.reason = u"What it printed does not match: %1"_s.arg(said(result.output));
    } else {
        evidence.outcome = Outcome::Pass;
        evidence.reason = said(result.output);
    }
    return withRaw(std::move(evidence), result.output);
}

QCoro::Task<Evidence> collectCommand(CommandEvidence spec, ActiveContext context, security::Permit permit,
                                     std::stop_token stop)
{
    const Timestamp began = context.clock.now();
    QTimer ticks;
    if (context.progress) {
        const double whole = toSeconds(spec.timeout);
        QObject::connect(&ticks, &QTimer::timeout, &ticks,
                         [progress = context.progress, whole, clock = &context.clock, began] {
                             const double passed = toSeconds(clock->now() - began);
                             progress(std::min(passed / whole, 1.0), u"running for %1 s"_s.arg(int(passed)));
                         });
        ticks.start(progressInterval);
    }
    process::Program program{.path = spec.command.front(),
                             .arguments = spec.command.mid(1),
                             .environment = process::passedOn(QProcessEnvironment::systemEnvironment()),
                             .timeout = spec.timeout};
    auto running = process::run(std::move(program), std::move(permit), std::move(stop));
    const Result<process::ProgramResult> result = co_await std::move(running);
    Evidence evidence = result ? judgeCommand(spec, *result) : unknown(result.error(), targetOf(spec));
    evidence.takenAt = began;
    co_return redacted(std::move(evidence), context.redactor);
}

} // namespace readyroom::evidence
