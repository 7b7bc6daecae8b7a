// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/dependencygraph.h"

#include <QTest>

#include <array>
#include <random>

using readyroom::lab::DependencyGraph;

namespace {

constexpr std::size_t names = 9;

std::string nameOf(std::size_t index)
{
    return std::string(1, static_cast<char>('a' + index));
}

/// The same by matrices: a relation, its closure by Warshall, and what nothing needs any more taken out.
class BruteForce {
public:
    void put(std::size_t key, const std::vector<std::size_t> &dependencies)
    {
        m_there[key] = true;
        m_known[key] = true;
        m_madeFrom[key].fill(false);
        for (const std::size_t each : dependencies) {
            m_madeFrom[key][each] = true;
            m_known[each] = true;
        }
        forget();
    }
    void leave(std::size_t key)
    {
        m_there[key] = false;
        forget();
    }
    [[nodiscard]] std::vector<std::string> closure(std::size_t name) const
    {
        const Relation all = closed();
        std::vector<std::string> found;
        for (std::size_t key = 0; key < names; ++key) {
            if (m_there[key] && m_known[name] && (key == name || all[key][name])) {
                found.push_back(nameOf(key));
            }
        }
        return found;
    }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(std::ranges::count(m_known, true)); }

private:
    using Row = std::array<bool, names>;
    using Relation = std::array<Row, names>;

    [[nodiscard]] Relation closed() const
    {
        Relation all = m_madeFrom;
        for (std::size_t k = 0; k < names; ++k) {
            for (std::size_t i = 0; i < names; ++i) {
                for (std::size_t j = 0; j < names; ++j) {
                    all[i][j] = all[i][j] || (all[i][k] && all[k][j]);
                }
            }
        }
        return all;
    }
    void forget()
    {
        const Relation all = closed();
        for (std::size_t name = 0; name < names; ++name) {
            bool needed = m_there[name];
            for (std::size_t key = 0; key < names; ++key) {
                needed = needed || (m_there[key] && all[key][name]);
            }
            if (!needed) {
                m_known[name] = false;
                m_madeFrom[name].fill(false);
            }
        }
    }

    Row m_there{};
    Row m_known{};
    Relation m_madeFrom{};
};

} // namespace

class TestDependencyGraph final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reachesDependentsOfDependents()
    {
        DependencyGraph graph;
        graph.put("price", {"product"});
        graph.put("offer", {"price", "stock"});
        graph.put("other", {});
        QCOMPARE(graph.closure("product"), (std::vector<std::string>{"offer", "price"}));
        QCOMPARE(graph.closure("stock"), (std::vector<std::string>{"offer"}));
        QCOMPARE(graph.closure("other"), (std::vector<std::string>{"other"}));
        QCOMPARE(graph.closure("unheard of"), std::vector<std::string>{});
        QCOMPARE(graph.dependencies("offer"), (std::vector<std::string>{"price", "stock"}));
        QCOMPARE(graph.roots(), (std::vector<std::string>{"price", "product", "stock"}));
    }
    void endsInACircle()
    {
        DependencyGraph graph;
        graph.put("a", {"b"});
        graph.put("b", {"c"});
        graph.put("c", {"a"});
        graph.put("self", {"self"});
        QCOMPARE(graph.closure("a"), (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(graph.closure("self"), (std::vector<std::string>{"self"}));
        for (const char *key : {"a", "b", "c", "self"}) {
            graph.leave(key);
        }
        QCOMPARE(graph.size(), 0U);
    }
    void anEvictionInTheMiddleDoesNotCutTheChain()
    {
        DependencyGraph graph;
        graph.put("middle", {"root"});
        graph.put("leaf", {"middle"});
        graph.leave("middle");
        QCOMPARE(graph.closure("root"), (std::vector<std::string>{"leaf"}));
        graph.leave("leaf");
        QCOMPARE(graph.size(), 0U);
    }
    void aNewLoadReplacesWhatItWasMadeFrom()
    {
        DependencyGraph graph;
        graph.put("a", {"old"});
        graph.put("a", {"new"});
        QCOMPARE(graph.closure("old"), std::vector<std::string>{});
        QCOMPARE(graph.closure("new"), (std::vector<std::string>{"a"}));
        QVERIFY(!graph.contains("old"));
    }
    void agreesWithBruteForce_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void agreesWithBruteForce()
    {
        QFETCH(const unsigned, seed);
        std::mt19937 random(seed);
        DependencyGraph graph;
        BruteForce oracle;
        std::size_t reached = 0;
        for (int step = 0; step < 1500; ++step) {
            const std::size_t key = random() % names;
            if (random() % 5 < 2) {
                graph.leave(nameOf(key));
                oracle.leave(key);
            } else {
                std::vector<std::size_t> indices;
                std::vector<std::string> dependencies;
                for (auto left = random() % 3; left > 0; --left) {
                    indices.push_back(random() % names);
                    dependencies.push_back(nameOf(indices.back()));
                }
                graph.put(nameOf(key), dependencies);
                oracle.put(key, indices);
            }
            for (std::size_t name = 0; name < names; ++name) {
                QCOMPARE(graph.closure(nameOf(name)), oracle.closure(name));
                reached = std::max(reached, graph.closure(nameOf(name)).size());
            }
            QCOMPARE(graph.size(), oracle.size());
        }
        QVERIFY(reached >= 6);
    }
};

QTEST_APPLESS_MAIN(TestDependencyGraph)
#include "tst_lab_dependencygraph.moc"
