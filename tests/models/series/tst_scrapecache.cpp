// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/scrapecache.h"
#include "models/series/targetlabels.h"

#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::series;
using namespace Qt::StringLiterals;

namespace {

/// A tiny notation for tests, "name a=b c=d", so that this test does not need the exposition formats.
Result<Labels> parse(QByteArrayView text)
{
    const QList<QByteArray> parts = text.toByteArray().split(' ');
    if (parts.front() == "bad") {
        return failure(Error::Kind::Parse, u"bad series"_s);
    }
    std::vector<Label> labels;
    if (!parts.front().isEmpty()) {
        labels.push_back({"__name__", parts.front()});
    }
    for (const QByteArray &part : parts.sliced(1)) {
        const qsizetype equals = part.indexOf('=');
        labels.push_back({part.first(equals), part.sliced(equals + 1)});
    }
    return Labels::fromUnsorted(std::move(labels));
}

using Page = std::vector<RawSample>;

std::vector<Sample> samplesOf(const Store &store, const Labels &labels)
{
    std::vector<Matcher> matchers;
    for (const Label &label : labels) {
        matchers.push_back(Matcher::equal(label.name, label.value));
    }
    std::vector<Sample> out;
    const Snapshot snapshot = store.snapshot({{matchers, 0, 1'000'000'000}});
    for (const SelectedSeries &series : snapshot.front()) {
        series.read(0, 1'000'000'000, out);
    }
    return out;
}

const Labels target{{"instance", "h:1"}, {"job", "j"}};

Labels scraped(const QByteArray &name)
{
    return {{"__name__", name}, {"instance", "h:1"}, {"job", "j"}};
}

} // namespace

class ScrapeCacheTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_parsed = 0;
        m_store.emplace();
        m_cache.emplace(*m_store, target, [this](QByteArrayView text) {
            ++m_parsed;
            return parse(text);
        });
    }

    void parsesEachSeriesOnce()
    {
        const Page page{{"a", 1, {}}, {"b x=1", 2, {}}, {"b x=2", 3, {}}};
        for (int t = 1; t <= 10; ++t) {
            const Result<ScrapeStats> stats = m_cache->ingest(page, t * 1000);
            QVERIFY(stats);
            QCOMPARE(*stats, (ScrapeStats{.scraped = 3, .stored = 3, .seriesAdded = t == 1 ? 3U : 0U}));
        }
        QCOMPARE(m_parsed, 3);
        QCOMPARE(samplesOf(*m_store, scraped("a")).size(), 10U);
    }

    void followsAnotherOrderOfTheSameSeries()
    {
        QVERIFY(m_cache->ingest(Page{{"a", 1, {}}, {"b", 2, {}}, {"c", 3, {}}}, 1000));
        QVERIFY(m_cache->ingest(Page{{"c", 30, {}}, {"a", 10, {}}, {"b", 20, {}}}, 2000));
        QVERIFY(m_cache->ingest(Page{{"b", 200, {}}, {"c", 300, {}}, {"a", 100, {}}}, 3000));
        QCOMPARE(m_parsed, 3);
        QVERIFY((samplesOf(*m_store, scraped("a")) == std::vector<Sample>{{1000, 1}, {2000, 10}, {3000, 100}}));
        QVERIFY((samplesOf(*m_store, scraped("c")) == std::vector<Sample>{{1000, 3}, {2000, 30}, {3000, 300}}));
    }

    void endsWhatIsGoneWithAStaleMarker()
    {
        QVERIFY(m_cache->ingest(Page{{"a", 1, {}}, {"b", 2, {}}}, 1000));
        const Result<ScrapeStats> stats = m_cache->ingest(Page{{"b", 3, {}}}, 2000);
        QVERIFY(stats);
        QCOMPARE(stats->staleMarkers, 1U);
        QVERIFY((samplesOf(*m_store, scraped("a")) == std::vector<Sample>{{1000, 1}, {2000, staleNaN()}}));
        const Result<ScrapeStats> later = m_cache->ingest(Page{{"b", 3, {}}}, 3000);
        QVERIFY(later);
        QCOMPARE(later->staleMarkers, 0U);
        const Result<ScrapeStats> back = m_cache->ingest(Page{{"a", 4, {}}, {"b", 3, {}}}, 4000);
        QVERIFY(back);
        QCOMPARE(back->seriesAdded, 1U);
        QCOMPARE(samplesOf(*m_store, scraped("a")).size(), 3U);
    }

    void aFailedScrapeEndsEverythingOnce()
    {
        QVERIFY(m_cache->ingest(Page{{"a", 1, {}}, {"b", 2, {}}}, 1000));
        QCOMPARE(m_cache->ingestEmpty(2000).staleMarkers, 2U);
        QCOMPARE(m_cache->ingestEmpty(3000).staleMarkers, 0U);
        QVERIFY(isStale(samplesOf(*m_store, scraped("b")).back().v));
        QVERIFY(m_cache->ingest(Page{{"a", 5, {}}, {"b", 6, {}}}, 4000));
        QCOMPARE(m_parsed, 2);
        QCOMPARE(samplesOf(*m_store, scraped("b")).back(), (Sample{4000, 6}));
    }

    void explicitTimestampsGetNoMarkers()
    {
        QVERIFY(m_cache->ingest(Page{{"a", 1, 500}, {"b", 2, {}}}, 1000));
        QCOMPARE(m_cache->ingestEmpty(2000).staleMarkers, 1U);
        QVERIFY((samplesOf(*m_store, scraped("a")) == std::vector<Sample>{{500, 1}}));
    }

    void severalTimestampsOfOneSeriesOnOnePage()
    {
        const Result<ScrapeStats> stats = m_cache->ingest(Page{{"a", 1, 500}, {"a", 2, 600}, {"a", 3, 550}}, 1000);
        QVERIFY(stats);
        QCOMPARE(stats->stored, 2U);
        QCOMPARE(stats->outOfOrder, 1U);
    }

    void refusesTimestampsFarAhead()
    {
        const Result<ScrapeStats> stats = m_cache->ingest(Page{{"a", 1, 1000 + 600'000},
                                                               {"b", 1, 1001 + 600'000},
                                                               {"c", 1, std::numeric_limits<std::int64_t>::max()}},
                                                          1000);
        QVERIFY(stats);
        QCOMPARE(stats->stored, 1U);
        QCOMPARE(stats->outOfBounds, 2U);
    }

    void theFirstOfTwoOnAPageStands()
    {
        const Result<ScrapeStats> same = m_cache->ingest(Page{{"a", 1, {}}, {"a", 2, {}}}, 1000);
        QVERIFY(same);
        QCOMPARE(same->duplicates, 1U);
        // Another spelling of the same series: the raw texts differ, the series does not.
        const Result<ScrapeStats> spelt = m_cache->ingest(Page{{"b x=1 y=2", 1, {}}, {"b y=2 x=1", 2, {}}}, 2000);
        QVERIFY(spelt);
        QCOMPARE(spelt->duplicates, 1U);
        QCOMPARE(spelt->stored, 1U);
        QVERIFY((samplesOf(*m_store, {{"__name__", "b"}}) == std::vector<Sample>{{2000, 1}}));
    }

    void aNewSpellingIsTheSameSeries()
    {
        QVERIFY(m_cache->ingest(Page{{"b x=1 y=2", 1, {}}}, 1000));
        const Result<ScrapeStats> stats = m_cache->ingest(Page{{"b y=2 x=1", 2, {}}}, 2000);
        QVERIFY(stats);
        QCOMPARE(stats->staleMarkers, 0U);
        QCOMPARE(stats->seriesAdded, 0U);
        QCOMPARE(m_store->stats().series, 1U);
    }

    void keepsNothingOfAPageWithABadSeries()
    {
        QVERIFY(m_cache->ingest(Page{{"a", 1, {}}}, 1000));
        const Result<ScrapeStats> stats = m_cache->ingest(Page{{"a", 2, {}}, {"bad", 2, {}}}, 2000);
        QVERIFY(!stats);
        QCOMPARE(stats.error().kind, Error::Kind::Parse);
        QCOMPARE(samplesOf(*m_store, scraped("a")).size(), 1U);
        QCOMPARE(m_cache->ingestEmpty(2000).staleMarkers, 1U);
        QVERIFY(!m_cache->ingest(Page{{" x=1", 2, {}}}, 3000)); // no metric name
    }

    void refusesPagesBeyondTheLimits_data()
    {
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<bool>("fits");
        QTest::newRow("fits") << QByteArray("name1 a=1234567890") << true;
        QTest::newRow("long metric name") << QByteArray("name1name1x") << false;
        QTest::newRow("long label name") << QByteArray("n abcdefghijk=1") << false;
        QTest::newRow("long value") << QByteArray("n a=12345678901") << false;
        QTest::newRow("many labels") << QByteArray("n a=1 b=1 c=1") << false;
    }

    void refusesPagesBeyondTheLimits()
    {
        QFETCH(QByteArray, series);
        QFETCH(bool, fits);
        ScrapeCache cache(*m_store, target, parse, {.samples = 2, .labels = 5, .nameLength = 10, .valueLength = 10});
        const Result<ScrapeStats> stats = cache.ingest(Page{{series, 1, {}}}, 1000);
        QCOMPARE(stats.has_value(), fits);
        QVERIFY(fits || stats.error().kind == Error::Kind::Limit);
        QVERIFY(!cache.ingest(Page{{"a", 1, {}}, {"b", 1, {}}, {"c", 1, {}}}, 2000));
    }

    void forgetsWhatPagesNoLongerHave()
    {
        for (int t = 1; t <= 50; ++t) {
            std::vector<QByteArray> texts;
            for (int i = 0; i < 100; ++i) {
                texts.push_back("a i=" + QByteArray::number(t * 100 + i));
            }
            Page page{{"stays", double(t), {}}};
            for (const QByteArray &text : texts) {
                page.push_back({text, 1, {}});
            }
            QVERIFY(m_cache->ingest(page, t * 1000));
            QVERIFY(m_cache->size() < 400);
        }
        QCOMPARE(samplesOf(*m_store, scraped("stays")).size(), 50U);
    }

    void failingPagesDoNotPileUp()
    {
        for (int t = 1; t <= 100; ++t) {
            std::vector<QByteArray> texts;
            for (int i = 0; i < 100; ++i) {
                texts.push_back("a i=" + QByteArray::number(t * 100 + i));
            }
            texts.push_back("bad");
            Page page;
            for (const QByteArray &text : texts) {
                page.push_back({text, 1, {}});
            }
            QVERIFY(!m_cache->ingest(page, t * 1000));
            m_cache->ingestEmpty(t * 1000);
            QVERIFY(m_cache->size() <= 1100);
        }
        QVERIFY(m_cache->ingest(Page{{"a", 1, {}}}, 200'000));
        QCOMPARE(samplesOf(*m_store, scraped("a")).size(), 1U);
    }

    void goesOnWhenTheStoreDroppedItsSeries()
    {
        Store store({.memoryBudget = 40'000});
        ScrapeCache cache(store, target, parse);
        const Page page{{"a", 1, {}}, {"b", 2, {}}};
        QVERIFY(cache.ingest(page, 1000));
        const Store::Ref ref = store.refFor(scraped("a"));
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(store.append({{"__name__", "flood"}, {"i", QByteArray::number(i)}}, 2000 + i, 1));
        }
        QVERIFY(!store.isLive(ref));
        const Result<ScrapeStats> stats = cache.ingest(page, 10'000);
        QVERIFY(stats);
        QCOMPARE(stats->stored, 2U);
        QVERIFY((samplesOf(store, scraped("a")) == std::vector<Sample>{{10'000, 1}}));
        QCOMPARE(cache.ingestEmpty(11'000).staleMarkers, 2U);
    }

    void renamesClashingLabels_data()
    {
        QTest::addColumn<QByteArray>("scrapedSeries");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("no clash") << QByteArray("m a=1") << QByteArray("m{a=\"1\", instance=\"h:1\", job=\"j\"}");
        QTest::newRow("clash") << QByteArray("m job=x")
                               << QByteArray("m{exported_job=\"x\", instance=\"h:1\", job=\"j\"}");
        QTest::newRow("the page has the new name too")
            << QByteArray("m job=x exported_job=y")
            << QByteArray("m{exported_exported_job=\"x\", exported_job=\"y\", instance=\"h:1\", job=\"j\"}");
        QTest::newRow("an empty label does not clash")
            << QByteArray("m job=") << QByteArray("m{instance=\"h:1\", job=\"j\"}");
    }

    void renamesClashingLabels()
    {
        QFETCH(QByteArray, scrapedSeries);
        QTEST(withTargetLabels(*parse(scrapedSeries), target).toText(), "expected");
    }

    void renamesInOrderOfLengthWhenTheTargetClashesTwice()
    {
        const Labels both{{"exported_job", "t2"}, {"job", "t1"}};
        const Labels merged = withTargetLabels(Labels{{"exported_job", "p2"}, {"job", "p1"}}, both);
        QCOMPARE(merged.toText(),
                 QByteArray("{exported_exported_exported_job=\"p2\", exported_exported_job=\"p1\", "
                            "exported_job=\"t2\", job=\"t1\"}"));
    }

private:
    int m_parsed = 0;
    std::optional<Store> m_store;
    std::optional<ScrapeCache> m_cache;
};

QTEST_APPLESS_MAIN(ScrapeCacheTest)
#include "tst_scrapecache.moc"
