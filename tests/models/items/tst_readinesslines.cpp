// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/evidencewords.h"
#include "models/items/readinesslines.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakereadiness.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Assessment judged(const fakes::SampleReadiness &sample)
{
    return *sample.view(fakes::moment()).assessment;
}

/// "text | value | note", a line each.
QStringList told(const std::vector<Line> &lines)
{
    QStringList all;
    for (const Line &line : lines) {
        all += QStringList{line.text, line.value, line.note}.join(u" | "_s).replace(QChar(0x00a0), u' ');
    }
    return all;
}

std::vector<LineState> states(const std::vector<Line> &lines)
{
    std::vector<LineState> all;
    for (const Line &line : lines) {
        all.push_back(line.state);
    }
    return all;
}

} // namespace

class TestReadinessLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scenariosHaveVerdictAndClaim()
    {
        const std::vector<Line> lines = scenarioLines(judged(fakes::learnify()));
        QCOMPARE(told(lines),
                 (QStringList{u"Internal tool | NO-GO | blocked by 6 items"_s,
                              u"Public API | NO-GO | claimed 66.5, blocked by 6 items"_s}));
        QCOMPARE(told(scenarioLines(judged(fakes::learnifyReady()))),
                 (QStringList{u"Internal tool | GO | "_s, u"Public API | GO | claimed 66.5"_s}));
    }

    void risksSayWhatTheyWereAndWhatIsMissing()
    {
        const std::vector<Line> lines = riskLines(judged(fakes::learnify()));
        QCOMPARE(told(lines),
                 (QStringList{u"Authentication can be bypassed | high | low once 1 open item is done"_s,
                              u"Certificate runs out | medium → low | "_s, u"Traffic surge | medium | "_s}));
        QCOMPARE(states(lines), (std::vector{LineState::Bad, LineState::Good, LineState::Doubtful}));
    }

    void phasesHaveTheirScore()
    {
        const Assessment assessment = judged(fakes::learnify());
        const std::vector<Line> lines = phaseLines(assessment);
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].value, shortScoreText(assessment.phases[0].score));
        QCOMPARE(lines[0].note, u"claimed 85"_s);
        QCOMPARE(lines[0].word, verdictName(assessment.phases[0].verdict));
    }

    void claimsAreToldWithWhatFollows()
    {
        const Assessment assessment = judged(fakes::learnify());
        const std::vector<Line> lines = claimLines(assessment);
        QCOMPARE(brokenClaims(assessment), 3);
        QCOMPARE(states(lines), (std::vector{LineState::Bad, LineState::Good, LineState::Bad, LineState::Bad}));
        QCOMPARE(lines[0].text, u"“Overall 66.5/100 (D+)” (summary)"_s);
        QVERIFY2(lines[0].note.startsWith(u"Does not hold: 54."_s), qPrintable(lines[0].note));
        QCOMPARE(lines[1].note, u"Holds."_s);
        QCOMPARE(lines[3].text,
                 u"“Missing security headers: MEDIUM” (§1.2)\n“Security headers middleware: CRITICAL” (§2.1)"_s);
        QCOMPARE(lines[3].note, u"Conflict: these cannot both be true."_s);
    }

    void aClaimThatYieldsNothingIsUnknown()
    {
        Assessment assessment = judged(fakes::learnify());
        assessment.claims[0].computed.reset();
        assessment.claims[0].problem = u"the expression yields nothing"_s;
        const std::vector<Line> lines = claimLines(assessment);
        QCOMPARE(lines[0].state, LineState::Unknown);
        QCOMPARE(lines[0].note, u"Nothing follows: the expression yields nothing"_s);
        assessment.claims[1].result = ClaimResult::WithinRounding;
        assessment.claims[1].computed = 66.6;
        QCOMPARE(claimLines(assessment)[1].note, u"Holds within rounding: 66.6 follows."_s);
    }

    void blockersAndConditions()
    {
        const std::vector<Line> blockers = blockerLines(judged(fakes::learnify()));
        QCOMPARE(blockers.size(), std::size_t{6});
        QCOMPARE(told(blockers).first(), u"JWT secret comes from the environment | 1 h | "_s);
        QCOMPARE(blockers.front().key, u"jwt-secret"_s);
        const Assessment conditional = judged(fakes::learnifyConditional());
        QVERIFY(blockerLines(conditional).empty());
        QCOMPARE(static_cast<qsizetype>(conditionLines(conditional).size()), conditional.conditions.size());
        fakes::SampleReadiness assumed = fakes::manyItems(30);
        QCOMPARE(blockerLines(judged(assumed)).back().note, u"effort assumed"_s);
    }

    void thePathIsAPlan()
    {
        const Assessment assessment = judged(fakes::learnify());
        const std::vector<Line> lines = pathLines(assessment);
        QCOMPARE(lines.size(), assessment.path.steps.size());
        QVERIFY2(lines.front().text.startsWith(u"1. "_s), qPrintable(lines.front().text));
        QVERIFY2(told(lines).front().contains(u" h → "_s), qPrintable(told(lines).front()));
        const QString way = pathText(assessment);
        QVERIFY2(way.startsWith(shortScoreText(assessment.score) + u" → "_s), qPrintable(way));
        QVERIFY2(way.endsWith(u" → … → "_s + shortScoreText(assessment.path.scoreAfter)), qPrintable(way));
        QCOMPARE(pathText(judged(fakes::learnifyReady())), QString());
    }

    void approvals()
    {
        const Profile profile = fakes::learnify().profile;
        QCOMPARE(told(approvalLines(profile, {}, fakes::moment())).first(), u"Architecture | waiting | "_s);
        SignedRecord record = fakes::signedRecord({u"security"_s}, {u"architecture"_s, u"operations"_s});
        const std::vector<Line> lines = approvalLines(profile, record, fakes::moment());
        QCOMPARE(states(lines), (std::vector{LineState::Unknown, LineState::Good, LineState::Unknown}));
        // Tests run in Pacific/Chatham, 13:45 ahead.
        QCOMPARE(lines[1].value, u"ops@ws1, 13:45"_s);
        // A signature that came from elsewhere, of which no journal knows.
        record.signatures.clear();
        QCOMPARE(approvalLines(profile, record, fakes::moment())[1].value, u"signed, 13:45"_s);
    }

    void drift()
    {
        const std::vector<Line> lines =
            driftLines({{u"tls"_s, u"TLS"_s, ItemResult::Pass, ItemResult::Fail, fakes::moment() - 26h, u"1.1"_s}},
                       fakes::moment());
        QCOMPARE(told(lines), QStringList{u"TLS | passes → fails | since 20 Nov 13:45 · 1.1"_s});
    }

    void differences()
    {
        const Difference difference = fakes::sampleDifference();
        QCOMPARE(differenceText(difference), u"52.1 → 61.4 (+9.2), NO-GO → CONDITIONAL"_s);
        QCOMPARE(told(categoryChangeLines(difference)),
                 (QStringList{u"Observability | 40 → 65.5 (+25.5) | "_s, u"Security | 70 → 65 (−5) | "_s}));
        QCOMPARE(states(categoryChangeLines(difference)), (std::vector{LineState::Good, LineState::Bad}));
        const QStringList items = told(itemChangeLines(difference));
        QCOMPARE(items[0],
                 u"TLS 1.2 or newer, 14 days left | passes → fails | the certificate runs out in 12 days · "
                 "1.3, 19 d → 1.3, 12 d"_s);
        QCOMPARE(items[2],
                 u"Tests cover 80 % of the lines | fails → waived | waived by Development until 2026-12-05 · "
                 "its wording changed"_s);
        QCOMPARE(items[3],
                 u"Traces reach the collector | not in the profile → unknown | the profile did not ask for it"_s);
        Difference none;
        none.scoreBefore = none.scoreAfter = 90.0;
        none.verdictBefore = none.verdictAfter = Verdict::Go;
        QCOMPARE(differenceText(none), u"90 → 90 (±0), GO as before"_s);
    }

    void figures_data()
    {
        QTest::addColumn<double>("by");
        QTest::addColumn<QString>("text");
        QTest::newRow("up") << 12.46 << u"+12.4"_s;
        QTest::newRow("down") << -3.19 << u"−3.1"_s;
        QTest::newRow("whole") << 5.0 << u"+5"_s;
        QTest::newRow("binary fraction") << 66.1 - 64.0 << u"+2.1"_s;
        QTest::newRow("nothing") << 0.0 << u"±0"_s;
        QTest::newRow("next to nothing") << 0.042 << u"+0.04"_s;
        QTest::newRow("next to nothing down") << -0.042 << u"−0.04"_s;
    }

    void figures()
    {
        QFETCH(double, by);
        QFETCH(QString, text);
        QCOMPARE(changeText(by), text);
    }

    void scoresAndHours()
    {
        QCOMPARE(shortScoreText(89.96), u"89.9"_s);
        QCOMPARE(shortScoreText(89.0), u"89"_s);
        QCOMPARE(shortScoreText({}), u"–"_s);
        QCOMPARE(hoursText(0.5), u"0.5\u00a0h"_s);
        QCOMPARE(hoursText(40.0), u"40\u00a0h"_s);
    }

    void daysAndMoments()
    {
        using namespace std::chrono;
        const Timestamp date = floor<days>(fakes::moment());
        QCOMPARE(dayText(date), u"21 Nov 2026"_s);
        // 02:00 UTC is the afternoon of the same day in Chatham; 20:00 is the next.
        QCOMPARE(dayText(date + 20h), u"22 Nov 2026"_s);
        QCOMPARE(momentText(fakes::moment(), fakes::moment()), u"15:45"_s);
        QCOMPARE(momentText(fakes::moment() - 24h, fakes::moment()), u"20 Nov 15:45"_s);
        QCOMPARE(momentText(fakes::moment() - 400 * 24h, fakes::moment()), u"17 Oct 2025 15:45"_s);
    }

    void everyKindOfEvidenceIsWorded_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, int kind, const QString &text) { QTest::newRow(name) << kind << text; };
        row("query", 0, u"up < 0.2, partly < 0.5, for 5 min"_s);
        row("health", 1, u"Every instance says that its db is up."_s);
        row("header", 2,
            u"GET / answers with the header X-Request-ID, matching req-.*, another one on each of 5 answers."_s);
        row("tls", 3, u"TLS 1.2 or newer, and a certificate that is valid for 14 more days."_s);
        row("http", 4, u"GET /health answers 200 or 204, and /status is UP."_s);
        row("rate limit", 5, u"60 times GET /%3/login by one client, expecting 429."_s);
        row("load", 6, u"GET / by 50 users at once for 10 s: p95 < 0.5, success ≥ 0.99."_s);
        row("drill", 7, u"The drill “lose one” went well within the last 90 d."_s);
        row("command", 8, u"govulncheck ./... ends with 0 and prints none."_s);
        row("coverage", 9, u"The line rate in c.xml is ≥ 80 %."_s);
        row("attest", 10, u"Ada attests on 21 Nov 2026: it is so\n§2"_s);
    }

    void everyKindOfEvidenceIsWorded()
    {
        using Operator = Threshold::Operator;
        const EvidenceSpec specs[]{
            QueryEvidence{.expr = u"up"_s,
                          .parsed = {},
                          .pass = {Operator::Less, 0.2},
                          .partial = Threshold{Operator::Less, 0.5},
                          .holdFor = 5min},
            HealthEvidence{u"db"_s},
            HeaderEvidence{.name = u"X-Request-ID"_s, .matches = u"req-.*"_s, .unique = true, .answers = 5},
            TlsEvidence{},
            HttpEvidence{.path = u"/health"_s, .status = {200, 204}, .pointer = u"/status"_s, .text = u"UP"_s},
            RateLimitEvidence{.path = u"/%3/login"_s},
            LoadEvidence{.path = u"/"_s,
                         .limits = {{.figure = LoadEvidence::Figure::P95, .pass = {Operator::Less, 0.5}},
                                    {.figure = LoadEvidence::Figure::Success, .pass = {Operator::GreaterEqual, 0.99}}}},
            DrillEvidence{.drill = u"lose one"_s},
            CommandEvidence{.command = {u"govulncheck"_s, u"./..."_s}, .matches = u"none"_s},
            CoverageEvidence{.file = u"c.xml"_s, .pass = {Operator::GreaterEqual, 80.0}},
            AttestEvidence{.by = u"Ada"_s, .statement = u"it is so"_s, .link = u"§2"_s, .date = fakes::moment()}};
        QFETCH(int, kind);
        QFETCH(QString, text);
        QCOMPARE(specs[kind].index(), static_cast<std::size_t>(kind));
        QCOMPARE(evidenceText(specs[kind]), text);
    }

    void everyResultHasAWord()
    {
        QSet<QString> words;
        for (int i = 0; i < itemResultCount; ++i) {
            words.insert(resultWord(static_cast<ItemResult>(i)));
        }
        QCOMPARE(words.size(), itemResultCount);
        QVERIFY(!words.contains(QString()));
    }
};

QTEST_GUILESS_MAIN(TestReadinessLines)
#include "tst_readinesslines.moc"
