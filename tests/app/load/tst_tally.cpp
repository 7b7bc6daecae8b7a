// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/tally.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace readyroom;
using namespace readyroom::load;
using namespace Qt::StringLiterals;

namespace {

http::Response answered(int status, double seconds)
{
    http::Response response;
    response.status = status;
    response.timings.total = Timings::Seconds{seconds};
    return response;
}

} // namespace

/// What a load counts, against sorting everything.
class TallyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void percentilesAreTheNearestRank()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> seconds(0.001, 3.0);
        for (int size : {1, 2, 3, 19, 20, 21, 99, 100, 101, 1000}) {
            Tally tally;
            std::vector<float> all;
            for (int i = 0; i < size; ++i) {
                all.push_back(float(seconds(random)));
                tally.add(answered(200, double(all.back())));
            }
            std::ranges::sort(all);
            const Report report = tally.report(std::chrono::seconds{1});
            const auto ranked = [&all](double percent) {
                return double(all.at(std::size_t(std::ceil(percent / 100 * double(all.size()))) - 1));
            };
            QCOMPARE(report.p50, ranked(50));
            QCOMPARE(report.p95, ranked(95));
            QCOMPARE(report.p99, ranked(99));
        }
    }

    void countsWhatFails()
    {
        Tally tally;
        tally.add(answered(200, 0.1));
        tally.add(answered(302, 0.1));
        tally.add(answered(429, 0.3));
        http::Response none;
        none.error = Error{Error::Kind::Timeout, u"It took too long"_s};
        tally.add(none);
        tally.addUser(2, std::chrono::seconds{1});
        const Report report = tally.report(std::chrono::seconds{2});
        QCOMPARE(report.requests, std::size_t{4});
        QCOMPARE(report.failed, std::size_t{2});
        QCOMPARE(report.success, 0.5);
        QCOMPARE(report.throughput, 2.0);
        QCOMPARE(report.statuses, (QMap<int, std::size_t>{{0, 1}, {200, 1}, {302, 1}, {429, 1}}));
        QVERIFY(std::abs(report.mean - 0.5 / 3) < 1e-6);
        QVERIFY(!report.firstFailure.isEmpty());
    }

    void knowsNothingOfNothing()
    {
        const Report report = Tally().report(std::chrono::seconds{1});
        QVERIFY(std::isnan(report.mean));
        QVERIFY(std::isnan(report.p95));
        QCOMPARE(report.requests, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TallyTest)
#include "tst_tally.moc"
