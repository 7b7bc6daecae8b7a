// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/keychain.h"

#include "app/async/completion.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QFileInfo>

#include <qt6keychain/keychain.h>

#include <memory>

namespace readyroom::security {

using namespace Qt::StringLiterals;

namespace {

using SharedPromise = std::shared_ptr<const async::Promise<Secret>>;

/// As libdbus and GLib look for it; without one QtKeychain only says "Unknown error".
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

/// The callbacks of libsecret come through GLib's main loop.
bool hasGlibLoop()
{
    const QAbstractEventDispatcher *dispatcher = QCoreApplication::eventDispatcher();
    return dispatcher && dispatcher->inherits("QEventDispatcherGlib");
}

std::unexpected<Error> unreadable(const QString &name, const QString &why, const QString &detail)
{
    return failure(Error::Kind::Io, u"The keychain entry \"%1\" cannot be read: %2"_s.arg(name, why), detail);
}

Result<Secret> resultOf(const QKeychain::ReadPasswordJob &job)
{
    const QString name = job.key();
    const QString detail = u"QtKeychain %1: %2"_s.arg(static_cast<int>(job.error())).arg(job.errorString());
    switch (job.error()) {
    case QKeychain::NoError:
        if (job.binaryData().isEmpty()) {
            return failure(Error::Kind::Config, u"The keychain entry \"%1\" is empty."_s.arg(name));
        }
        return Secret{job.binaryData()};
    case QKeychain::EntryNotFound:
        return failure(
            Error::Kind::Config,
            u"The keychain has no entry \"%1\" for readyroom; readyroom-fleet(5) tells how to store one."_s.arg(name),
            detail);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return unreadable(name, u"the keychain was not unlocked."_s, detail);
    default:
        return unreadable(name,
                          u"no keychain answers. Unlock the keyring of the desktop session, or name the secret by "
                          "\"env\" or \"file\" instead."_s,
                          detail);
    }
}

void start(const QString &name, const SharedPromise &promise)
{
    if (!hasSessionBus()) {
        promise->set(unreadable(name,
                                u"there is no D-Bus session. Start Readyroom from a desktop session or under "
                                "dbus-run-session, or name the secret by \"env\" or \"file\" instead."_s,
                                {}));
        return;
    }
    if (!hasGlibLoop()) {
        promise->set(unreadable(name, u"Qt runs without GLib here. Unset QT_NO_GLIB and start Readyroom again."_s, {}));
        return;
    }
    auto *job = new QKeychain::ReadPasswordJob(keychainService, QCoreApplication::instance());
    job->setKey(name);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, promise] { promise->set(resultOf(*job)); });
    job->start();
}

} // namespace

QCoro::Task<Result<Secret>> readKeychain(QString name, std::stop_token stop)
{
    auto [owned, completion] = async::makeCompletion<Secret>();
    const auto promise = std::make_shared<const async::Promise<Secret>>(std::move(owned));
    // Its queue of jobs belongs to one thread.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [name, promise] { start(name, promise); }, Qt::QueuedConnection);
    const std::stop_callback onStop(stop, [promise] { promise->set(std::unexpected(async::cancelledError())); });
    co_return co_await completion;
}

} // namespace readyroom::security
