// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/program.h"

#include "app/async/completion.h"

#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <sys/types.h>
#include <unistd.h>
#include <utility>

namespace readyroom::process {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype outputLimit = 64 * 1024;
constexpr int killTime = 2000; ///< ms, for the kernel to take a killed process away

constexpr std::array namesPassedOn{"PATH"_L1,          "HOME"_L1,         "USER"_L1,        "LOGNAME"_L1,
                                   "LANG"_L1,          "TZ"_L1,           "TMPDIR"_L1,      "KUBECONFIG"_L1,
                                   "SSL_CERT_FILE"_L1, "SSL_CERT_DIR"_L1, "http_proxy"_L1,  "https_proxy"_L1,
                                   "no_proxy"_L1,      "HTTP_PROXY"_L1,   "HTTPS_PROXY"_L1, "NO_PROXY"_L1};

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
class ProgramRun final {
public:
    ProgramRun(const Program &program, async::Promise<int> promise)
        : m_promise(std::move(promise))
        , m_program(program)
    {
        m_process.setProcessEnvironment(program.environment);
        m_process.setStandardInputFile(QProcess::nullDevice());
        // A session of its own, to end all of it; and no signals held back, though this program may do so.
        m_process.setChildProcessModifier([] {
            ::setsid();
            sigset_t none;
            sigemptyset(&none);
            ::sigprocmask(SIG_SETMASK, &none, nullptr);
        });
        m_deadline.setSingleShot(true);
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                         [this] { appendCapped(m_result.output, m_process.readAllStandardOutput()); });
        QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                         [this] { appendCapped(m_result.errors, m_process.readAllStandardError()); });
        QObject::connect(&m_process, &QProcess::finished, &m_process,
                         [this](int code, QProcess::ExitStatus status) { onFinished(code, status); });
        QObject::connect(&m_process, &QProcess::errorOccurred, &m_process, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) {
                m_failedToStart = true;
                m_promise.set(
                    failure(Error::Kind::Io,
                            u"The program %1 cannot be started: %2"_s.arg(m_program.path, m_process.errorString())));
            }
        });
        QObject::connect(&m_deadline, &QTimer::timeout, &m_process, [this] {
            m_promise.set(failure(
                Error::Kind::Timeout,
                u"The program %1 has not ended within %2 s"_s.arg(m_program.path).arg(toSeconds(m_program.timeout))));
        });
    }
    ~ProgramRun()
    {
        m_process.disconnect();
        killAll(m_process);
    }
    ProgramRun(const ProgramRun &) = delete;
    ProgramRun &operator=(const ProgramRun &) = delete;

    void start()
    {
        m_process.start(m_program.path, m_program.arguments);
        m_deadline.start(m_program.timeout);
    }
    void withdraw() { m_promise.set(std::unexpected(async::cancelledError())); }
    [[nodiscard]] bool failedToStart() const { return m_failedToStart; }
    [[nodiscard]] ProgramResult result(int exitCode)
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
                          : failure(Error::Kind::Io, u"The program %1 was killed"_s.arg(m_program.path)));
    }

    async::Promise<int> m_promise;
    Program m_program;
    ProgramResult m_result;
    QProcess m_process;
    QTimer m_deadline;
    bool m_failedToStart = false;
};

/// `permit` is null for what only looks.
QCoro::Task<Result<ProgramResult>> runOf(Program program, std::shared_ptr<const security::Permit> permit,
                                         std::stop_token stop, bool *started)
{
    auto [promise, completion] = async::makeCompletion<int>();
    ProgramRun run(program, std::move(promise));
    const std::stop_callback onStop(stop, [&run] { run.withdraw(); });
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    // As the last thing before it acts.
    if (const Result<void> allowed = permit ? permit->check() : Result<void>(); !allowed) {
        co_return std::unexpected(allowed.error());
    }
    run.start();
    if (started) {
        *started = !run.failedToStart();
    }
    const Result<int> exitCode = co_await completion;
    if (started && run.failedToStart()) {
        *started = false;
    }
    if (!exitCode) {
        co_return std::unexpected(exitCode.error());
    }
    co_return run.result(*exitCode);
}

} // namespace

QProcessEnvironment passedOn(const QProcessEnvironment &ours)
{
    QProcessEnvironment theirs;
    for (const QString &name : ours.keys()) {
        const bool passes = name.startsWith("LC_"_L1) || name.startsWith("XDG_"_L1)
            || std::ranges::find(namesPassedOn, name) != namesPassedOn.end();
        if (passes) {
            theirs.insert(name, ours.value(name));
        }
    }
    return theirs;
}

QCoro::Task<Result<ProgramResult>> run(Program program, security::Permit permit, std::stop_token stop, bool *started)
{
    return runOf(std::move(program), std::make_shared<const security::Permit>(std::move(permit)), std::move(stop),
                 started);
}

QCoro::Task<Result<ProgramResult>> look(Program program, std::stop_token stop)
{
    return runOf(std::move(program), nullptr, std::move(stop), nullptr);
}

} // namespace readyroom::process
