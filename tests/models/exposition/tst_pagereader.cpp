// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/reader.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::exposition;
using namespace Qt::StringLiterals;

namespace {

Answer textAnswer(const QByteArray &body)
{
    Answer answer;
    answer.status = 200;
    answer.headers = {{"content-type", "text/plain; version=0.0.4"}};
    answer.body = body;
    return answer;
}

fleet::Endpoint endpointOf(fleet::EndpointKind kind)
{
    fleet::Endpoint endpoint;
    endpoint.kind = kind;
    endpoint.path = u"/x"_s;
    return endpoint;
}

} // namespace

class PageReaderTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samplesAreViewsIntoTheBody()
    {
        const Answer answer = textAnswer("up{job=\"a\"} 1\nup{job=\"b\"} 0\n");
        Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Metrics));
        QVERIFY(read);
        const Page page = std::move(*read);
        QCOMPARE(page.samples.size(), 2U);
        for (const PageSample &sample : page.samples) {
            QVERIFY(sample.series.data() >= page.body.constData());
            QVERIFY(sample.series.data() + sample.series.size() <= page.body.constData() + page.body.size());
        }
        QCOMPARE(page.samples[1].series.toByteArray(), QByteArray("up{job=\"b\"}"));
        QVERIFY(page.generated.empty());
    }

    void generatedSeriesOutliveTheMoveOfAPage()
    {
        Answer answer = textAnswer("{\"status\":\"UP\",\"components\":{\"a\":{\"status\":\"DOWN\"}}}");
        answer.headers = {{"content-type", "application/json"}};
        Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Health));
        QVERIFY(read);
        const Page first = std::move(*read);
        QCOMPARE(first.samples.back().series.toByteArray(), QByteArray("service:health{component=\"a\"}"));
        QCOMPARE(parseSeries(first.samples.front().series)->toText(), QByteArray("service:health"));
    }

    void transportErrorsPassUnchanged()
    {
        Answer answer = textAnswer("up 1\n");
        answer.error = Error{Error::Kind::Timeout, u"No answer within 3 s."_s};
        const Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Metrics));
        QVERIFY(!read);
        QCOMPARE(read.error(), *answer.error);
    }

    void everyPrefixOfAPageIsAnErrorOrWholeLines()
    {
        const QByteArray page = "# HELP up Is it up?\n# TYPE up gauge\nup{job=\"a\",b=\"}\"} 1 5\nx 2\n";
        for (qsizetype n = 1; n < page.size(); ++n) {
            const Result<Page> read =
                exposition::read(textAnswer(page.first(n)), endpointOf(fleet::EndpointKind::Metrics));
            QVERIFY2(read.has_value() == (page[n - 1] == '\n'), page.first(n).constData());
        }
    }

    void everyPrefixOfJsonHealthIsAnError()
    {
        const QByteArray body = "{\"status\":\"pass\",\"checks\":{\"a\":[{\"status\":\"pass\"}]}}";
        for (qsizetype n = 1; n < body.size(); ++n) {
            Answer answer = textAnswer(body.first(n));
            answer.headers = {{"content-type", "application/health+json"}};
            QVERIFY2(!exposition::read(answer, endpointOf(fleet::EndpointKind::Health)), answer.body.constData());
        }
    }

    void capsTheSamplesOfAPage()
    {
        QByteArray body;
        body.reserve(qsizetype(maxPageSamples + 1) * 4);
        for (std::size_t i = 0; i < maxPageSamples; ++i) {
            body += "a 1\n";
        }
        QVERIFY(exposition::read(textAnswer(body), endpointOf(fleet::EndpointKind::Metrics)));
        body += "a 1\n";
        const Result<Page> read = exposition::read(textAnswer(body), endpointOf(fleet::EndpointKind::Metrics));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Limit);
    }

    void survivesDeepNesting_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("arrays") << QByteArray(200'000, '[');
        QByteArray nested;
        for (int i = 0; i < 300; ++i) {
            nested += "{\"status\":\"UP\",\"components\":{\"c\":";
        }
        nested += "{\"status\":\"UP\"}";
        for (int i = 0; i < 300; ++i) {
            nested += "}}";
        }
        QTest::newRow("components") << nested;
    }

    void survivesDeepNesting()
    {
        QFETCH(QByteArray, body);
        Answer answer = textAnswer(body);
        answer.headers = {{"content-type", "application/json"}};
        const Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Health));
        QVERIFY(!read || read->health.size() < 20);
    }

    void capsTheComponentsOfAHealthAnswer()
    {
        QByteArray body = "{\"status\":\"UP\",\"components\":{";
        for (int i = 0; i < 5000; ++i) {
            body += (i > 0 ? ",\"c" : "\"c") + QByteArray::number(i) + "\":{\"status\":\"UP\"}";
        }
        Answer answer = textAnswer(body + "}}");
        answer.headers = {{"content-type", "application/json"}};
        const Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Health));
        QVERIFY(read);
        QCOMPARE(read->health.size(), 1000U);
        QCOMPARE(read->samples.size(), 1000U);
    }

    void theWorstOfManyChecksCountsThoughNotShown()
    {
        QByteArray body = "{\"status\":\"pass\",\"checks\":{\"a\":[";
        for (int i = 0; i < 5000; ++i) {
            body += "{\"status\":\"pass\"},";
        }
        Answer answer = textAnswer(body + "{\"status\":\"fail\"}]}}");
        answer.headers = {{"content-type", "application/health+json"}};
        const Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Health));
        QVERIFY(read);
        QCOMPARE(read->health.size(), 1000U);
        QCOMPARE(read->health[1].status, u"fail"_s);
        QCOMPARE(read->health[1].value, 0.0);
    }

    void capsTheBreakersOfAnAnswer_data()
    {
        QTest::addColumn<bool>("mapped");
        QTest::newRow("resilience4j") << false;
        QTest::newRow("mapped") << true;
    }

    void capsTheBreakersOfAnAnswer()
    {
        QFETCH(bool, mapped);
        QByteArray body = "{\"circuitBreakers\":{";
        for (int i = 0; i < 10'001; ++i) {
            body += (i > 0 ? ",\"b" : "\"b") + QByteArray::number(i) + "\":{\"state\":\"OPEN\"}";
        }
        Answer answer = textAnswer(body + "}}");
        answer.headers = {{"content-type", "application/json"}};
        fleet::Endpoint endpoint = endpointOf(fleet::EndpointKind::Breakers);
        if (mapped) {
            endpoint.json.at = u"/circuitBreakers"_s;
            endpoint.json.state = u"/state"_s;
        }
        const Result<Page> read = exposition::read(answer, endpoint);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Limit);
        QVERIFY(read.error().message.contains(u"10001"_s));
    }

    void keepsManyTwinsApart()
    {
        QByteArray body = "{\"status\":\"pass\",\"checks\":{\"a\":[";
        for (int i = 0; i < 200; ++i) {
            body +=
                i > 0 ? ",{\"componentId\":\"x\",\"status\":\"pass\"}" : "{\"componentId\":\"x\",\"status\":\"pass\"}";
        }
        Answer answer = textAnswer(body + "]}}");
        answer.headers = {{"content-type", "application/health+json"}};
        const Result<Page> read = exposition::read(answer, endpointOf(fleet::EndpointKind::Health));
        QVERIFY(read);
        QSet<QByteArray> series;
        for (const PageSample &sample : read->samples) {
            series.insert(sample.series.toByteArray());
        }
        QCOMPARE(series.size(), 202);
    }
};

QTEST_APPLESS_MAIN(PageReaderTest)
#include "tst_pagereader.moc"
