// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/commandevidence.h"

#include "app/async/completion.h"
#include "app/evidence/active.h"
#include "app/evidence/finding.h"

#include <QProcess>
#include <QTimer>

#include <re2/re2.h>

#include <array>
#include <csignal>
#include <sys/types.h>
#include <unistd.h>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::CommandEvidence;
using readiness::Evidence;
using readiness::Outcome;

namespace {

constexpr qsizetype outputLimit = 64 * 1024;
constexpr int killTime = 2000; ///< ms, for the kernel to take a killed process away
constexpr Duration progressInterval{250};

constexpr std::array passedOn{"PATH"_L1,          "HOME"_L1,         "USER"_L1,        "LOGNAME"_L1,
                              "LANG"_L1,          "TZ"_L1,           "TMPDIR"_L1,      "KUBECONFIG"_L1,
                              "SSL_CERT_FILE"_L1, "SSL_CERT_DIR"_L1, "http_proxy"_L1,  "https_proxy"_L1,
                              "no_proxy"_L1,      "HTTP_PROXY"_L1,   "HTTPS_PROXY"_L1, "NO_PROXY"_L1};

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

/// With everything that it has started, which is in its session.
void killAll(QProcess &process)
{
    if (const auto leader = static_cast<pid_t>(process.processId()); leader > 0) {
        ::kill(-leader, SIGKILL);
        process.kill();
        process.waitForFinished(killTime);
    }
}

void appendCapped(QByteArray &kept, const QByteArray &more)
{
    kept += more.left(outputLimit - kept.size());
}

/// One program from start to end. Lives in the frame of a coroutine, and kills what still runs when that goes.
class CommandRun final {
public:
    CommandRun(const CommandEvidence &spec, async::Promise<int> promise)
        : m_promise(std::move(promise))
        , m_program(spec.command.front())
    {
        m_process.setProcessEnvironment(commandEnvironment(QProcessEnvironment::systemEnvironment()));
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setChildProcessModifier([] { ::setsid(); });
        m_deadline.setSingleShot(true);
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                         [this] { appendCapped(m_result.output, m_process.readAllStandardOutput()); });
        QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                         [this] { appendCapped(m_result.errors, m_process.readAllStandardError()); });
        QObject::connect(&m_process, &QProcess::finished, &m_process,
                         [this](int code, QProcess::ExitStatus status) { onFinished(code, status); });
        QObject::connect(&m_process, &QProcess::errorOccurred, &m_process, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) {
                m_promise.set(
                    failure(Error::Kind::Io,
                            u"The program %1 cannot be started: %2"_s.arg(m_program, m_process.errorString())));
            }
        });
        const double seconds = toSeconds(spec.timeout);
        QObject::connect(&m_deadline, &QTimer::timeout, &m_process, [this, seconds] {
            m_promise.set(failure(Error::Kind::Timeout,
                                  u"The program %1 has not ended within %2 s"_s.arg(m_program).arg(seconds)));
        });
    }
    ~CommandRun()
    {
        m_process.disconnect();
        killAll(m_process);
    }
    CommandRun(const CommandRun &) = delete;
    CommandRun &operator=(const CommandRun &) = delete;

    void start(const CommandEvidence &spec)
    {
        m_process.start(spec.command.front(), spec.command.mid(1));
        m_deadline.start(spec.timeout);
    }
    void withdraw() { m_promise.set(std::unexpected(async::cancelledError())); }
    [[nodiscard]] CommandResult result(int exitCode)
    {
        appendCapped(m_result.output, m_process.readAllStandardOutput());
        appendCapped(m_result.errors, m_process.readAllStandardError());
        m_result.exitCode = exitCode;
        return m_result;
    }

private:
    void onFinished(int code, QProcess::ExitStatus status)
    {
        m_promise.set(status == QProcess::NormalExit
                          ? Result<int>(code)
                          : failure(Error::Kind::Io, u"The program %1 was killed"_s.arg(m_program)));
    }

    async::Promise<int> m_promise;
    QString m_program;
    CommandResult m_result;
    QProcess m_process;
    QTimer m_deadline;
};

} // namespace

QProcessEnvironment commandEnvironment(const QProcessEnvironment &ours)
{
    QProcessEnvironment theirs;
    for (const QString &name : ours.keys()) {
        const bool passes = name.startsWith("LC_"_L1) || name.startsWith("XDG_"_L1)
            || std::ranges::find(passedOn, name) != passedOn.end();
        if (passes) {
            theirs.insert(name, ours.value(name));
        }
    }
    return theirs;
}

Evidence judgeCommand(const CommandEvidence &spec, const CommandResult &result)
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
    auto [promise, completion] = async::makeCompletion<int>();
    CommandRun run(spec, std::move(promise));
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
    const std::stop_callback onStop(stop, [&run] { run.withdraw(); });
    // As the last thing before it acts.
    if (const Result<void> allowed = permit.check(); !allowed) {
        co_return unknown(allowed.error(), targetOf(spec));
    }
    run.start(spec);
    const Result<int> exitCode = co_await completion;
    Evidence evidence =
        exitCode ? judgeCommand(spec, run.result(*exitCode)) : unknown(exitCode.error(), targetOf(spec));
    evidence.takenAt = began;
    co_return redacted(std::move(evidence), context.redactor);
}

} // namespace readyroom::evidence
