// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/tlsevidence.h"
#include "tests/app/evidence/answers.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using http::Response;
using test::instances;
using test::silence;

namespace {

using Answers = std::vector<std::vector<Response>>;
constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;

Response handshake(int version, Duration left, int status = 200)
{
    Response made = test::answer(status);
    made.tlsVersion = version;
    made.tlsExpiry = now + left;
    return made;
}

Response refused(const QString &sentence)
{
    Response made = silence(sentence);
    made.error->kind = Error::Kind::Tls;
    made.certificateRefused = true;
    return made;
}

Response brokenOff()
{
    Response made = handshake(13, 82 * 24h);
    made.status = 0;
    made.error = Error{Error::Kind::Http, u"10.0.0.1:80 closed the connection"_s};
    return made;
}

} // namespace

class TestTlsEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<Answers>("handshakes");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const Answers &handshakes, const QString &outcome,
                            const QString &observed, const QString &reason = {}) {
            QTest::newRow(name) << handshakes << outcome << observed << reason;
        };
        row("good", {{handshake(13, 82 * 24h + 1h)}}, u"pass"_s, u"TLS 1.3, 82 d"_s);
        row("just good", {{handshake(12, 14 * 24h)}}, u"pass"_s, u"TLS 1.2, 14 d"_s);
        row("whatever it answers then", {{handshake(13, 82 * 24h, 500)}}, u"pass"_s, u"TLS 1.3, 82 d"_s);
        row("even when it breaks off then", {{brokenOff()}}, u"pass"_s, u"TLS 1.3, 82 d"_s);
        row("too old", {{handshake(11, 82 * 24h)}}, u"fail"_s, u"TLS 1.1, 82 d"_s);
        row("expires soon", {{handshake(13, 14 * 24h - 1s)}}, u"fail"_s, u"TLS 1.3, 13 d"_s,
            u"the certificate expires on 2026-12-05"_s);
        row("has expired, unverified", {{handshake(13, -1h)}}, u"fail"_s, u"TLS 1.3, -1 d"_s,
            u"the certificate expires on 2026-11-21"_s);
        row("not trusted", {{refused(u"The certificate of shop:443 has expired"_s)}}, u"fail"_s, u"not trusted"_s,
            u"The certificate of shop:443 has expired"_s);
        row("no answer", {{silence()}}, u"unknown"_s, {}, u"10.0.0.1:80 refused the connection"_s);
        row("says nothing of it", {{test::answer(200)}}, u"unknown"_s, {},
            u"the handshake does not tell its version and certificate"_s);
        row("the worst of two", {{handshake(13, 82 * 24h)}, {handshake(10, 82 * 24h)}}, u"fail"_s, u"TLS 1.0, 82 d"_s,
            u"10.0.0.2:80"_s);
        row("no instances", {}, u"unknown"_s, {}, u"the service has no instances"_s);
    }

    void judges()
    {
        QFETCH(Answers, handshakes);
        const Evidence evidence = judgeTls({}, instances(handshakes), true, now);
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QTEST(evidence.reason, "reason");
        QCOMPARE(evidence.target, u"≥ TLS 1.2, ≥ 14 d"_s);
    }

    void unverifiedIsTold()
    {
        const Evidence evidence = judgeTls({}, instances({{handshake(13, 82 * 24h)}}), false, now);
        QCOMPARE(evidence.outcome, Outcome::Pass);
        QCOMPARE(evidence.reason, u"not verified, as the fleet file wants it"_s);
        QCOMPARE(evidence.value, std::optional(82.0));
    }

    void withoutTlsFails()
    {
        const Evidence evidence = withoutTls({}, QUrl(u"http://shop.example/base"_s));
        QCOMPARE(evidence.outcome, Outcome::Fail);
        QCOMPARE(evidence.observed, u"no TLS"_s);
        QCOMPARE(evidence.reason, u"shop.example:80 is asked over plain http"_s);
    }
};

QTEST_GUILESS_MAIN(TestTlsEvidence)
#include "tst_tlsevidence.moc"
