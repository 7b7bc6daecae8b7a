// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/httpevidence.h"
#include "tests/app/evidence/answers.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using http::Response;
using test::answer;
using test::instances;
using test::silence;

namespace {

using Answers = std::vector<std::vector<Response>>;

HttpEvidence status(std::vector<int> wanted)
{
    HttpEvidence made;
    made.path = u"/x"_s;
    made.status = std::move(wanted);
    return made;
}

HttpEvidence number(const QString &pointer, const QString &threshold)
{
    HttpEvidence made = status({200});
    made.pointer = pointer;
    made.number = parseThreshold(threshold).value();
    return made;
}

HttpEvidence text(const QString &pointer, const QString &wanted)
{
    HttpEvidence made = status({200});
    made.pointer = pointer;
    made.text = wanted;
    return made;
}

HttpEvidence exists(const QString &pointer)
{
    HttpEvidence made = status({200});
    made.pointer = pointer;
    return made;
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::HttpEvidence)

class TestHttpEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<HttpEvidence>("spec");
        QTest::addColumn<Answers>("answers");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const HttpEvidence &spec, const Answers &answers, const QString &outcome,
                            const QString &observed, const QString &reason = {}) {
            QTest::newRow(name) << spec << answers << outcome << observed << reason;
        };
        row("the status", status({200}), {{answer(200)}}, u"pass"_s, u"200"_s);
        row("one of them", status({200, 204}), {{answer(204)}}, u"pass"_s, u"204"_s);
        row("another status", status({200, 204}), {{answer(404)}}, u"fail"_s, u"404"_s, u"200 or 204 was expected"_s);
        row("a failure may be wanted", status({403}), {{answer(403)}}, u"pass"_s, u"403"_s);
        row("a redirect is an answer", status({200}), {{answer(302)}}, u"fail"_s, u"302"_s, u"200 was expected"_s);
        row("no answer", status({200}), {{silence()}}, u"unknown"_s, {}, u"10.0.0.1:80 refused the connection"_s);
        row("the worst of two", status({200}), {{answer(200)}, {answer(500)}}, u"fail"_s, u"500"_s,
            u"10.0.0.2:80: 200 was expected"_s);
        row("one of two is silent", status({200}), {{answer(200)}, {silence(u"late"_s)}}, u"unknown"_s, {},
            u"10.0.0.2:80: late"_s);
        row("no instances", status({200}), {}, u"unknown"_s, {}, u"the service has no instances"_s);

        const HttpEvidence size = number(u"/pool/size"_s, u">= 20"_s);
        row("a number", size, {{answer(200, R"({"pool":{"size":30}})")}}, u"pass"_s, u"30"_s);
        row("too small", size, {{answer(200, R"({"pool":{"size":19.5}})")}}, u"fail"_s, u"19.5"_s);
        row("no number", size, {{answer(200, R"({"pool":{"size":"30"}})")}}, u"fail"_s, u"30"_s,
            u"/pool/size is no number"_s);
        row("nothing there", size, {{answer(200, R"({"pool":{}})")}}, u"fail"_s, u"nothing"_s,
            u"the answer has nothing at /pool/size"_s);
        row("null is no number", size, {{answer(200, R"({"pool":{"size":null}})")}}, u"fail"_s, u"null"_s,
            u"/pool/size is no number"_s);
        row("no JSON", size, {{answer(200, "<html>")}}, u"fail"_s, u"200"_s, u"the answer is not JSON"_s);
        row("an empty body", size, {{answer(200)}}, u"fail"_s, u"200"_s, u"the answer is not JSON"_s);
        row("two documents", size, {{answer(200, "1,2")}}, u"fail"_s, u"200"_s, u"the answer is not JSON"_s);
        row("the status comes first", size, {{answer(503, R"({"pool":{"size":30}})")}}, u"fail"_s, u"503"_s,
            u"200 was expected"_s);

        row("a text", text(u"/mode"_s, u"CP"_s), {{answer(200, R"({"mode":"CP"})")}}, u"pass"_s, u"CP"_s);
        row("another text", text(u"/mode"_s, u"CP"_s), {{answer(200, R"({"mode":"AP"})")}}, u"fail"_s, u"AP"_s);
        row("true", text(u"/ok"_s, u"true"_s), {{answer(200, R"({"ok":true})")}}, u"pass"_s, u"true"_s);
        row("not true", text(u"/ok"_s, u"true"_s), {{answer(200, R"({"ok":false})")}}, u"fail"_s, u"false"_s);
        row("null", text(u"/ok"_s, u"null"_s), {{answer(200, R"({"ok":null})")}}, u"pass"_s, u"null"_s);
        row("the whole document", text({}, u"true"_s), {{answer(200, "true")}}, u"pass"_s, u"true"_s);
        row("something there", exists(u"/a/0"_s), {{answer(200, R"({"a":[7]})")}}, u"pass"_s, u"7"_s);
        row("nothing at all there", exists(u"/a/1"_s), {{answer(200, R"({"a":[7]})")}}, u"fail"_s, u"nothing"_s,
            u"the answer has nothing at /a/1"_s);
        row("long and odd", text(u"/a"_s, u"x"_s), {{answer(200, "{\"a\":\"" + QByteArray(500, 'y') + "\"}")}},
            u"fail"_s, QString(80, u'y') + u"…"_s);
    }

    void judges()
    {
        QFETCH(HttpEvidence, spec);
        QFETCH(Answers, answers);
        const Evidence evidence = judgeHttp(spec, instances(answers));
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QTEST(evidence.reason, "reason");
        QCOMPARE(evidence.sha256.isEmpty(), answers.empty());
    }

    void targets()
    {
        const auto target = [](const HttpEvidence &spec) { return judgeHttp(spec, {}).target; };
        QCOMPARE(target(status({200, 204})), u"200 or 204"_s);
        QCOMPARE(target(number(u"/size"_s, u">= 20"_s)), u"/size ≥ 20"_s);
        QCOMPARE(target(text(u"/mode"_s, u"CP"_s)), u"/mode = CP"_s);
        QCOMPARE(target(exists(u"/mode"_s)), u"200, /mode"_s);
    }
};

QTEST_GUILESS_MAIN(TestHttpEvidence)
#include "tst_httpevidence.moc"
