// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/headerevidence.h"
#include "tests/app/evidence/answers.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using http::Response;
using test::instances;
using test::silence;

namespace {

using Answers = std::vector<std::vector<Response>>;

HeaderEvidence present(const QStringList &names)
{
    HeaderEvidence made;
    made.present = names;
    return made;
}

HeaderEvidence named(const QString &name, const QString &matches = {}, bool unique = false)
{
    HeaderEvidence made;
    made.name = name;
    made.matches = matches;
    made.unique = unique;
    return made;
}

Response with(const QByteArray &names)
{
    std::vector<Answer::Header> headers;
    for (const QByteArray &name : names.split(' ')) {
        headers.emplace_back(name, "1");
    }
    return test::answer(404, {}, std::move(headers));
}

Response identified(const QByteArray &id)
{
    return test::answer(200, {}, {{"x-request-id", id}});
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::HeaderEvidence)

class TestHeaderEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<HeaderEvidence>("spec");
        QTest::addColumn<Answers>("answers");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const HeaderEvidence &spec, const Answers &answers,
                            const QString &outcome, const QString &observed, const QString &reason = {}) {
            QTest::newRow(name) << spec << answers << outcome << observed << reason;
        };
        const HeaderEvidence three = present({u"X-A"_s, u"X-B"_s, u"X-C"_s});
        row("all there", three, {{with("x-a x-b x-c")}}, u"pass"_s, u"3 of 3"_s);
        row("some", three, {{with("x-a x-z")}}, u"partial"_s, u"1 of 3"_s, u"missing: X-B, X-C"_s);
        row("none", three, {{with("x-z")}}, u"fail"_s, u"0 of 3"_s, u"missing: X-A, X-B, X-C"_s);
        row("not on every answer", three, {{with("x-a x-b x-c"), with("x-a x-b")}}, u"partial"_s, u"2 of 3"_s,
            u"missing: X-C"_s);
        row("the worst instance", three, {{with("x-a x-b x-c")}, {with("x-a")}}, u"partial"_s, u"1 of 3"_s,
            u"10.0.0.2:80: missing: X-B, X-C"_s);
        row("no answer", three, {{silence()}}, u"unknown"_s, {}, u"10.0.0.1:80 refused the connection"_s);
        row("one of two does not answer", three, {{with("x-a x-b x-c")}, {silence(u"late"_s)}}, u"unknown"_s, {},
            u"10.0.0.2:80: late"_s);
        row("a failure counts before silence", three, {{silence()}, {with("x-z")}}, u"fail"_s, u"0 of 3"_s,
            u"10.0.0.2:80: missing: X-A, X-B, X-C"_s);
        row("no instances", three, {}, u"unknown"_s, {}, u"the service has no instances"_s);

        const HeaderEvidence id = named(u"X-Request-ID"_s, u"req-[0-9a-f]{4}"_s, true);
        row("named", named(u"X-Request-ID"_s), {{identified("anything")}}, u"pass"_s, u"anything"_s);
        row("named and missing", named(u"X-Request-ID"_s), {{with("x-a")}}, u"fail"_s, u"missing"_s);
        row("missing once", id, {{identified("req-00a1"), with("x-a")}}, u"fail"_s, u"missing"_s);
        row("matches", id, {{identified("req-00a1"), identified("req-00a2")}}, u"pass"_s, u"req-00a1"_s);
        row("does not match", id, {{identified("req-00a1"), identified("req-xyz")}}, u"fail"_s, u"req-xyz"_s);
        row("is anchored", id, {{identified("a req-00a1")}}, u"fail"_s, u"a req-00a1"_s);
        row("twice the same", id, {{identified("req-00a1"), identified("req-00a1"), identified("req-00a2")}}, u"fail"_s,
            u"2 different of 3"_s, u"“req-00a1” came more than once"_s);
        row("two instances with the same", id, {{identified("req-00a1")}, {identified("req-00a1")}}, u"fail"_s,
            u"1 different of 2"_s, u"“req-00a1” came more than once"_s);
    }

    void judges()
    {
        QFETCH(HeaderEvidence, spec);
        QFETCH(Answers, answers);
        const Evidence evidence = judgeHeaders(spec, instances(answers));
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QTEST(evidence.reason, "reason");
        QCOMPARE(evidence.sha256.isEmpty(), answers.empty());
    }

    void targets()
    {
        const auto target = [](const HeaderEvidence &spec) { return judgeHeaders(spec, {}).target; };
        QCOMPARE(target(present({u"X-A"_s, u"X-B"_s})), u"2 of 2"_s);
        QCOMPARE(target(named(u"X-A"_s)), u"X-A"_s);
        QCOMPARE(target(named(u"X-A"_s, u"a+"_s, true)), u"X-A matches a+, another one each time"_s);
    }

    void theAnswersAreKept()
    {
        const Evidence evidence = judgeHeaders(named(u"X-Request-ID"_s), instances({{identified("req-00a1")}}));
        QCOMPARE(evidence.raw, QByteArray("10.0.0.1:80 200\nx-request-id: req-00a1\n\n"));
    }
};

QTEST_GUILESS_MAIN(TestHeaderEvidence)
#include "tst_headerevidence.moc"
