// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/resilient/caller.h"
#include "app/lab/resilient/service.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom::lab;
using namespace std::chrono_literals;

namespace {

/// An upstream that answers as it is told, and a clock that only waits move.
struct Stage {
    std::vector<std::optional<int>> answers; ///< statuses in turn; the last one repeats
    std::vector<std::chrono::nanoseconds> waits = {};
    Breaker::Time now{};
    std::size_t asked = 0;
    Caller caller{[this](const std::string &) {
                      const std::size_t turn = std::min(asked++, answers.size() - 1);
                      return UpstreamAnswer{.status = answers.at(turn), .body = "body"};
                  },
                  [this](std::chrono::nanoseconds length) {
                      waits.push_back(length);
                      now += std::chrono::duration_cast<Breaker::Time::duration>(length);
                      return true;
                  },
                  [this] { return now; }};
};

} // namespace

/// Retries and breaker of resilient-client, without waiting.
class LabCallerTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repeatsWithBackOff_data()
    {
        using Answers = std::vector<std::optional<int>>;
        QTest::addColumn<Answers>("answers");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<Caller::Outcome>("outcome");
        using enum Caller::Outcome;
        QTest::newRow("at once") << Answers{200} << 1 << Answered;
        QTest::newRow("a 4xx is an answer") << Answers{404} << 1 << Answered;
        QTest::newRow("second time") << Answers{503, 200} << 2 << Answered;
        QTest::newRow("a timeout, then fine") << Answers{std::nullopt, 200} << 2 << Answered;
        QTest::newRow("third time") << Answers{500, std::nullopt, 200} << 3 << Answered;
        QTest::newRow("fourth and last time") << Answers{500, 500, 500, 200} << 4 << Answered;
        QTest::newRow("never") << Answers{500} << 4 << Exhausted;
    }

    void repeatsWithBackOff()
    {
        using Answers = std::vector<std::optional<int>>;
        QFETCH(Answers, answers);
        QFETCH(int, attempts);
        Stage stage{.answers = answers};
        const Caller::Result result = stage.caller.call("/v1/rates/EUR");
        QTEST(result.outcome, "outcome");
        QCOMPARE(result.attempts, attempts);
        QCOMPARE(stage.asked, std::size_t(attempts));
        const std::vector<std::chrono::nanoseconds> backOff{1s, 2s, 4s};
        QCOMPARE(stage.waits, std::vector(backOff.begin(), backOff.begin() + attempts - 1));
        QCOMPARE(stage.caller.retries(), std::uint64_t(attempts - 1));
    }

    void failsFastOnceOpen()
    {
        Stage stage{.answers = {500}};
        QCOMPARE(stage.caller.call("/").outcome, Caller::Outcome::Exhausted);
        // The fifth failure in a row opens it, so the second call ends after one attempt.
        QCOMPARE(stage.caller.call("/").outcome, Caller::Outcome::FailedFast);
        QCOMPARE(stage.asked, std::size_t{5});
        QCOMPARE(stage.caller.call("/").attempts, 0);
        QCOMPARE(stage.asked, std::size_t{5});
    }

    void triesAgainAfterAMinute()
    {
        Stage stage{.answers = {500, 500, 500, 500, 500, 200}};
        (void)stage.caller.call("/");
        (void)stage.caller.call("/");
        stage.now += 58s; // one second has passed while the second call waited
        QCOMPARE(stage.caller.call("/").outcome, Caller::Outcome::FailedFast);
        stage.now += 1s;
        QCOMPARE(stage.caller.call("/").outcome, Caller::Outcome::Answered);
        QCOMPARE(stage.caller.breaker().read(stage.now).state, Breaker::State::Closed);
    }

    void stopsWaitingWhenStopped()
    {
        Caller caller([](const std::string &) { return UpstreamAnswer{500, {}}; },
                      [](std::chrono::nanoseconds) { return false; });
        QCOMPARE(caller.call("/").outcome, Caller::Outcome::Stopped);
    }

    void tellsSilenceFromARefusedConnection()
    {
        Randomness random(1);
        std::stop_source stop;
        ExternalApi api(random, stop.get_token());
        QVERIFY(api.open());
        QCOMPARE(api.ask("/v1/rates/EUR").status, std::optional(200));
        api.changeFault({.latency = 1h});
        const UpstreamAnswer silent = api.ask("/v1/rates/EUR", 100ms);
        QVERIFY(!silent.status && silent.timedOut);
        api.changeFault({.down = true});
        const UpstreamAnswer refused = api.ask("/v1/rates/EUR", 10s);
        QVERIFY(!refused.status && !refused.timedOut);
        stop.request_stop();

        std::vector<UpstreamAnswer> answers{silent, refused, {200, "body"}};
        std::size_t turn = 0;
        Caller caller([&](const std::string &) { return answers.at(turn++); },
                      [](std::chrono::nanoseconds) { return true; });
        QCOMPARE(caller.call("/").attempts, 3);
        QCOMPARE(caller.timeouts(), 1U);
        QCOMPARE(caller.connectionErrors(), 1U);
        QCOMPARE(caller.retries(), 2U);
    }

    void givesRequestIds()
    {
        const QRegularExpression form(u"^req-[0-9a-f]{12}$"_s);
        QSet<std::string> seen;
        for (int i = 0; i < 1000; ++i) {
            const std::string id = ResilientService::newRequestId();
            QVERIFY2(form.match(QString::fromStdString(id)).hasMatch(), id.c_str());
            seen.insert(id);
        }
        QCOMPARE(seen.size(), 1000);
    }
};

Q_DECLARE_METATYPE(readyroom::lab::Caller::Outcome)

QTEST_GUILESS_MAIN(LabCallerTest)
#include "tst_lab_caller.moc"
