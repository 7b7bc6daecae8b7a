// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/engine.h"
#include "models/promql/parser.h"
#include "tests/support/memorystore.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::promql;

namespace {

/// Random but well-typed expressions over the series of the test.
class Generator final {
public:
    explicit Generator(quint32 seed)
        : m_random(seed)
    {
    }

    QString vector(int depth)
    {
        if (depth <= 0) {
            return pick({u"a"_s, u"b{i=\"1\"}"_s, u"a{i=~\"1|2\"}"_s, u"a offset 1m"_s, u"b offset -30s"_s,
                         u"a @ 300"_s, u"vector(time())"_s});
        }
        switch (m_random() % 12) {
        case 0:
            return pick({u"sum"_s, u"avg"_s, u"min"_s, u"max"_s, u"count"_s, u"stddev"_s, u"group"_s}) + grouping()
                + u'(' + vector(depth - 1) + u')';
        case 1:
            return pick({u"topk(1, "_s, u"bottomk(2, "_s, u"quantile(0.3, "_s}) + vector(depth - 1) + u')' + grouping();
        case 2:
        case 3:
            return pick({u"rate("_s, u"increase("_s, u"delta("_s, u"irate("_s, u"resets("_s, u"changes("_s, u"deriv("_s,
                         u"avg_over_time("_s, u"max_over_time("_s, u"last_over_time("_s, u"absent_over_time("_s,
                         u"quantile_over_time(0.7, "_s})
                + window(depth) + u')';
        case 4:
            return u'(' + vector(depth - 1) + pick({u" > "_s, u" == bool "_s, u" <= "_s}) + scalar() + u')';
        case 5:
            return u'(' + scalar() + pick({u" - "_s, u" * "_s, u" ^ "_s, u" < "_s}) + vector(depth - 1) + u')';
        case 6:
            return u'(' + vector(depth - 1) + pick({u" and "_s, u" or "_s, u" unless "_s, u" and on (i) "_s})
                + vector(depth - 1) + u')';
        case 7:
            return u"(sum by (i) ("_s + vector(depth - 1) + u')' + pick({u" + "_s, u" / "_s, u" > "_s, u" atan2 "_s})
                + u"sum by (i) ("_s + vector(depth - 1) + u"))"_s;
        case 8:
            return u'(' + vector(depth - 1) + u" * on (i) group_left () sum by (i) ("_s + vector(depth - 1) + u"))"_s;
        case 9:
            return pick({u"abs("_s, u"-("_s, u"timestamp("_s, u"absent("_s, u"floor("_s}) + vector(depth - 1) + u')';
        case 10:
            return u"label_replace("_s + vector(depth - 1) + u", \"k\", \"$1\", \"i\", \"(.)\")"_s;
        default:
            return vector(0);
        }
    }

private:
    QString window(int depth)
    {
        return m_random() % 3 == 0
            ? vector(depth - 1).prepend(u'(') + u")[3m:"_s + pick({u"45s"_s, u"1m"_s, QString()}) + u']'
            : pick({u"a[2m]"_s, u"b[90s]"_s, u"a[5m] offset 30s"_s, u"b[1m] @ end()"_s});
    }
    QString grouping() { return pick({u" by (i) "_s, u" without (i) "_s, u" by (i, j) "_s, QString()}); }
    QString scalar() { return pick({u"2"_s, u"scalar(sum(a))"_s, u"time()"_s, u"-0.5"_s}); }
    QString pick(const QStringList &from)
    {
        return from[static_cast<qsizetype>(m_random() % static_cast<quint32>(from.size()))];
    }

    std::mt19937 m_random;
};

/// Gaps, resets, stale markers, NaN and series that come and go.
test::MemoryStore unrulyStore()
{
    test::MemoryStore store;
    std::mt19937 random(7);
    for (const QByteArray &name : {QByteArray("a"), QByteArray("b")}) {
        for (int i = 0; i < 4; ++i) {
            const series::Labels labels{
                {"__name__", name}, {"i", QByteArray::number(i)}, {"j", i % 2 == 0 ? "x" : "y"}};
            double v = 0;
            for (std::int64_t t = static_cast<std::int64_t>(random() % 200'000); t < 1'200'000;
                 t += 10'000 + static_cast<std::int64_t>(random() % 20'000)) {
                const auto dice = random() % 40;
                v = dice == 0 ? 0.0 : v + static_cast<double>(random() % 10);
                if (dice == 1) {
                    t += 400'000;
                }
                store.append(labels, t, dice == 2 ? series::staleNaN() : dice == 3 ? std::nan("") : v);
            }
        }
    }
    return store;
}

bool sameValue(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || a == b || std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

} // namespace

class PromqlPropertiesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A range query is what instant queries at each of its steps would have said.
    void rangeEqualsInstantPerStep()
    {
        const test::MemoryStore store = unrulyStore();
        int compared = 0;
        int points = 0;
        for (quint32 seed = 0; seed < 1500; ++seed) {
            const QString text = Generator(seed).vector(3);
            const Result<ExprPtr> expr = parse(text);
            QVERIFY2(expr, qPrintable(text + u": "_s + (expr ? QString() : expr.error().message)));
            const EvaluationTime time{fromMillis(240'000), fromMillis(1'440'000), Duration{37'000}};
            const auto whole = evaluate(**expr, time, store.snapshot(selections(**expr, time)));
            std::map<series::Labels, std::vector<series::Sample>> expected;
            bool failed = false;
            // "@ end()" means another moment in an instant query, so that it is pinned for the comparison.
            const QString pinned = QString(text).replace("@ end()"_L1, "@ 1440"_L1);
            const ExprPtr each = *parse(pinned);
            for (std::size_t i = 0; i < time.steps() && !failed; ++i) {
                const auto at = EvaluationTime::instant(time.start + time.step * static_cast<int>(i));
                const auto result = evaluate(*each, at, store.snapshot(selections(*each, at)));
                failed = !result;
                if (result) {
                    for (const VectorSample &s : std::get<Vector>(result->value)) {
                        expected[s.labels].push_back({s.t, s.v});
                    }
                }
            }
            QVERIFY2(whole.has_value() != failed,
                     qPrintable(text + u": "_s + (whole ? u"works"_s : whole.error().message)));
            if (failed) {
                continue;
            }
            ++compared;
            const auto &matrix = std::get<Matrix>(whole->value);
            QVERIFY2(matrix.size() == expected.size(), qPrintable(text));
            for (const MatrixSeries &s : matrix) {
                const auto &want = expected[s.labels];
                const bool same =
                    std::ranges::equal(s.samples, want, [](const series::Sample &a, const series::Sample &b) {
                        return a.t == b.t && sameValue(a.v, b.v);
                    });
                QVERIFY2(same, qPrintable(text + u": "_s + QString::fromUtf8(s.labels.toText())));
                points += static_cast<int>(s.samples.size());
            }
        }
        QVERIFY(compared > 800);
        QVERIFY(points > 20'000);
    }

    void textRoundTrips()
    {
        for (quint32 seed = 0; seed < 3000; ++seed) {
            const QString text = Generator(seed).vector(4);
            const Result<ExprPtr> expr = parse(text);
            QVERIFY2(expr, qPrintable(text));
            const QString canonical = toText(**expr);
            const Result<ExprPtr> again = parse(canonical);
            QVERIFY2(again, qPrintable(canonical));
            QCOMPARE(toText(**again), canonical);
            QCOMPARE((*again)->depth(), (*expr)->depth());
        }
    }

    /// Whatever is cut out of or put into good text, the parser answers with a tree or one placed sentence.
    void damagedTextIsAnsweredInOrder()
    {
        std::mt19937 random(3);
        int refused = 0;
        for (quint32 seed = 0; seed < 3000; ++seed) {
            QString text = Generator(seed).vector(3);
            static const QString noise = u"(){}[]\"'`,:=!~<>+-*/%^@#\\ax1.e_ \n\U0001F600"_s;
            const qsizetype at = static_cast<qsizetype>(random() % static_cast<quint32>(text.size()));
            if (random() % 2 == 0) {
                text.remove(at, 1 + static_cast<int>(random() % 3));
            } else {
                text.insert(at, noise[static_cast<qsizetype>(random() % static_cast<quint32>(noise.size()))]);
            }
            const Result<ExprPtr> expr = parse(text);
            if (expr) {
                QVERIFY2(parse(toText(**expr)), qPrintable(text));
                continue;
            }
            ++refused;
            QVERIFY(expr.error().where.isValid());
            QVERIFY2(expr.error().message.endsWith(u'.'), qPrintable(expr.error().message));
        }
        QVERIFY(refused > 500);
    }
};

QTEST_APPLESS_MAIN(PromqlPropertiesTest)
#include "tst_promqlproperties.moc"
