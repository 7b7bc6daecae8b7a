// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/watches.h"

#include "app/monitor/timesource.h"
#include "tests/app/runner/storequeries.h"
#include "tests/support/fakequeries.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::runner;

namespace {

constexpr Duration often{5};

std::shared_ptr<const TimeSource> systemTime()
{
    return std::make_shared<const monitor::SystemTime>();
}

std::vector<drills::ServiceActions> shop()
{
    drills::Action action;
    action.name = u"rollback"_s;
    action.triggers = {{.name = u"error ratio above 10 %"_s,
                        .expr = u"service:error_ratio"_s,
                        .when = {readiness::Threshold::Operator::Greater, 0.1}}};
    return {{.subject = {.service = u"shop"_s, .environment = u"staging"_s, .targets = {}}, .actions = {action}}};
}

void append(test::MemoryStore &store, const char *name, double value, series::Labels labels = {})
{
    labels.set("__name__", name);
    labels.set("environment", "staging");
    labels.set("service", "shop");
    store.append(labels, toMillis(systemTime()->now()), value);
}

} // namespace

class TestWatches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void suggestsAndTakesBack();
    void listsWhatIsForced();
    void isQuietWhileNothingChanges();
    void goesOnAfterErrors();
    void endsWhileItAsks();
};

void TestWatches::suggestsAndTakesBack()
{
    test::StoreQueries queries;
    append(queries.store, "service:error_ratio", 0.2);
    const Watches watches(queries, systemTime(), shop(), often);
    QTRY_COMPARE(watches.suggestions().size(), 1U);
    QCOMPARE(watches.suggestions().front().action, u"rollback"_s);
    append(queries.store, "service:error_ratio", 0.0);
    QTRY_VERIFY(watches.suggestions().empty());
}

void TestWatches::listsWhatIsForced()
{
    test::StoreQueries queries;
    append(queries.store, "service:breaker_state", 1, {{"breaker", "payments"}, {"state", "forced_open"}});
    const Watches watches(queries, systemTime(), {}, often);
    QTRY_COMPARE(watches.forced().size(), 1U);
    QCOMPARE(watches.forced().front().name, u"payments"_s);
    append(queries.store, "service:breaker_state", 0, {{"breaker", "payments"}, {"state", "forced_open"}});
    QTRY_VERIFY(watches.forced().empty());
}

void TestWatches::isQuietWhileNothingChanges()
{
    test::StoreQueries queries;
    append(queries.store, "service:breaker_state", 1, {{"breaker", "payments"}, {"state", "disabled"}});
    const Watches watches(queries, systemTime(), shop(), often);
    const QSignalSpy changes(&watches, &Watches::changed);
    QTRY_VERIFY(queries.asked.size() > 20);
    QCOMPARE(changes.size(), 1);
}

void TestWatches::goesOnAfterErrors()
{
    test::StoreQueries queries;
    queries.error = Error{Error::Kind::Timeout, u"Too slow."_s, {}, {}};
    const Watches watches(queries, systemTime(), shop(), often);
    QTRY_VERIFY(queries.asked.size() > 8);
    QVERIFY(watches.suggestions().empty() && watches.forced().empty());
    append(queries.store, "service:error_ratio", 0.2);
    queries.error.reset();
    QTRY_COMPARE(watches.suggestions().size(), 1U);
}

void TestWatches::endsWhileItAsks()
{
    fakes::FakeQueries queries;
    queries.hold();
    auto watches = std::make_unique<Watches>(queries, systemTime(), shop(), often);
    QTRY_COMPARE(queries.waiting(), 1U);
    // Whoever is asked answers a moment after it was withdrawn, as the local store does.
    QTimer::singleShot(std::chrono::milliseconds{50}, this, [&queries] { queries.release(); });
    watches.reset();
    QCOMPARE(queries.waiting(), 0U);
    QCOMPARE(queries.asked.size(), 1U);
    QVERIFY(queries.asked.front().stop.stop_requested());
}

QTEST_GUILESS_MAIN(TestWatches)
#include "tst_watches.moc"
