// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/leasteffort.h"

#include <QTest>

#include <bit>
#include <chrono>
#include <random>
#include <tuple>

using namespace readyroom;
using namespace readyroom::readiness;

namespace {

using Indices = std::vector<std::size_t>;

/// What leastEffort() must find, by trying all sets. Gains are whole eighths of a point, so that sums are exact.
std::optional<Indices> byTryingAll(const std::vector<PathItem> &items, double missing)
{
    std::optional<std::tuple<HalfHours, std::size_t, Indices>> best;
    for (unsigned bits = 0; bits < 1U << items.size(); ++bits) {
        double gain = 0.0;
        HalfHours effort = 0;
        Indices chosen;
        bool allowed = true;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if ((bits >> i & 1U) != 0) {
                gain += items[i].gain;
                effort += items[i].effort;
                chosen.push_back(i);
            } else {
                allowed = allowed && !items[i].mustDo;
            }
        }
        std::tuple candidate(effort, chosen.size(), chosen);
        if (allowed && gain >= missing && (!best || candidate < *best)) {
            best = std::move(candidate);
        }
    }
    return best ? std::optional(std::get<Indices>(*best)) : std::nullopt;
}

std::vector<PathItem> randomItems(std::mt19937 &random, int efforts, int gains, double mustDo)
{
    std::uniform_int_distribution<int> count(0, 13);
    std::uniform_int_distribution<int> effort(0, efforts);
    std::uniform_int_distribution<int> gain(0, gains);
    std::bernoulli_distribution must(mustDo);
    std::vector<PathItem> items(std::size_t(count(random)));
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i] = {.index = i, .mustDo = must(random), .effort = effort(random), .gain = gain(random) / 8.0};
    }
    return items;
}

QByteArray describe(const std::vector<PathItem> &items, double missing)
{
    QByteArray text = "missing " + QByteArray::number(missing);
    for (const PathItem &item : items) {
        text += "; " + QByteArray(item.mustDo ? "must " : "") + QByteArray::number(item.effort) + " for "
            + QByteArray::number(item.gain);
    }
    return text;
}

PathItem choice(HalfHours effort, double gain)
{
    return {.effort = effort, .gain = gain};
}

} // namespace

class LeastEffortTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chooses_data()
    {
        QTest::addColumn<std::vector<PathItem>>("items");
        QTest::addColumn<double>("missing");
        QTest::addColumn<std::optional<Indices>>("chosen");
        const auto row = [](const char *name, std::vector<PathItem> items, double missing,
                            std::optional<Indices> chosen) {
            QTest::newRow(name) << std::move(items) << missing << std::move(chosen);
        };
        row("nothing is missing", {choice(2, 5)}, 0.0, Indices{});
        row("less than nothing", {choice(2, 5)}, -3.0, Indices{});
        row("nothing offered", {}, 1.0, std::nullopt);
        row("not enough offered", {choice(2, 5), choice(2, 4)}, 9.5, std::nullopt);
        row("all are needed", {choice(2, 5), choice(2, 4)}, 9.0, Indices{0, 1});
        row("the cheaper", {choice(4, 5), choice(3, 5)}, 5.0, Indices{1});
        row("the denser is not always the cheaper", {choice(4, 8), choice(3, 5)}, 5.0, Indices{1});
        row("two for less than one", {choice(9, 10), choice(4, 5), choice(4, 5)}, 10.0, Indices{1, 2});
        row("tie: fewer items", {choice(4, 5), choice(4, 5), choice(8, 10)}, 10.0, Indices{2});
        row("tie: the earlier", {choice(4, 5), choice(4, 6), choice(4, 9)}, 5.0, Indices{0});
        row("tie: the earlier first, then the next", {choice(4, 1), choice(4, 5), choice(4, 5), choice(4, 9)}, 10.0,
            Indices{0, 3});
        row("free items only when they help", {choice(0, 1), choice(0, 5), choice(0, 0)}, 5.0, Indices{1});
        row("free items before work", {choice(1, 9), choice(0, 4), choice(0, 5)}, 9.0, Indices{1, 2});
        row("what must be done", {{.mustDo = true, .effort = 9, .gain = 0}, choice(1, 5)}, 0.0, Indices{0});
        row("what must be done counts", {{.mustDo = true, .effort = 9, .gain = 4}, choice(1, 5), choice(2, 1)}, 5.0,
            Indices{0, 1});
        row("what must be done suffices", {choice(1, 5), {.mustDo = true, .effort = 9, .gain = 5}}, 5.0, Indices{1});
        row("tenths reach exactly", {choice(1, 0.1), choice(1, 0.2), choice(9, 0.4)}, 0.3, Indices{0, 1});
        row("a billionth short does not", {choice(1, 0.1), choice(1, 0.2), choice(9, 0.4)}, 0.3 + 1e-9, Indices{2});
    }

    void chooses()
    {
        QFETCH(std::vector<PathItem>, items);
        QFETCH(double, missing);
        QFETCH(std::optional<Indices>, chosen);
        QVERIFY(leastEffort(items, missing) == chosen);
    }

    void agreesWithTryingAll_data()
    {
        QTest::addColumn<int>("efforts");
        QTest::addColumn<int>("gains");
        QTest::addColumn<double>("mustDo");
        QTest::newRow("many ties") << 2 << 3 << 0.1;
        QTest::newRow("equal efforts") << 0 << 20 << 0.0;
        QTest::newRow("equal gains") << 9 << 1 << 0.0;
        QTest::newRow("small") << 6 << 12 << 0.0;
        QTest::newRow("wide") << 40 << 200 << 0.1;
        QTest::newRow("mostly blockers") << 8 << 16 << 0.6;
    }

    void agreesWithTryingAll()
    {
        QFETCH(int, efforts);
        QFETCH(int, gains);
        QFETCH(double, mustDo);
        std::mt19937 random(20261121);
        for (int round = 0; round < 250; ++round) {
            const std::vector<PathItem> items = randomItems(random, efforts, gains, mustDo);
            std::uniform_int_distribution<int> eighths(-2, int(items.size()) * gains * 2 / 3 + 1);
            const double missing = eighths(random) / 8.0;
            QVERIFY2(leastEffort(items, missing) == byTryingAll(items, missing), describe(items, missing).constData());
        }
    }

    /// Two hundred items of up to 10,000 hours, each worth its effort: enough is chosen, nothing needless, in time.
    void givesWayWhereExactWouldTakeTooMuch()
    {
        std::mt19937 random(5);
        std::uniform_int_distribution<HalfHours> effort(1, 20'000);
        std::vector<PathItem> items(200);
        double missing = 0.0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            items[i] = {.index = i, .effort = effort(random)};
            items[i].gain = items[i].effort / 65'536.0;
            missing += items[i].gain / 2.0;
        }
        const auto before = std::chrono::steady_clock::now();
        const auto chosen = leastEffort(items, missing);
        QVERIFY(std::chrono::steady_clock::now() - before < std::chrono::seconds(20));
        double gain = 0.0;
        double least = 100.0;
        for (const std::size_t i : *chosen) {
            gain += items[i].gain;
            least = std::min(least, items[i].gain);
        }
        QVERIFY(gain >= missing);
        QVERIFY(gain - least < missing);
        QVERIFY(std::ranges::is_sorted(*chosen));
    }
};

QTEST_APPLESS_MAIN(LeastEffortTest)
#include "tst_leasteffort.moc"
