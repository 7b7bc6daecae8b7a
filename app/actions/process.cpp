// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/process.h"

#include "app/actions/adminapi.h"
#include "app/actions/programorder.h"
#include "app/actions/reread.h"

#include <QFileInfo>

#include <re2/re2.h>

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;
using process::Program;
using process::ProgramResult;

namespace {

constexpr Duration shortestLook{250}; ///< so that the last one has time to start

/// The beginning of what it said, in one line.
QString said(const ProgramResult &result, const security::Redactor &redactor)
{
    constexpr qsizetype longest = 200;
    const QByteArray &text = result.exitCode != 0 && !result.errors.isEmpty() ? result.errors : result.output;
    const QString line = redactor.redacted(QString::fromUtf8(text)).simplified();
    return line.size() > longest ? QString(line.left(longest) + u'…') : line;
}

QString sentence(const QString &text, const ProgramResult &result, const security::Redactor &redactor)
{
    const QString remark = said(result, redactor);
    return remark.isEmpty() ? text : text + u": "_s + remark;
}

QJsonObject outputOf(const ProgramResult &result, const security::Redactor &redactor)
{
    return {{u"status"_s, result.exitCode},
            {u"stdout"_s, redactor.redacted(QString::fromUtf8(result.output))},
            {u"stderr"_s, redactor.redacted(QString::fromUtf8(result.errors))}};
}

QString nameOf(const Program &program)
{
    return QFileInfo(program.path).fileName();
}

bool matches(const QString &pattern, const QByteArray &text)
{
    const re2::RE2 regex(pattern.toStdString(), re2::RE2::Quiet);
    return re2::RE2::PartialMatch(re2::StringPiece(text.constData(), static_cast<std::size_t>(text.size())), regex);
}

} // namespace

QString Process::name() const
{
    return u"process"_s;
}

QCoro::Task<Result<QJsonValue>> Process::read(Act act, std::stop_token)
{
    co_return failure(Error::Kind::Unsupported,
                      u"What %1 does is not known, so that it is started in an armed environment only"_s.arg(
                          act.arguments.value("path"_L1).toString()));
}

QCoro::Task<Result<Preview>> Process::preview(Act act, std::stop_token stop)
{
    const Result<Program> program = programFrom(act.arguments, act.arguments);
    if (!program) {
        co_return std::unexpected(program.error());
    }
    const security::Redactor redactor = m_world.vault.redactor();
    const QJsonObject env = act.arguments.value("env"_L1).toObject();
    Preview preview{.target = u"this machine"_s,
                    .request = programText(*program, env, redactor),
                    .command = programLine(*program, env, redactor),
                    .tool = nameOf(*program),
                    .effect = u"%1 is started on this machine."_s.arg(nameOf(*program))};
    if (act.arguments.value("verify"_L1).toObject().isEmpty()) {
        preview.warnings += u"It has no `verify`, so that nobody will know whether it was done."_s;
    }
    const QJsonObject dryRun = act.arguments.value("preview"_L1).toObject();
    if (dryRun.isEmpty()) {
        co_return preview;
    }
    const Result<Program> rehearsal = programFrom(dryRun, act.arguments);
    if (!rehearsal) {
        co_return std::unexpected(rehearsal.error());
    }
    auto looking = process::look(*rehearsal, stop);
    const Result<ProgramResult> result = co_await std::move(looking);
    if (!result) {
        co_return std::unexpected(result.error());
    }
    if (result->exitCode != 0) {
        preview.refusals +=
            sentence(u"The dry run ended with exit code %1"_s.arg(result->exitCode), *result, redactor) + u'.';
    } else if (const QString effect = said(*result, redactor); !effect.isEmpty()) {
        preview.effect = u"The dry run says: %1"_s.arg(effect);
    }
    co_return preview;
}

QCoro::Task<Outcome> Process::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<Program> program = programFrom(act.arguments, act.arguments);
    if (!program) {
        co_return notSent(program.error());
    }
    if (!preview.refusals.isEmpty()) {
        co_return notSent({Error::Kind::Config, preview.refusals.front(), {}, {}});
    }
    bool started = false;
    auto running = process::run(*program, std::move(permit), stop, &started);
    const Result<ProgramResult> result = co_await std::move(running);
    if (!result) {
        Outcome outcome = notSent(result.error());
        outcome.sent = started;
        co_return outcome;
    }
    const security::Redactor redactor = m_world.vault.redactor();
    Outcome outcome{.sent = true,
                    .output = outputOf(*result, redactor),
                    .observed = sentence(u"exit code %1"_s.arg(result->exitCode), *result, redactor)};
    if (result->exitCode != act.arguments.value("exit"_L1).toInt(0)) {
        outcome.error = Error{Error::Kind::Io, u"%1 ended with %2"_s.arg(nameOf(*program), outcome.observed), {}, {}};
    }
    co_return outcome;
}

QCoro::Task<Verification> Process::verify(Act act, Preview, Outcome, Duration within, std::stop_token stop)
{
    if (act.arguments.value("verify"_L1).toObject().isEmpty()) {
        co_return Verification{.observed = u"Nothing to read back was named"_s};
    }
    auto reading = reread([this, act, stop](Duration left) { return look(act, left, stop); }, within, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Verification> Process::look(Act act, Duration timeLeft, std::stop_token stop)
{
    const QJsonObject verify = act.arguments.value("verify"_L1).toObject();
    Result<Program> program = programFrom(verify, act.arguments);
    if (!program) {
        co_return Verification{.observed = program.error().message};
    }
    program->timeout = std::min(program->timeout, std::max(timeLeft, shortestLook));
    auto looking = process::look(*program, stop);
    const Result<ProgramResult> result = co_await std::move(looking);
    if (!result) {
        co_return Verification{.observed = result.error().message};
    }
    const security::Redactor redactor = m_world.vault.redactor();
    const QString pattern = verify.value("matches"_L1).toString();
    if (result->exitCode != 0) {
        co_return Verification{.confirmed = Confirmed::No,
                               .observed = sentence(u"exit code %1"_s.arg(result->exitCode), *result, redactor)};
    }
    const QString remark = said(*result, redactor);
    co_return Verification{.confirmed =
                               pattern.isEmpty() || matches(pattern, result->output) ? Confirmed::Yes : Confirmed::No,
                           .observed = remark.isEmpty() ? u"exit code 0"_s : remark};
}

QCoro::Task<Result<std::vector<drills::Choice>>> Process::choices(Act, QString argument, std::stop_token)
{
    co_return failure(Error::Kind::Unsupported, u"process does not tell what %1 may be"_s.arg(argument));
}

} // namespace readyroom::actions
