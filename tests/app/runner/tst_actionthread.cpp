// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/actionthread.h"

#include "app/runner/deadline.h"
#include "tests/app/runner/runnerkit.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using drills::Act;
using runner::ActionThread;
using runner::Deadline;

namespace {

Act setTo(int value, const QString &target = u"a"_s)
{
    return {.provider = u"http"_s, .target = target, .arguments = {{u"set"_s, value}}};
}

} // namespace

class TestActionThread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void actsElsewhere();
    void tellsHowItGoes();
    void unknownProvider();
    void voidPermit();
    void stopped_data();
    void stopped();
    void stoppedBefore();
    void endsWhileSomethingHangs();
    void deadlineByTime();
    void deadlineByCaller();
    void deadlineCalledOff();
};

void TestActionThread::actsElsewhere()
{
    RunnerKit kit;
    ActionThread &thread = *kit.stage->thread;
    std::atomic<QThread *> where = nullptr;
    kit.targets->beforeRun = [&where] { where = QThread::currentThread(); };
    const Result<drills::Preview> preview = await(thread.preview(setTo(7), {}));
    QVERIFY(preview);
    QCOMPARE(preview->undo->arguments.value(u"set"_s).toInt(), 1);
    const auto outcome =
        await(thread.run(setTo(7), *preview, *kit.gate.permit(u"lab"_s, u"a test"_s), {}, std::stop_token()));
    QVERIFY(outcome && outcome->sent);
    QVERIFY(where != nullptr && where != QThread::currentThread());
    const auto verified = await(thread.verify(setTo(7), *preview, *outcome, Duration{1000}, {}));
    QVERIFY(verified);
    QCOMPARE(verified->confirmed, drills::Confirmed::Yes);
    const Result<QJsonValue> read = await(thread.read(setTo(0), {}));
    QVERIFY(read);
    QCOMPARE(read->toObject().value(u"status"_s).toInt(), 7);
}

void TestActionThread::tellsHowItGoes()
{
    RunnerKit kit;
    kit.targets->tellings = 3;
    ActionThread &thread = *kit.stage->thread;
    QStringList told;
    QThread *where = nullptr;
    const auto listen = [&told, &where](const drills::Progress &progress) {
        told += progress.observed;
        where = QThread::currentThread();
    };
    const auto outcome = await(thread.run(setTo(7), {}, *kit.gate.permit(u"lab"_s, u"a test"_s), listen, {}));
    QVERIFY(outcome && outcome->sent);
    QCOMPARE(told, (QStringList{u"1 of 3"_s, u"2 of 3"_s, u"3 of 3"_s}));
    QCOMPARE(where, QThread::currentThread());

    // One that is given up may still tell, but nobody who has gone.
    kit.targets->tellings = 0;
    kit.targets->setFault(u"a"_s, Fault::HangsForEver);
    kit.targets->beforeRun = [&kit] { kit.targets->tellings = 2; };
    told.clear();
    std::stop_source stop;
    const auto given =
        outcomeOf(thread.run(setTo(7), {}, *kit.gate.permit(u"lab"_s, u"a test"_s), listen, stop.get_token()));
    QTRY_COMPARE(kit.targets->sent(), u"a=7 a=7"_s);
    stop.request_stop();
    QTRY_VERIFY(*given);
    QCOMPARE((*given)->error().kind, Error::Kind::Cancelled);
    kit.targets->endHanging();
    QVERIFY(await(thread.preview(setTo(1, u"b"_s), {})));
    QCOMPARE(told, QStringList());
}

void TestActionThread::unknownProvider()
{
    RunnerKit kit;
    Act act = setTo(1);
    act.provider = u"telepathy"_s;
    const Result<drills::Preview> preview = await(kit.stage->thread->preview(act, {}));
    QVERIFY(!preview);
    QCOMPARE(preview.error().kind, Error::Kind::Config);
    QVERIFY(preview.error().message.contains(u"telepathy"_s));
}

void TestActionThread::voidPermit()
{
    RunnerKit kit;
    security::Permit permit = *kit.gate.permit(u"lab"_s, u"a test"_s);
    kit.gate.disarm();
    const auto outcome = await(kit.stage->thread->run(setTo(7), {}, std::move(permit), {}, {}));
    QVERIFY(outcome);
    QVERIFY(!outcome->sent);
    QVERIFY(outcome->error && outcome->error->kind == Error::Kind::Unsupported);
    QCOMPARE(kit.targets->value(u"a"_s), 1);
}

void TestActionThread::stopped_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("answers"); // the provider itself, in time
    QTest::newRow("ends by itself") << Fault::Hangs << true;
    QTest::newRow("never ends") << Fault::HangsForEver << false;
}

void TestActionThread::stopped()
{
    QFETCH(const Fault, fault);
    QFETCH(const bool, answers);
    RunnerKit kit;
    kit.targets->setFault(u"a"_s, fault);
    std::stop_source stop;
    const auto outcome =
        outcomeOf(kit.stage->thread->run(setTo(7), {}, *kit.gate.permit(u"lab"_s, u"a test"_s), {}, stop.get_token()));
    QTRY_COMPARE(kit.targets->sent(), u"a=7"_s);
    QElapsedTimer passed;
    passed.start();
    stop.request_stop();
    QTRY_VERIFY(*outcome);
    QVERIFY2(passed.elapsed() < 200, qPrintable(QString::number(passed.elapsed())));
    QCOMPARE((*outcome)->has_value(), answers);
    const Error error = answers ? *(*outcome)->value().error : (*outcome)->error();
    QCOMPARE(error.kind, Error::Kind::Cancelled);

    // The thread is as good as before.
    QVERIFY(await(kit.stage->thread->preview(setTo(1, u"b"_s), {})));
}

void TestActionThread::stoppedBefore()
{
    RunnerKit kit;
    kit.targets->setFault(u"a"_s, Fault::HangsInPreview);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!await(kit.stage->thread->preview(setTo(7), stop.get_token())));
}

void TestActionThread::endsWhileSomethingHangs()
{
    RunnerKit kit;
    kit.targets->setFault(u"a"_s, Fault::HangsInPreview);
    const auto outcome = outcomeOf(kit.stage->thread->preview(setTo(7), {}));
    QTRY_COMPARE(kit.targets->calls(u"preview"_s).size(), 1U);
    kit.stage->thread.reset();
    QTRY_VERIFY(*outcome);
    QVERIFY(!(*outcome)->has_value());
}

void TestActionThread::deadlineByTime()
{
    const Deadline deadline(Duration{20}, {});
    QVERIFY(!deadline.token().stop_requested());
    QTRY_VERIFY(deadline.token().stop_requested());
    QVERIFY(deadline.hasPassed());
}

void TestActionThread::deadlineByCaller()
{
    std::stop_source stop;
    const Deadline deadline(std::chrono::hours{1}, stop.get_token());
    stop.request_stop();
    QVERIFY(deadline.token().stop_requested());
    QVERIFY(!deadline.hasPassed());
}

void TestActionThread::deadlineCalledOff()
{
    std::stop_token token;
    {
        const Deadline deadline(Duration{10}, {});
        token = deadline.token();
    }
    const Deadline later(Duration{30}, {});
    QTRY_VERIFY(later.hasPassed());
    QVERIFY(!token.stop_requested());
}

QTEST_GUILESS_MAIN(TestActionThread)
#include "tst_actionthread.moc"
