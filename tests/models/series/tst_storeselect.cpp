// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/store.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace readyroom;
using namespace readyroom::series;

/// The index against the definition: a series is selected when every matcher matches the value of its label, where an
/// absent label counts as empty.
class StoreSelectTest final : public QObject {
    Q_OBJECT

    std::mt19937 m_random;

    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }

    Labels randomLabels()
    {
        std::vector<Label> labels{{"__name__", QByteArray("m") + QByteArray::number(below(4))}};
        for (const char *name : {"a", "b", "c", "d"}) {
            if (below(3) > 0) {
                labels.push_back({name, QByteArray("v") + QByteArray::number(below(5))});
            }
        }
        return Labels::fromUnsorted(std::move(labels));
    }

    Matcher randomMatcher()
    {
        static constexpr const char *names[] = {"__name__", "a", "b", "c", "d", "absent"};
        static constexpr const char *values[] = {"",   "v0", "v1",      "m2",  "v[0-2]", "v0|v3", ".*",
                                                 ".+", "m.", "nothing", "v0|", "()",     "(v1)?"};
        const auto type = static_cast<Matcher::Type>(below(4));
        return *Matcher::create(type, names[below(int(std::size(names)))], values[below(int(std::size(values)))]);
    }

private Q_SLOTS:
    void agreesWithTheDefinition_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("evicting");
        for (int seed = 1; seed <= 6; ++seed) {
            QTest::addRow("seed %d", seed) << seed << false;
            QTest::addRow("seed %d while evicting", seed) << seed << true;
        }
    }

    void agreesWithTheDefinition()
    {
        QFETCH(int, seed);
        QFETCH(bool, evicting);
        m_random.seed(unsigned(seed));
        Store store({.memoryBudget = evicting ? 60'000U : 100'000'000U, .samplesPerChunk = 4});
        std::set<Labels> known;
        for (int t = 1; t <= 1500; ++t) {
            const Labels labels = randomLabels();
            QVERIFY(store.append(labels, t, t));
            known.insert(labels);
        }
        // The oracle asks the store only which series it still has, by their exact labels.
        std::vector<Labels> live;
        const Snapshot everything = store.snapshot({{{}, 0, 10'000}});
        std::ranges::transform(everything.front(), std::back_inserter(live), &SelectedSeries::labels);
        QCOMPARE(live.size(), store.stats().series);
        QVERIFY(std::ranges::all_of(live, [&](const Labels &l) { return known.contains(l); }));
        QVERIFY(evicting ? live.size() < known.size() : live.size() == known.size());

        for (int query = 0; query < 400; ++query) {
            std::vector<Matcher> matchers;
            for (int n = below(4); n >= 0; --n) {
                matchers.push_back(randomMatcher());
            }
            std::vector<Labels> expected;
            std::ranges::copy_if(live, std::back_inserter(expected), [&](const Labels &labels) {
                return std::ranges::all_of(matchers,
                                           [&](const Matcher &m) { return m.matches(labels.value(m.name())); });
            });
            std::vector<Labels> selected;
            const Snapshot snapshot = store.snapshot({{matchers, 0, 10'000}});
            std::ranges::transform(snapshot.front(), std::back_inserter(selected), &SelectedSeries::labels);
            std::ranges::sort(expected);
            std::ranges::sort(selected);
            QByteArray text;
            for (const Matcher &matcher : matchers) {
                text += matcher.toText() + ' ';
            }
            QVERIFY2(selected == expected, text.constData());

            std::set<QByteArray> values;
            for (const Labels &labels : expected) {
                if (labels.contains("a")) {
                    values.insert(labels.value("a"));
                }
            }
            QVERIFY2(std::ranges::equal(store.labelValues("a", matchers), values), text.constData());
        }
    }
};

QTEST_APPLESS_MAIN(StoreSelectTest)
#include "tst_storeselect.moc"
