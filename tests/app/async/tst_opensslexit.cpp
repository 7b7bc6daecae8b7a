// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/opensslexit.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdio>

using namespace Qt::StringLiterals;

/// What OpenSSL does when a process ends that used it: this program, started anew.
class OpenSslExitTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleansUpByItself() { QCOMPARE(wordsOfProcess(u"itself"_s), "OpenSSL cleans up"); }
    void leavesItToTheSystem() { QCOMPARE(wordsOfProcess(u"left"_s), QByteArray()); }

private:
    static QByteArray wordsOfProcess(const QString &who)
    {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {u"--child"_s, who});
        const bool ended = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
        return ended && process.exitCode() == 0 ? process.readAllStandardOutput() : "failed";
    }
};

namespace {

int useOpenSsl(const QString &who)
{
    if (who == "left"_L1) {
        readyroom::async::leaveOpenSslToTheSystem();
    }
    EVP_MD *digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_free(digest);
    const bool told = OPENSSL_atexit([] {
                          (void)std::fputs("OpenSSL cleans up", stdout);
                          (void)std::fflush(stdout);
                      })
        == 1;
    return digest && told ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (const QStringList arguments = QCoreApplication::arguments(); arguments.value(1) == "--child"_L1) {
        return useOpenSsl(arguments.value(2));
    }
    OpenSslExitTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_opensslexit.moc"
