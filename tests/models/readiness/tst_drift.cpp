// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/drift.h"

#include "tests/models/readiness/somedocument.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ItemResult;

namespace {

/// A profile with the items "a", "b" and "c".
Assessment assessmentOf(const std::vector<ItemResult> &results, Timestamp at)
{
    auto profile = std::make_shared<Profile>();
    profile->name = u"p"_s;
    Category category{.name = u"all"_s};
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
        category.items.push_back({.id = id, .title = u"Title of "_s + id});
    }
    profile->categories.push_back(category);
    Assessment assessment{.profile = profile, .service = u"s"_s, .at = at, .items = {}, .categories = {{}}};
    for (std::size_t i = 0; i < results.size(); ++i) {
        assessment.items.push_back({.item = &profile->categories[0].items[i],
                                    .result = results[i],
                                    .evidence = {.observed = u"seen"_s, .reason = u"because"_s}});
    }
    return assessment;
}

Document signedAs(const std::vector<ItemResult> &results)
{
    return documentOf(assessmentOf(results, test::someTime()));
}

QStringList idsOf(const std::vector<Drift> &drift)
{
    QStringList ids;
    for (const Drift &one : drift) {
        ids += one.id;
    }
    return ids;
}

} // namespace

class DriftTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsDriftWhen_data()
    {
        QTest::addColumn<ItemResult>("was");
        QTest::addColumn<QList<ItemResult>>("drifted");
        QTest::newRow("pass") << Pass << QList{Waived, Partial, Fail, Unknown};
        QTest::newRow("partial") << Partial << QList{Waived, Fail, Unknown};
        QTest::newRow("fail") << Fail << QList<ItemResult>{};
        QTest::newRow("unknown") << Unknown << QList<ItemResult>{};
        QTest::newRow("waived") << Waived << QList{Partial, Fail, Unknown};
        QTest::newRow("not applicable") << ItemResult::NotApplicable << QList{Waived, Partial, Fail, Unknown};
    }

    void itIsDriftWhen()
    {
        QFETCH(ItemResult, was);
        QFETCH(QList<ItemResult>, drifted);
        for (const ItemResult now : {ItemResult::NotApplicable, Pass, Waived, Partial, Fail, Unknown}) {
            const auto drift =
                driftOf(signedAs({was, Pass, Pass}), assessmentOf({now, Pass, Pass}, test::someTime() + 1h));
            QVERIFY2(drift.empty() != drifted.contains(now), qPrintable(itemResultName(now)));
        }
    }

    void saysWhatAndSinceWhen()
    {
        const Timestamp first = test::someTime() + 1h;
        const Document document = signedAs({Pass, Pass, Fail});
        const auto drift = driftOf(document, assessmentOf({Pass, Fail, Fail}, first));
        const Drift expected{.id = u"b"_s,
                             .title = u"Title of b"_s,
                             .signedAs = Pass,
                             .now = Fail,
                             .since = first,
                             .observed = u"seen"_s};
        QCOMPARE(drift, std::vector{expected});

        // It stays drifted, differently, and another one joins it.
        Assessment later = assessmentOf({Unknown, Partial, Pass}, first + 1h);
        later.items[0].evidence.observed.clear();
        const auto both = driftOf(document, later, drift);
        QCOMPARE(idsOf(both), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(both[0].since, first + 1h);
        QCOMPARE(both[0].observed, u"because"_s);
        QCOMPARE(both[1].since, first);
        QCOMPARE(both[1].now, Partial);

        // What came back in between has drifted anew.
        const auto back = driftOf(document, assessmentOf({Pass, Pass, Pass}, first + 2h), both);
        QVERIFY(back.empty());
        QCOMPARE(driftOf(document, assessmentOf({Pass, Fail, Pass}, first + 3h), back).at(0).since, first + 3h);
    }

    void anotherProfileIsNoDrift()
    {
        Document document = signedAs({Pass, Pass, Pass});
        document.items.erase(document.items.begin()); // "a" is new
        Assessment now = assessmentOf({Fail, Pass, Pass}, test::someTime());
        now.items.pop_back(); // "c" is gone
        QVERIFY(driftOf(document, now).empty());
    }
};

QTEST_GUILESS_MAIN(DriftTest)
#include "tst_drift.moc"
