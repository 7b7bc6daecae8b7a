// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakequeries.h"
#include "ui/fleet/fleetsparklines.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Sparklines of two services in a window of 15 minutes, of which the last `lived` of the first were seen, and half of
/// that of the second.
QHash<QString, QList<double>> valuesAfter(Duration lived)
{
    fakes::FakeClock clock{fakes::moment()};
    const page::ViewTime time{clock};
    fakes::FakeQueries queries;
    queries.setAnswerer([lived](const fakes::FakeQueries::Asked &asked) -> Result<promql::QueryResult> {
        const auto since = [&asked](Duration span) {
            return [from = toMillis(asked.to - span)](std::int64_t t) {
                return t >= from ? 1.0 : std::numeric_limits<double>::quiet_NaN();
            };
        };
        promql::Matrix lines{
            fakes::FakeQueries::line(asked, {{"service", "old"}, {"environment", "e"}}, since(lived)),
            fakes::FakeQueries::line(asked, {{"service", "new"}, {"environment", "e"}}, since(lived / 2))};
        for (promql::MatrixSeries &line : lines) {
            std::erase_if(line.samples, [](const series::Sample &sample) { return std::isnan(sample.v); });
        }
        return fakes::FakeQueries::matrix(std::move(lines));
    });
    fleetui::FleetSparklines sparklines(queries, time);
    sparklines.refresh(false);
    (void)QTest::qWaitFor([&] { return !sparklines.values().isEmpty(); });
    return sparklines.values();
}

qsizetype gapsBefore(const QList<double> &values)
{
    const auto first = std::ranges::find_if(values, [](double v) { return !std::isnan(v); });
    return first - values.begin();
}

} // namespace

class TestFleetSparklines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeWindowOfHistoryFillsThem()
    {
        const auto values = valuesAfter(20min);
        QCOMPARE(gapsBefore(values[u"e/old"_s]), 0);
        QVERIFY(values[u"e/old"_s].size() >= 180);
    }

    void lessHistoryIsSpreadOverTheWholeWidth()
    {
        const auto values = valuesAfter(5min);
        const qsizetype points = values[u"e/old"_s].size();
        QCOMPARE(gapsBefore(values[u"e/old"_s]), 0);
        QVERIFY(points >= 59 && points <= 62);
        // All of a fleet share their time.
        QCOMPARE(values[u"e/new"_s].size(), points);
        QVERIFY(gapsBefore(values[u"e/new"_s]) >= points / 2 - 1);
    }

    void hardlyAnyHistoryStaysAtTheRight()
    {
        const auto values = valuesAfter(20s);
        QCOMPARE(values[u"e/old"_s].size(), 12);
        QCOMPARE(gapsBefore(values[u"e/old"_s]), 7);
    }
};

QTEST_MAIN(TestFleetSparklines)
#include "tst_fleetsparklines.moc"
