// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/monitor/enginebench.h"

#include <QCoreApplication>
#include <QTest>

#include <mutex>

using namespace readyroom;
using namespace readyroom::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using fleet::EndpointKind;
using fleet::ServiceState;
using journal::EventKind;

namespace {

constexpr Duration everyNow{20};
constexpr Duration never = 1h; // but for the first snapshot, which comes at once

/// What the engine tells, as short lines; filled on the engine thread.
class Told final {
public:
    [[nodiscard]] std::function<void(std::vector<journal::Event>)> listener()
    {
        return [this](std::vector<journal::Event> events) {
            const std::scoped_lock lock(m_mutex);
            for (const journal::Event &event : events) {
                m_events.push_back(event);
            }
        };
    }

    [[nodiscard]] std::vector<journal::Event> events() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_events;
    }

    /// "service ok>critical", "breaker closed>open", "failed health", "recovered health"
    [[nodiscard]] QStringList lines() const
    {
        QStringList lines;
        for (const journal::Event &event : events()) {
            const auto detail = [&event](QStringView key) { return event.detail.value(key).toString(); };
            const QString change = detail(u"from") + u'>' + detail(u"to");
            switch (event.kind) {
            case EventKind::ServiceState:
                lines += u"service "_s + change;
                break;
            case EventKind::BreakerState:
                lines += u"breaker "_s + change;
                break;
            case EventKind::EndpointFailed:
                lines += u"failed "_s + detail(u"endpoint");
                break;
            case EventKind::EndpointRecovered:
                lines += u"recovered "_s + detail(u"endpoint");
                break;
            default:
                lines += journal::eventKindName(event.kind);
            }
        }
        return lines;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<journal::Event> m_events;
};

} // namespace

class EngineEventsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsTheFirstStateAndTransitions()
    {
        Told told;
        EngineBench bench(shopFleet(), 1h, everyNow, told.listener());
        bench.giveAllWell();
        QTRY_COMPARE(told.lines(), QStringList{u"service >ok"_s});
        bench.clock->advance(5s);
        const Timestamp opened = bench.clock->now();
        bench.give(EndpointKind::Breakers, 1, openBreakers);
        QTRY_COMPARE(told.lines().size(), 3);
        QCOMPARE(told.lines().sliced(1), (QStringList{u"breaker closed>open"_s, u"service ok>critical"_s}));
        const journal::Event event = told.events().back();
        QCOMPARE(event.at, opened);
        QCOMPARE(event.service, u"shop"_s);
        QCOMPARE(event.environment, u"test"_s);
        QVERIFY2(event.text.contains(u"payments"_s), qPrintable(event.text));
        QCOMPARE(event.by, journal::Operator());
    }

    void tellsWhatIsUndoneBeforeTheNextSnapshot()
    {
        Told told;
        EngineBench bench(shopFleet(), 1h, never, told.listener());
        QTRY_COMPARE(bench.engine->feed().latest()->services.size(), std::size_t{1});
        bench.giveAllWell();
        const auto give = [&bench](const QByteArray &body) {
            bench.clock->advance(5s);
            bench.give(EndpointKind::Breakers, 1, body);
        };
        give(openBreakers);
        give(closedBreakers);
        bench.clock->advance(5s);
        bench.refuse(EndpointKind::Metrics, 0);
        bench.clock->advance(5s);
        bench.give(EndpointKind::Metrics, 0, "requests 2\n");
        bench.engine->stop();
        QCOMPARE(bench.state(), ServiceState::Unknown); // no snapshot showed any of it
        // Within one observation endpoints come first and the service last.
        QCOMPARE(told.lines().join(u", "),
                 u"service >ok, breaker closed>open, service ok>critical, failed metrics, breaker open>closed, "
                 u"service critical>warning, recovered metrics, service warning>ok"_s);
        QCOMPARE(told.events().at(6).detail.value(u"outage_s").toDouble(), 5.0);
    }

    void tellsWhatWasSeenLast()
    {
        Told told;
        EngineBench bench(shopFleet(), 1h, never, told.listener());
        QTRY_COMPARE(bench.engine->feed().latest()->services.size(), std::size_t{1});
        bench.giveAllWell();
        QVERIFY(told.lines().isEmpty());
        bench.engine->stop();
        QCOMPARE(told.lines(), QStringList{u"service >ok"_s});
    }

    void sleepIsNoFailure()
    {
        Told told;
        EngineBench bench(shopFleet(), 50ms, everyNow, told.listener());
        bench.giveAllWell();
        QTRY_COMPARE(told.lines(), QStringList{u"service >ok"_s});
        bench.clock->sleep(8h);
        QTRY_COMPARE(told.lines().size(), 2);
        bench.refuseAll();
        bench.giveAllWell();
        QTRY_COMPARE(told.lines(), (QStringList{u"service >ok"_s, u"service ok>asleep"_s, u"service asleep>ok"_s}));
    }

    void ourOwnNetworkOutIsNoFailure()
    {
        fleet::Fleet fleet = shopFleet();
        fleet::Service other = fleet.services[0];
        other.name = u"bank"_s;
        other.instances = {QUrl(u"http://10.9.9.9:8080"_s)};
        other.endpoints.resize(1);
        fleet.services.push_back(other);
        Told told;
        EngineBench bench(fleet, 1h, never, told.listener());
        QTRY_COMPARE(bench.engine->feed().latest()->services.size(), std::size_t{2});
        Answer bank = bench.answer(EndpointKind::Health, 0, healthUp, "application/json");
        bank.endpoint.service = u"bank"_s;
        bank.endpoint.instance = u"10.9.9.9:8080"_s;
        bench.giveAllWell();
        bench.source->give(bank);
        bench.clock->advance(5s);
        bank.at = bench.clock->now();
        bank.status = 0;
        bank.error = Error{Error::Kind::Connect, u"There is no route to the host."_s};
        bench.source->give(bank);
        bench.refuseAll();
        bench.engine->stop();
        const QStringList lines = told.lines();
        QVERIFY(lines.contains(u"service ok>unknown"_s));
        QVERIFY2(lines.filter(u"failed"_s).isEmpty(), qPrintable(lines.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(EngineEventsTest)
#include "tst_engineevents.moc"
