// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/transport.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <dlfcn.h>
#include <netdb.h>

#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;
using test::HostileServer;
using test::outcomeOf;

namespace {
std::atomic<int> hangingLookups = 0;
}

/// Stands in front of the C library's: names that end in .hang.test take as long as a resolver whose servers are gone,
/// names that end in .none.test do not exist.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char *node, const char *service,
                                                                  const addrinfo *hints, addrinfo **result)
{
    const std::string_view name = node ? node : "";
    if (name.ends_with(".none.test")) {
        return EAI_NONAME;
    }
    if (name.ends_with(".hang.test")) {
        ++hangingLookups;
        std::this_thread::sleep_for(std::chrono::seconds{8});
        return EAI_AGAIN;
    }
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(node, service, hints, result);
}

class TestResolver final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unknownName()
    {
        Transport transport;
        const auto outcome = outcomeOf(transport.fetch({.url = QUrl(u"http://x.none.test/"_s)}));
        QTRY_VERIFY(*outcome);
        QCOMPARE((*outcome)->error.value().kind, Error::Kind::Dns);
        QCOMPARE((*outcome)->error->message, u"The name x.none.test does not resolve"_s);
    }

    void hangingLookupDelaysNobody()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("ok"));
        Transport transport;
        const auto hanging =
            outcomeOf(transport.fetch({.url = QUrl(u"http://a.hang.test/"_s), .timeout = Duration{700}}));
        QTRY_COMPARE(hangingLookups.load(), 1);
        QElapsedTimer clock;
        clock.start();
        qint64 slowest = 0;
        while (!*hanging) {
            QElapsedTimer one;
            one.start();
            const auto outcome = outcomeOf(transport.fetch({.url = server.url("/")}));
            QTRY_VERIFY(*outcome);
            QVERIFY(!(*outcome)->error);
            slowest = std::max(slowest, one.elapsed());
        }
        QCOMPARE((*hanging)->error.value().kind, Error::Kind::Timeout);
        QCOMPARE((*hanging)->error->message, u"No answer within 700 ms (looking up the name a.hang.test)"_s);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY2(slowest < 600, qPrintable(QString::number(slowest)));
    }

    void shutdownDoesNotWaitForLookups()
    {
        hangingLookups = 0;
        auto transport = std::make_unique<Transport>();
        const auto hanging = outcomeOf(transport->fetch({.url = QUrl(u"http://b.hang.test/"_s)}));
        QTRY_COMPARE(hangingLookups.load(), 1);
        QElapsedTimer clock;
        clock.start();
        transport.reset();
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
        QTRY_VERIFY(*hanging);
        QCOMPARE((*hanging)->error.value().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
