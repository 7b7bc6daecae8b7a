// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalqueue.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::storage;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

PendingEvent pending(const QString &text)
{
    return {.event = {.text = text}};
}

const JournalQueue::SteadyTime start{1h};

} // namespace

class JournalQueueTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesInOrder()
    {
        JournalQueue queue(10);
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s}) {
            QVERIFY(queue.push(pending(text), start));
        }
        const auto taken = queue.take(2);
        QCOMPARE(taken.size(), std::size_t{2});
        QCOMPARE(taken[0].event.text, u"a"_s);
        QCOMPARE(taken[1].event.text, u"b"_s);
        QCOMPARE(queue.take(5).size(), std::size_t{1});
        QVERIFY(queue.take(5).empty());
    }

    void countsUntilSettled()
    {
        JournalQueue queue(2);
        QVERIFY(queue.push(pending(u"a"_s), start));
        QVERIFY(queue.push(pending(u"b"_s), start));
        QVERIFY(!queue.push(pending(u"c"_s), start));
        QCOMPARE(queue.take(2).size(), std::size_t{2});
        QCOMPARE(queue.waiting(), std::size_t{2});
        QVERIFY(!queue.push(pending(u"d"_s), start));
        queue.settle(1, start);
        QVERIFY(queue.push(pending(u"e"_s), start));
        QCOMPARE(queue.waiting(), std::size_t{2});
        QCOMPARE(queue.refused(), std::size_t{2});
    }

    void takesNothingOnceClosed()
    {
        JournalQueue queue(2);
        QVERIFY(queue.push(pending(u"a"_s), start));
        queue.close();
        QVERIFY(!queue.push(pending(u"b"_s), start));
        QCOMPARE(queue.take(2).size(), std::size_t{1});
    }

    void tellsAStandstill()
    {
        JournalQueue queue(10);
        QCOMPARE(queue.standstill(start + 1min), 0ms);
        QVERIFY(queue.push(pending(u"a"_s), start + 1min));
        QVERIFY(queue.push(pending(u"b"_s), start + 2min));
        QCOMPARE(queue.standstill(start + 3min), 2min);
        queue.settle(1, start + 3min);
        QCOMPARE(queue.standstill(start + 4min), 1min);
        queue.settle(1, start + 4min);
        QCOMPARE(queue.standstill(start + 9min), 0ms);
    }
};

QTEST_GUILESS_MAIN(JournalQueueTest)
#include "tst_journalqueue.moc"
