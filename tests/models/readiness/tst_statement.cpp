// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/statement.h"

#include "tests/models/readiness/somedocument.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Op = Threshold::Operator;

class StatementTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isOneLineOfEverythingThatDecides_data()
    {
        QTest::addColumn<EvidenceSpec>("spec");
        QTest::addColumn<QString>("statement");
        const auto row = [](const char *name, const EvidenceSpec &spec, const QString &statement) {
            QTest::newRow(name) << spec << statement;
        };
        const Threshold below{Op::Less, 0.2};
        row("query", QueryEvidence{.expr = u"a / b"_s, .parsed = {}, .pass = below}, u"a / b is < 0.2"_s);
        row("query with all",
            QueryEvidence{.expr = u"a"_s,
                          .parsed = {},
                          .pass = {Op::GreaterEqual, 0.95},
                          .partial = Threshold{Op::GreaterEqual, 0.9},
                          .holdFor = 90min,
                          .unit = Unit::Ratio,
                          .scope = QueryEvidence::Scope::Fleet},
            u"a is >= 0.95, in part >= 0.9 as a ratio, for 1h30m, over the whole fleet"_s);
        row("health", HealthEvidence{}, u"the health endpoint says up"_s);
        row("component", HealthEvidence{u"db"_s}, u"the health endpoint says that db is up"_s);
        row("headers", HeaderEvidence{.present = {u"A"_s, u"B-C"_s}}, u"GET / brings \"A\", \"B-C\" in 1 answer"_s);
        row("header",
            HeaderEvidence{.path = u"/x y"_s,
                           .name = u"X-Request-ID"_s,
                           .matches = u"req-[0-9a-f]{12}"_s,
                           .unique = true,
                           .answers = 5},
            u"GET \"/x y\" brings \"X-Request-ID\" that matches \"req-[0-9a-f]{12}\", another one each time in 5 answers"_s);
        row("tls", TlsEvidence{13, 30}, u"TLS 1.3 or newer, and a certificate that holds for 30 more days"_s);
        row("http", HttpEvidence{.path = u"/health?full=1"_s, .status = {200, 204}},
            u"GET /health?full=1 answers 200 or 204"_s);
        row("http text", HttpEvidence{.path = u"/h"_s, .pointer = u"/status"_s, .text = u"UP"_s},
            u"GET /h answers 200, and \"/status\" in it is \"UP\""_s);
        row("http number", HttpEvidence{.path = u"/h"_s, .pointer = u"/n"_s, .number = Threshold{Op::NotEqual, 1e21}},
            u"GET /h answers 200, and \"/n\" in it is != 1e+21"_s);
        row("http pointer", HttpEvidence{.path = u"/h"_s, .pointer = u"/n"_s},
            u"GET /h answers 200, and \"/n\" in it is there"_s);
        row("rate limit", RateLimitEvidence{.path = u"/login"_s, .requests = 60, .clientHeader = u"X-Key"_s},
            u"GET /login, 60 times in a row, brings a 429, and not at first, all with one new client key in \"X-Key\""_s);
        row("load",
            LoadEvidence{.path = u"/"_s,
                         .users = 50,
                         .duration = 10s,
                         .limits = {{LoadEvidence::Figure::P95, {Op::Less, 1.5}, {}},
                                    {LoadEvidence::Figure::Success, {Op::Greater, 0.99}, Threshold{Op::Greater, 0.9}}}},
            u"GET / by 50 at once for 10s: p95 seconds < 1.5; success ratio > 0.99, in part > 0.9"_s);
        row("drill", DrillEvidence{u"rollback"_s, 24h * 90}, u"the drill rollback has ended well within 90d"_s);
        row("command",
            CommandEvidence{.command = {u"pg_isready"_s, u"-h"_s, u"a b"_s, u""_s},
                            .exitCode = 0,
                            .matches = u"accepting"_s,
                            .timeout = 1500ms},
            u"the command pg_isready -h \"a b\" \"\" exits with 0 and prints what matches \"accepting\" within 1s500ms"_s);
        row("coverage", CoverageEvidence{u"/src/c.xml"_s, {Op::GreaterEqual, 80}, {}},
            u"the line coverage in /src/c.xml is >= 80 in percent"_s);
        const AttestEvidence attest{.says = AttestEvidence::Says::Partial,
                                    .by = u"SRE"_s,
                                    .statement = u"Run book „reviewed“\nin part"_s,
                                    .link = u"https://wiki/x"_s,
                                    .date = test::someTime(),
                                    .expires = test::someTime() + 24h};
        row("attest", attest,
            u"\"Run book „reviewed“\\nin part\", says SRE on 2026-11-21T02:00:00.007Z: partial (https://wiki/x), "
            u"until 2026-11-22T02:00:00.007Z"_s);
        AttestEvidence ofDay{.by = u"SRE"_s, .statement = u"Done"_s};
        ofDay.date = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20);
        row("attest of a day", ofDay, u"\"Done\", says SRE on 2026-11-20: pass"_s);
        AttestEvidence strange = attest;
        strange.date = Timestamp::max();
        strange.link.clear();
        strange.expires = {};
        row("attest at no time", strange,
            u"\"Run book „reviewed“\\nin part\", says SRE on at no time of this calendar: partial"_s);
    }

    void isOneLineOfEverythingThatDecides()
    {
        QFETCH(EvidenceSpec, spec);
        QTEST(statementOf(spec), "statement");
        QVERIFY(!statementOf(spec).contains(u'\n'));
    }
};

QTEST_GUILESS_MAIN(StatementTest)
#include "tst_statement.moc"
