// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakequeries.h"
#include "ui/page/livequery.h"

#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeQueries;
using page::LiveQuery;

namespace {

constexpr Timestamp start = fromMillis(1'795'226'400'000);

} // namespace

class TestLiveQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForTheWindowThenOnlyForItsNewEnd()
    {
        FakeQueries source;
        source.setAnswerer([](const FakeQueries::Asked &asked) -> Result<promql::QueryResult> {
            return FakeQueries::matrix(
                {FakeQueries::line(asked, {{"a", "b"}}, [](std::int64_t t) { return double(t); })});
        });
        LiveQuery query(source);
        query.setExpression(u"up"_s);
        query.refresh(start, start + 60s, 1s);
        QCOMPARE(source.asked.size(), std::size_t{1});
        QCOMPARE(query.lines().at(0).samples->size(), std::size_t{61});
        query.refresh(start + 300ms, start + 60s + 300ms, 1s);
        QCOMPARE(source.asked.size(), std::size_t{1});
        query.refresh(start + 5s, start + 65s, 1s);
        QCOMPARE(source.asked.size(), std::size_t{2});
        QCOMPARE(source.asked.back().from, start + 45s);
        QCOMPARE(source.asked.back().to, start + 65s);
        const auto &samples = *query.lines().at(0).samples;
        QCOMPARE(samples.size(), std::size_t{61});
        for (std::size_t i = 0; i < samples.size(); ++i) {
            QCOMPARE(samples[i].t, toMillis(start + 5s) + static_cast<std::int64_t>(i) * 1000);
        }
    }

    void anotherStepStopsWhatIsUnderWay()
    {
        FakeQueries source;
        source.hold();
        LiveQuery query(source);
        query.setExpression(u"service:latency_seconds"_s);
        query.refresh(start, start + 60s, 1s);
        query.refresh(start - 1h, start + 60s, 15s);
        QCOMPARE(source.asked.size(), std::size_t{2});
        QVERIFY(source.asked.front().stop.stop_requested());
        QVERIFY(!source.asked.back().stop.stop_requested());
        QSignalSpy changed(&query, &LiveQuery::changed);
        source.release();
        QCOMPARE(changed.size(), 1);
        QVERIFY(!query.isBusy());
        QCOMPARE(query.lines().at(0).samples->at(1).t - query.lines().at(0).samples->at(0).t, 15000);
    }

    void aWishWaitsForTheAnswer()
    {
        FakeQueries source;
        source.hold();
        LiveQuery query(source);
        query.setExpression(u"service:latency_seconds"_s);
        query.refresh(start, start + 60s, 1s);
        query.refresh(start + 1s, start + 61s, 1s);
        query.refresh(start + 2s, start + 62s, 1s);
        QCOMPARE(source.asked.size(), std::size_t{1});
        source.release();
        QCOMPARE(source.asked.size(), std::size_t{2});
        QCOMPARE(query.lines().at(0).samples->back().t, toMillis(start + 62s));
        QCOMPARE(query.lines().at(0).samples->front().t, toMillis(start + 2s));
    }

    void anAnswerAfterTheEndIsHarmless()
    {
        FakeQueries source;
        source.hold();
        auto query = std::make_unique<LiveQuery>(source);
        query->setExpression(u"up"_s);
        query->refresh(start, start + 60s, 1s);
        query.reset();
        QVERIFY(source.asked.back().stop.stop_requested());
        source.release();
    }

    void anErrorIsToldAndLeavesTheLines()
    {
        FakeQueries source;
        LiveQuery query(source);
        query.setExpression(u"service:latency_seconds"_s);
        query.refresh(start, start + 60s, 1s);
        const std::size_t lines = query.lines().size();
        QVERIFY(lines > 0);
        source.setAnswerer([](const FakeQueries::Asked &) -> Result<promql::QueryResult> {
            return failure(Error::Kind::Timeout, u"The query took too long."_s);
        });
        query.refresh(start + 9s, start + 69s, 1s);
        QCOMPARE(query.error()->message, u"The query took too long."_s);
        QCOMPARE(query.lines().size(), lines);
    }

    void anotherExpressionForgets()
    {
        FakeQueries source;
        LiveQuery query(source);
        query.setExpression(u"service:latency_seconds"_s);
        query.refresh(start, start + 60s, 1s);
        query.setExpression(u"service:request_rate"_s);
        QVERIFY(query.lines().empty());
        query.setExpression({});
        query.refresh(start, start + 60s, 1s);
        QCOMPARE(source.asked.size(), std::size_t{1});
    }

    void stepsAreRoundAndNotBelowThePolls()
    {
        QCOMPARE(LiveQuery::stepFor(5min, 700, 1s), Duration(1s));
        QCOMPARE(LiveQuery::stepFor(15min, 700, 1s), Duration(2s));
        QCOMPARE(LiveQuery::stepFor(15min, 700, 5s), Duration(5s));
        QCOMPARE(LiveQuery::stepFor(24h, 700, 5s), Duration(5min));
        QCOMPARE(LiveQuery::stepFor(15min, 0, 1s), Duration(15min));
    }
};

QTEST_GUILESS_MAIN(TestLiveQuery)
#include "tst_livequery.moc"
