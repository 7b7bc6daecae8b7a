// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/queryoutput.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::ctl;

namespace {

promql::QueryResult vectorResult()
{
    return {promql::Vector{{series::Labels{{"__name__", "up"}, {"job", "a"}}, 1'700'000'000'500, 1.0},
                           {series::Labels{{"__name__", "up"}, {"job", "bc"}}, 1'700'000'000'500,
                            std::numeric_limits<double>::quiet_NaN()}},
            {}};
}

} // namespace

class QueryOutputTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tableAligns()
    {
        QCOMPARE(queryText(vectorResult(), Output::Table),
                 QByteArray("SERIES        VALUE\nup{job=\"a\"}       1\nup{job=\"bc\"}    NaN\n"));
    }

    void tableOfNothingSaysSo()
    {
        QCOMPARE(queryText({promql::Vector{}, {}}, Output::Table), QByteArray("no series\n"));
    }

    void tableOfMatrixHasTimes()
    {
        const promql::QueryResult matrix{
            promql::Matrix{{series::Labels{{"__name__", "x"}}, {{1'700'000'000'000, 1e6}, {1'700'000'005'000, 0.25}}}},
            {}};
        QCOMPARE(queryText(matrix, Output::Table),
                 QByteArray("SERIES  TIME                        VALUE\nx       2023-11-14T22:13:20.000Z  1000000\n"
                            "x       2023-11-14T22:13:25.000Z     0.25\n"));
    }

    void jsonIsThePrometheusEnvelope()
    {
        const QJsonObject envelope = QJsonDocument::fromJson(queryText(vectorResult(), Output::Json)).object();
        QCOMPARE(envelope.value(u"status"_s).toString(), u"success"_s);
        const QJsonObject data = envelope.value(u"data"_s).toObject();
        QCOMPARE(data.value(u"resultType"_s).toString(), u"vector"_s);
        const QJsonObject second = data.value(u"result"_s).toArray().at(1).toObject();
        QCOMPARE(second.value(u"metric"_s).toObject().value(u"job"_s).toString(), u"bc"_s);
        QCOMPARE(second.value(u"value"_s).toArray().at(0).toDouble(), 1'700'000'000.5);
        QCOMPARE(second.value(u"value"_s).toArray().at(1).toString(), u"NaN"_s);
    }
};

QTEST_GUILESS_MAIN(QueryOutputTest)
#include "tst_queryoutput.moc"
