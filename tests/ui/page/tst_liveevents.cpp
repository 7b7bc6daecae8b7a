// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "ui/page/liveevents.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeJournal;
using journal::EventKind;
using page::LiveEvents;

namespace {

const Timestamp now = fakes::moment();

journal::Event note(Duration ago, const QString &service = u"checkout"_s)
{
    return fakes::event(EventKind::Note, now - ago, service);
}

} // namespace

class TestLiveEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsOnceAndFollows()
    {
        FakeJournal store({note(20min), note(10min), note(5min, u"edge"_s), note(1min)});
        LiveEvents events(store);
        const QSignalSpy changed(&events, &LiveEvents::changed);
        events.refresh(now - 15min, now, true);
        QVERIFY(store.asked.empty());
        events.setService(u"production"_s, u"checkout"_s);
        events.refresh(now - 15min, now, true);
        QCOMPARE(store.asked.size(), std::size_t{1});
        QCOMPARE(events.entries().size(), std::size_t{3});
        QVERIFY(events.entries().front().event.at < events.entries().back().event.at);
        events.refresh(now - 15min + 1s, now + 1s, true);
        QCOMPARE(store.asked.size(), std::size_t{1});
        const auto before = changed.size();
        (void)store.record({note(-1s), note(-2s, u"edge"_s)});
        QCOMPARE(changed.size(), before + 1);
        QCOMPARE(events.entries().back().event.at, now + 1s);
        Q_EMIT store.recorded({events.entries().back()});
        QCOMPARE(events.entries().size(), std::size_t{4});
    }

    void looksFurtherBackWhenAsked()
    {
        FakeJournal store({note(3h), note(10min)});
        LiveEvents events(store);
        events.setService(u"production"_s, u"checkout"_s);
        events.refresh(now - 15min, now, true);
        QCOMPARE(events.entries().size(), std::size_t{1});
        events.refresh(now - 4h, now - 2h, false);
        QCOMPARE(store.asked.back().filter.to, std::optional(now - 2h));
        QCOMPARE(events.entries().size(), std::size_t{1});
        QCOMPARE(events.entries().front().event.at, now - 3h);
        // What is recorded now is not of that span.
        (void)store.record({note(0s)});
        QCOMPARE(events.entries().size(), std::size_t{1});
        events.refresh(now - 15min, now, true);
        QCOMPARE(events.entries().size(), std::size_t{2});
    }

    void oneRequestAtATimeAndNothingMissed()
    {
        FakeJournal store({note(10min)});
        LiveEvents events(store);
        events.setService(u"production"_s, u"checkout"_s);
        store.hold();
        events.refresh(now - 15min, now, true);
        events.refresh(now - 6h, now, true);
        QCOMPARE(store.waiting(), std::size_t{1});
        (void)store.record({note(0s)});
        store.release();
        QCOMPARE(store.asked.size(), std::size_t{2});
        QCOMPARE(store.asked.back().filter.from, std::optional(now - 12h));
        QCOMPARE(events.entries().size(), std::size_t{2});
    }

    void anotherServiceStartsAnew()
    {
        FakeJournal store({note(10min), note(5min, u"edge"_s)});
        LiveEvents events(store);
        events.setService(u"production"_s, u"checkout"_s);
        store.hold();
        events.refresh(now - 15min, now, true);
        events.setService(u"production"_s, u"edge"_s);
        QVERIFY(store.asked.front().stop.stop_requested());
        store.release();
        QVERIFY(events.entries().empty());
        events.refresh(now - 15min, now, true);
        QCOMPARE(events.entries().front().event.service, u"edge"_s);
    }

    void aBusySpanIsCutToTheNewest()
    {
        std::vector<journal::Event> many;
        for (int i = 0; i < 800; ++i) {
            many.push_back(note((800 - i) * 1s));
        }
        FakeJournal store(many);
        LiveEvents events(store);
        events.setService(u"production"_s, u"checkout"_s);
        events.refresh(now - 15min, now, true);
        QCOMPARE(events.entries().size(), LiveEvents::most);
        QCOMPARE(events.entries().back().event.at, now - 1s);
        events.refresh(now - 15min + 1s, now + 1s, true);
        QCOMPARE(store.asked.size(), std::size_t{1});
        // Zoomed in, the part on view is whole again.
        events.refresh(now - 13min, now - 12min, false);
        QCOMPARE(events.entries().size(), std::size_t{60});
    }

    void aFailureIsAskedAgain()
    {
        FakeJournal store({note(10min)});
        LiveEvents events(store);
        events.setService(u"production"_s, u"checkout"_s);
        store.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        events.refresh(now - 15min, now, true);
        store.failWith({});
        events.refresh(now - 15min, now, true);
        QCOMPARE(events.entries().size(), std::size_t{1});
    }

    void mayGoFirst()
    {
        FakeJournal store({note(10min)});
        auto events = std::make_unique<LiveEvents>(store);
        events->setService(u"production"_s, u"checkout"_s);
        store.hold();
        events->refresh(now - 15min, now, true);
        events.reset();
        QVERIFY(store.asked.front().stop.stop_requested());
        store.release();
        QCOMPARE(store.waiting(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestLiveEvents)
#include "tst_liveevents.moc"
