// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/vault.h"
#include "tests/support/await.h"
#include "tests/support/privatebus.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QScopeGuard>
#include <QTest>
#include <QThread>

#include <qt6keychain/keychain.h>

using namespace readyroom;
using namespace Qt::StringLiterals;
using From = fleet::SecretRef::From;
using security::Secret;
using security::Vault;
using Shape = Vault::Shape;

namespace {

constexpr int patience = 20000;

Result<Secret> resolved(const Vault &vault, const QString &name, Shape shape = Shape::Line)
{
    const auto outcome = test::outcomeOf(vault.resolve({From::Keychain, name}, shape));
    if (!QTest::qWaitFor([&] { return outcome->has_value(); }, patience)) {
        return failure(Error::Kind::Timeout, u"nothing came"_s);
    }
    return **outcome;
}

bool isStored(const QString &name, const QByteArray &secret)
{
    QKeychain::WritePasswordJob job(security::keychainService);
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(name);
    job.setBinaryData(secret);
    bool done = false;
    QObject::connect(&job, &QKeychain::Job::finished, &job, [&done] { done = true; });
    job.start();
    return QTest::qWaitFor([&] { return done; }, patience) && job.error() == QKeychain::NoError;
}

} // namespace

/// Against a real gnome-keyring on a bus and in a home folder of its own. The bus of this process is chosen once, so
/// the cases without one run in child processes: this program again, with the name of the case.
class TestKeychain final : public QObject {
    Q_OBJECT
public:
    explicit TestKeychain(const test::PrivateBus *bus)
        : m_bus(bus)
    {
    }

private Q_SLOTS:
    void readsWhatIsStored_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("ASCII") << QByteArray("s3cr3t-t0ken");
        QTest::newRow("UTF-8") << QByteArray("pässwörd-☂");
        QTest::newRow("quotes") << QByteArray("a\"b\\c'd");
    }
    void readsWhatIsStored()
    {
        QFETCH(QByteArray, secret);
        QVERIFY(isStored(u"checkout"_s, secret));
        const Vault vault;
        const Result<Secret> read = resolved(vault, u"checkout"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message + read.error().detail));
        QCOMPARE(read->bytes, secret);
        QCOMPARE(vault.redactor().redacted(QString::fromUtf8(secret)), u"•••"_s);
    }

    void readsWhatSecretToolStores()
    {
        // The command of readyroom-fleet(5).
        QProcess tool;
        tool.setProcessEnvironment(m_bus->environment());
        tool.start(u"secret-tool"_s,
                   {u"store"_s, u"--label=Readyroom inventory"_s, u"xdg:schema"_s, u"org.qt.keychain"_s, u"server"_s,
                    u"readyroom"_s, u"user"_s, u"inventory"_s, u"type"_s, u"plaintext"_s});
        tool.write("from-secret-tool");
        tool.closeWriteChannel();
        QVERIFY(tool.waitForFinished(patience));
        QCOMPARE(tool.exitCode(), 0);
        const Vault vault;
        const Result<Secret> read = resolved(vault, u"inventory"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message + read.error().detail));
        QCOMPARE(read->bytes, QByteArray("from-secret-tool"));
    }

    void keysInPem()
    {
        const QByteArray key = "-----BEGIN PRIVATE KEY-----\nabcdefghijklmnopqrstuvwxyz\n-----END PRIVATE KEY-----\n";
        QVERIFY(isStored(u"key"_s, key));
        const Vault vault;
        QCOMPARE(resolved(vault, u"key"_s, Shape::Pem).value().bytes, key);
        QVERIFY(!resolved(vault, u"key"_s, Shape::Line));
    }

    void aMissingEntryIsSaid()
    {
        const Result<Secret> read = resolved(Vault(), u"nothing"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Config);
        QVERIFY2(read.error().message.contains(u"has no entry \"nothing\""_s), qPrintable(read.error().message));
    }

    void resumesOnTheThreadThatAsks()
    {
        QVERIFY(isStored(u"thread"_s, "of-a-thread"));
        QThread thread;
        thread.start();
        QObject context;
        context.moveToThread(&thread);
        test::Outcome<bool> same;
        QMetaObject::invokeMethod(
            &context, [&] { same = test::outcomeOf(readsHere(Vault())); }, Qt::BlockingQueuedConnection);
        QTRY_VERIFY_WITH_TIMEOUT(*same, patience);
        QVERIFY(**same);
        thread.quit();
        thread.wait();
    }

    void stopsAtOnce()
    {
        std::stop_source stop;
        const Vault vault;
        const auto outcome = test::outcomeOf(vault.resolve({From::Keychain, u"x"_s}, Shape::Line, stop.get_token()));
        stop.request_stop();
        QTRY_VERIFY(*outcome);
        QCOMPARE((*outcome)->error().kind, Error::Kind::Cancelled);
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QString>("bus");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no session bus") << QString() << u"there is no D-Bus session"_s;
        QTest::newRow("a bus that is not there") << u"unix:path=/nonexistent/bus"_s << u"no keychain answers"_s;
    }
    void whatIsMissingIsSaid()
    {
        QFETCH(QString, bus);
        QFETCH(QString, sentence);
        QProcess child;
        QProcessEnvironment variables = m_bus->environment();
        if (bus.isEmpty()) {
            variables.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        } else {
            variables.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, bus);
        }
        child.setProcessEnvironment(variables);
        child.start(QCoreApplication::applicationFilePath(), {u"--read"_s, u"checkout"_s});
        QVERIFY(child.waitForFinished(patience));
        const QString said = QString::fromUtf8(child.readAllStandardOutput());
        QVERIFY2(said.contains(sentence), qPrintable(said));
        QVERIFY2(said.startsWith(u"The keychain entry \"checkout\" cannot be read: "_s), qPrintable(said));
        // No insecure fallback: nothing was written in the clear, nor looked for.
        QVERIFY2(!said.contains(u"Unknown error"_s), qPrintable(said));
    }

    void nothingIsKeptInTheClear()
    {
        const QByteArray secret = "kept-in-the-clear?";
        QVERIFY(isStored(u"clear"_s, secret));
        QDirIterator files(m_bus->environment().value(u"HOME"_s), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        int looked = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly)) {
                ++looked;
                QVERIFY2(!file.readAll().contains(secret), qPrintable(file.fileName()));
            }
        }
        QVERIFY(looked > 0);
    }

private:
    static QCoro::Task<bool> readsHere(Vault vault)
    {
        const QThread *const here = QThread::currentThread();
        const Result<Secret> read = co_await vault.resolve({From::Keychain, u"thread"_s}, Shape::Line);
        co_return read && read->bytes == "of-a-thread" && QThread::currentThread() == here;
    }

    const test::PrivateBus *m_bus;
};

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--read") {
        QCoreApplication application(argc, argv);
        const Result<Secret> read = resolved(Vault(), QString::fromUtf8(argv[2]));
        std::puts(read ? "read" : read.error().message.toUtf8().constData());
        return 0;
    }
    test::PrivateBus bus;
    // libsecret and Qt look at these when they connect for the first time.
    const QProcessEnvironment variables = bus.environment();
    for (const QString &name : {u"DBUS_SESSION_BUS_ADDRESS"_s, u"XDG_RUNTIME_DIR"_s, u"HOME"_s}) {
        qputenv(name.toLatin1().constData(), variables.value(name).toLocal8Bit());
    }
    QCoreApplication application(argc, argv);
    if (!bus.serve(u"org.freedesktop.secrets"_s, u"gnome-keyring-daemon"_s,
                   {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s}, "\n")) {
        qCritical("gnome-keyring-daemon does not start");
        return 1;
    }
    TestKeychain test(&bus);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
