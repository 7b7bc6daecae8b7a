// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/invalidation.h"

#include <QJsonDocument>
#include <QTest>

using namespace readyroom::lab;
using namespace std::chrono_literals;

namespace {

/// Five entries that differ in everything that can be asked for. Version 1: users/1, users/2, old; 2: items/1, items/2.
void fill(Cache &cache)
{
    cache.put("users/1", "x", {"user:1", "page"});
    cache.put("users/2", "x", {"user:2"});
    cache.put("old", "x", {}, 60s);
    cache.raiseVersion();
    cache.put("items/1", std::string(5000, 'x'), {"user:1"}, 10s, {.dependsOn = {"users/1"}});
    cache.put("items/2", "x", {"user:2"}, {}, {.dependsOn = {"items/1", "stock"}});
    for (int i = 0; i < 3; ++i) {
        std::ignore = cache.find("users/2");
    }
}

std::string remaining(const Cache &cache)
{
    std::vector<std::string> keys;
    cache.visit([&](const CacheEntryView &entry) { keys.emplace_back(entry.key); });
    std::ranges::sort(keys);
    std::string text;
    for (const std::string &key : keys) {
        text += (text.empty() ? "" : " ") + key;
    }
    return text;
}

std::expected<Invalidation, QString> orderFrom(const QByteArray &json)
{
    return readInvalidation(QJsonDocument::fromJson(json).object());
}

} // namespace

class TestInvalidation final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void removesExactlyWhatIsMeant_data()
    {
        QTest::addColumn<QByteArray>("order");
        QTest::addColumn<QByteArray>("left");
        const auto row = [](const char *name, const char *order, const char *left) {
            QTest::newRow(name) << QByteArray(order).replace('\'', '"') << QByteArray(left);
        };
        row("key", "{'by':'key','value':'users/1'}", "items/1 items/2 old users/2");
        row("unknown key", "{'by':'key','value':'users'}", "items/1 items/2 old users/1 users/2");
        row("tag", "{'by':'tag','value':'user:1'}", "items/2 old users/2");
        row("pattern", "{'by':'pattern','value':'*/1'}", "items/2 old users/2");
        row("dependency, through another", "{'by':'dependency','value':'users/1'}", "old users/2");
        row("dependency on what is no entry", "{'by':'dependency','value':'stock'}", "items/1 old users/1 users/2");
        row("dependency of none", "{'by':'dependency','value':'old'}", "items/1 items/2 users/1 users/2");
        row("version", "{'by':'version','value':1}", "items/1 items/2");
        row("all but the current version", "{'by':'version'}", "items/1 items/2");
        row("a later version takes the older ones along", "{'by':'version','value':2}", "");
        row("a version before all", "{'by':'version','value':0}", "items/1 items/2 old users/1 users/2");
        row("age", "{'by':'ttl','value':30}", "items/1 items/2 users/1 users/2");
        row("condition: age", "{'by':'condition','value':{'field':'age_s','op':'>=','value':10}}",
            "items/2 users/1 users/2");
        row("condition: bytes", "{'by':'condition','value':{'field':'bytes','op':'>','value':5000}}",
            "items/2 old users/1 users/2");
        row("condition: hits", "{'by':'condition','value':{'field':'hits','op':'==','value':0}}", "users/2");
        row("condition: version", "{'by':'condition','value':{'field':'version','op':'!=','value':1}}",
            "old users/1 users/2");
        row("condition: key", "{'by':'condition','value':{'field':'key','op':'matches','value':'users/?'}}",
            "items/1 items/2 old");
        row("condition: tag", "{'by':'condition','value':{'field':'tag','op':'==','value':'page'}}",
            "items/1 items/2 old users/2");
        row("condition: without the tag", "{'by':'condition','value':{'field':'tag','op':'!=','value':'user:1'}}",
            "items/1 users/1");
        row("conditions",
            "{'by':'condition','value':[{'field':'age_s','op':'<','value':30},{'field':'hits','op':'<=','value':2}]}",
            "old users/2");
        row("all", "{'by':'all'}", "");
    }
    void removesExactlyWhatIsMeant()
    {
        QFETCH(const QByteArray, order);
        Cache cache({.ttl = 1h}, [] { return Cache::Clock::time_point(1h); });
        fill(cache);
        const std::size_t before = cache.stats().entries;
        const auto read = orderFrom(order);
        QVERIFY2(read, qPrintable(read ? QString() : read.error()));
        const std::size_t removed = invalidate(cache, *read);
        QTEST(QByteArray::fromStdString(remaining(cache)), "left");
        QCOMPARE(removed, before - cache.stats().entries);
        QCOMPARE(cache.stats().invalidated, removed);
    }
    void refusesWithOneSentence_data()
    {
        QTest::addColumn<QByteArray>("order");
        for (const char *order : {"{}",
                                  "{'by':'colour'}",
                                  "{'by':3}",
                                  "{'by':'key'}",
                                  "{'by':'key','value':''}",
                                  "{'by':'tag','value':7}",
                                  "{'by':'ttl','value':-1}",
                                  "{'by':'ttl','value':'60'}",
                                  "{'by':'version','value':1.5}",
                                  "{'by':'version','value':-1}",
                                  "{'by':'version','value':'1'}",
                                  "{'by':'version','value':1e300}",
                                  "{'by':'all','value':'x'}",
                                  "{'by':'condition'}",
                                  "{'by':'condition','value':'age_s > 60'}",
                                  "{'by':'condition','value':[]}",
                                  "{'by':'condition','value':[1]}",
                                  "{'by':'condition','value':{'field':'colour','op':'==','value':1}}",
                                  "{'by':'condition','value':{'field':'age_s','op':'=','value':1}}",
                                  "{'by':'condition','value':{'field':'age_s','op':'>','value':'60'}}",
                                  "{'by':'condition','value':{'field':'age_s','op':'matches','value':60}}",
                                  "{'by':'condition','value':{'field':'tag','op':'>','value':'a'}}",
                                  "{'by':'condition','value':{'field':'tag','op':'==','value':1}}",
                                  "{'by':'condition','value':{'field':'hits','op':'>','value':1,'and':1}}"}) {
            QTest::newRow(order) << QByteArray(order).replace('\'', '"');
        }
    }
    void refusesWithOneSentence()
    {
        QFETCH(const QByteArray, order);
        const auto read = orderFrom(order);
        QVERIFY(!read);
        QVERIFY2(read.error().endsWith(u'.'), qPrintable(read.error()));
        QVERIFY(!read.error().contains(u'\n'));
    }
    void tooManyConditionsAreRefused()
    {
        const QByteArray one = "{\"field\":\"hits\",\"op\":\"<\",\"value\":2}";
        const auto order = [&](int count) -> QByteArray {
            return QByteArray("{\"by\":\"condition\",\"value\":[") + QByteArrayList(count, one).join(',') + "]}";
        };
        QVERIFY(orderFrom(order(8)));
        QVERIFY(!orderFrom(order(9)));
    }
    void patterns_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("exact") << QByteArray("abc") << QByteArray("abc") << true;
        QTest::newRow("whole text only") << QByteArray("ab") << QByteArray("abc") << false;
        QTest::newRow("star at the end") << QByteArray("a*") << QByteArray("abc") << true;
        QTest::newRow("star takes nothing") << QByteArray("abc*") << QByteArray("abc") << true;
        QTest::newRow("retries") << QByteArray("*b*d") << QByteArray("abcbcd") << true;
        QTest::newRow("question mark") << QByteArray("a?c") << QByteArray("abc") << true;
        QTest::newRow("no empty question mark") << QByteArray("abc?") << QByteArray("abc") << false;
    }
    void patterns()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const QByteArray, text);
        QTEST(matchesPattern(text.toStdString(), pattern.toStdString()), "matches");
    }
};

QTEST_APPLESS_MAIN(TestInvalidation)
#include "tst_lab_invalidation.moc"
