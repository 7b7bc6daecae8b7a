// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/runfolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::storage;
using drills::RollbackState;
using drills::Run;
using drills::RunStatus;

namespace {

constexpr Timestamp begin = fromMillis(1'800'000'000'000);

QString idOf(int number)
{
    return u"00000000-0000-4000-8000-%1"_s.arg(number, 12, 10, QChar(u'0'));
}

Run runOf(int number, const QString &service = u"shop"_s)
{
    drills::Activity act;
    act.name = u"invalidate"_s;
    act.provider = {{u"type"_s, u"http"_s}, {u"method"_s, u"POST"_s}, {u"url"_s, u"http://127.0.0.1:1/x"_s}};
    Run run;
    run.id = idOf(number);
    run.service = service;
    run.environment = u"staging"_s;
    run.by = {u"ann"_s, u"ws1"_s};
    run.startedAt = begin + std::chrono::minutes{number};
    run.experiment.title = u"A drill"_s;
    run.experiment.description = u"Of a test"_s;
    run.experiment.drill = u"drill-a"_s;
    run.experiment.method = {act};
    return run;
}

Run ended(Run run)
{
    run.status = RunStatus::Completed;
    run.endedAt = run.startedAt + std::chrono::seconds{5};
    return run;
}

drills::Undo undo(bool done)
{
    return {.title = u"invalidate"_s, .target = u"a"_s, .effect = u"x"_s, .act = {.provider = u"http"_s}, .done = done};
}

} // namespace

class TestRunFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void isForThisAccountAlone();
    void writesAndReads();
    void keepsNoSecret();
    void oneAtATime();
    void otherServicesMayRun();
    void interrupted_data();
    void interrupted();
    void runningIsNotInterrupted();
    void settlesOnce();
    void findsWhatIsNotSettled();
    void resumes();
    void lists();
    void leavesOutWhatCannotBeRead();
    void wrongIds_data();
    void wrongIds();
    void folderThatCannotBeMade();

private:
    [[nodiscard]] QString path() const { return m_dir->path() + u"/runs"_s; }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestRunFolder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestRunFolder::isForThisAccountAlone()
{
    const RunFolder folder(path());
    const auto hold = folder.begin(runOf(1));
    QVERIFY(hold);
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QStringList names{QString(), u'/' + idOf(1), u'/' + idOf(1) + u"/journal.json"_s, u'/' + idOf(1) + u"/lock"_s,
                            u"/locks"_s};
    for (const QString &name : names) {
        const QFileInfo info(path() + name);
        QVERIFY2(info.exists(), qPrintable(name));
        QVERIFY2(!(info.permissions() & others), qPrintable(name));
    }
}

void TestRunFolder::writesAndReads()
{
    const RunFolder folder(path());
    Run run = runOf(1);
    const auto hold = folder.begin(run);
    QVERIFY(hold);
    run.undo = {undo(false)};
    run.why = u"Because."_s;
    run.rollback = RollbackState::Incomplete;
    QVERIFY(folder.write(ended(run)));
    const Result<Run> read = folder.read(run.id);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->status, RunStatus::Completed);
    QCOMPARE(read->why, run.why);
    QCOMPARE(read->rollback, RollbackState::Incomplete);
    QCOMPARE(read->undo, run.undo);
    QCOMPARE(read->experiment.title, run.experiment.title);
    QVERIFY(read->canUndo());
}

void TestRunFolder::keepsNoSecret()
{
    const RunFolder folder(path(), [](QByteArray bytes) { return bytes.replace("hunter2", "•••"); });
    Run run = ended(runOf(1));
    run.why = u"the answer was hunter2"_s;
    QVERIFY(folder.begin(run));
    QVERIFY(folder.write(run));
    QFile file(path() + u'/' + run.id + u"/journal.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("hunter2"));
    const auto read = folder.read(run.id);
    QVERIFY(read);
    QCOMPARE(read->why, u"the answer was •••"_s);
}

void TestRunFolder::oneAtATime()
{
    const RunFolder folder(path());
    auto first = folder.begin(runOf(1));
    QVERIFY(first);
    const RunFolder elsewhere(path());
    const auto second = elsewhere.begin(runOf(2));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Config);
    const QString message = second.error().message;
    QVERIFY2(message.contains(u"ann@ws1"_s) && message.contains(u"A drill"_s) && message.contains(u"shop"_s),
             qPrintable(message));
    // What was refused has left nothing that looks like a run.
    QCOMPARE(elsewhere.list({}, {}, 10).size(), 1U);

    first->reset();
    QVERIFY(elsewhere.begin(runOf(3)));
}

void TestRunFolder::otherServicesMayRun()
{
    const RunFolder folder(path());
    const auto first = folder.begin(runOf(1));
    QVERIFY(first);
    QVERIFY(folder.begin(runOf(2, u"other"_s)));
    Run elsewhere = runOf(3);
    elsewhere.environment = u"production"_s;
    QVERIFY(folder.begin(elsewhere));
    // About no service: nobody knows what it touches.
    QVERIFY(folder.begin(runOf(4, QString())));
    QVERIFY(folder.begin(runOf(5, QString())));
}

void TestRunFolder::interrupted_data()
{
    QTest::addColumn<std::vector<drills::Undo>>("undo");
    QTest::addColumn<bool>("ownRollbacks");
    QTest::addColumn<RollbackState>("rollback");
    QTest::newRow("nothing was done") << std::vector<drills::Undo>() << false << RollbackState::NotNeeded;
    QTest::newRow("something was done") << std::vector{undo(false)} << false << RollbackState::Owed;
    QTest::newRow("taken back") << std::vector{undo(true)} << false << RollbackState::NotNeeded;
    QTest::newRow("own rollbacks") << std::vector<drills::Undo>() << true << RollbackState::Owed;
}

void TestRunFolder::interrupted()
{
    QFETCH(const std::vector<drills::Undo>, undo);
    QFETCH(const bool, ownRollbacks);
    QFETCH(const RollbackState, rollback);
    const RunFolder folder(path());
    Run run = runOf(1);
    run.undo = undo;
    if (ownRollbacks) {
        run.experiment.rollbacks = run.experiment.method;
    }
    // The lock goes with the program.
    QVERIFY(folder.begin(run));
    const Result<Run> read = folder.read(run.id);
    QVERIFY(read);
    QCOMPARE(read->status, RunStatus::Interrupted);
    QCOMPARE(read->rollback, rollback);
    QVERIFY(!read->why.isEmpty());
    QVERIFY(read->hasEnded());
    QVERIFY(*read->endedAt >= run.startedAt || toMillis(*read->endedAt) > 0);
}

void TestRunFolder::runningIsNotInterrupted()
{
    const RunFolder folder(path());
    const auto hold = folder.begin(runOf(1));
    QVERIFY(hold);
    QCOMPARE(folder.read(idOf(1))->status, RunStatus::Running);
    QVERIFY(folder.settleInterrupted().empty());
    QCOMPARE(RunFolder(path()).list({}, {}, 10).front().status, RunStatus::Running);
}

void TestRunFolder::settlesOnce()
{
    const RunFolder folder(path());
    Run run = runOf(1);
    run.undo = {undo(false)};
    QVERIFY(folder.begin(run));
    QVERIFY(folder.begin(runOf(2)));
    QVERIFY(folder.write(ended(runOf(2))));
    const std::vector<RunSummary> settled = folder.settleInterrupted();
    QCOMPARE(settled.size(), 1U);
    QCOMPARE(settled.front().id, run.id);
    QCOMPARE(settled.front().rollback, RollbackState::Owed);
    QVERIFY(folder.settleInterrupted().empty());
    QCOMPARE(folder.read(run.id)->status, RunStatus::Interrupted);
    QVERIFY(folder.read(run.id)->canUndo());
}

void TestRunFolder::findsWhatIsNotSettled()
{
    const RunFolder folder(path());
    const auto ids = [&folder] {
        QStringList all;
        for (const Run &run : folder.unsettled()) {
            all += run.id;
        }
        return all;
    };
    QVERIFY(ids().isEmpty());

    Run kept = runOf(1);
    kept.undo = {undo(false)};
    QVERIFY(folder.begin(kept));
    QVERIFY(folder.write(ended(kept)));
    Run died = runOf(2);
    died.undo = {undo(false)};
    QVERIFY(folder.begin(died));
    const Result<std::unique_ptr<RunHold>> held = folder.begin(runOf(3));
    QVERIFY(held);
    QVERIFY(folder.begin(runOf(4, u"other"_s)));
    QVERIFY(folder.write(ended(runOf(4, u"other"_s))));
    QCOMPARE(ids(), (QStringList{idOf(2), idOf(1)}));

    kept.undo = {undo(true)};
    QVERIFY(folder.write(ended(kept)));
    QCOMPARE(ids(), QStringList{idOf(2)});
    // Only such a one is looked at.
    QVERIFY(QFile::exists(path() + u'/' + idOf(2) + u"/unsettled"_s));
    QVERIFY(!QFile::exists(path() + u'/' + idOf(1) + u"/unsettled"_s));
    // One too many, after a crash between two writes, misleads nobody.
    QFile mark(path() + u'/' + idOf(4) + u"/unsettled"_s);
    QVERIFY(mark.open(QIODevice::WriteOnly));
    QCOMPARE(ids(), QStringList{idOf(2)});
}

void TestRunFolder::resumes()
{
    const RunFolder folder(path());
    {
        const auto hold = folder.begin(runOf(1));
        QVERIFY(hold);
        QVERIFY(!folder.resume(runOf(1)));
    }
    const auto hold = folder.resume(runOf(1));
    QVERIFY(hold);
    QVERIFY(!folder.begin(runOf(2)));
}

void TestRunFolder::lists()
{
    const RunFolder folder(path());
    for (int i = 1; i <= 4; ++i) {
        Run run = runOf(i, i % 2 == 0 ? u"shop"_s : u"other"_s);
        run.experiment.drill = i == 4 ? u"drill-b"_s : u"drill-a"_s;
        QVERIFY(folder.begin(run));
        QVERIFY(folder.write(ended(run)));
    }
    const auto ids = [&folder](const QString &drill, const QString &service, std::size_t limit) {
        QStringList all;
        for (const RunSummary &run : folder.list(drill, service, limit)) {
            all += run.id;
        }
        return all;
    };
    QCOMPARE(ids({}, {}, 10), (QStringList{idOf(4), idOf(3), idOf(2), idOf(1)}));
    QCOMPARE(ids(u"drill-a"_s, {}, 10), (QStringList{idOf(3), idOf(2), idOf(1)}));
    QCOMPARE(ids({}, u"shop"_s, 10), (QStringList{idOf(4), idOf(2)}));
    QCOMPARE(ids(u"drill-a"_s, u"shop"_s, 10), QStringList{idOf(2)});
    QCOMPARE(ids({}, {}, 1), QStringList{idOf(4)});
    QVERIFY(ids(u"nothing"_s, {}, 10).isEmpty());
    QVERIFY(RunFolder(m_dir->path() + u"/not-there"_s).list({}, {}, 10).empty());
}

void TestRunFolder::leavesOutWhatCannotBeRead()
{
    const RunFolder folder(path());
    QVERIFY(folder.begin(runOf(1)));
    QVERIFY(folder.begin(runOf(2)));
    QFile broken(path() + u'/' + idOf(1) + u"/journal.json"_s);
    QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
    broken.write("{\"status\":");
    broken.close();
    QVERIFY(QDir(path()).mkdir(u"something else"_s));
    QCOMPARE(folder.list({}, {}, 10).size(), 1U);
    const Result<Run> read = folder.read(idOf(1));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Parse);
}

void TestRunFolder::wrongIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("a way out") << u"../../etc"_s;
    QTest::newRow("the locks") << u"locks"_s;
    QTest::newRow("a path") << (idOf(1) + u"/x"_s);
    QTest::newRow("not there") << idOf(9);
}

void TestRunFolder::wrongIds()
{
    QFETCH(const QString, id);
    const RunFolder folder(path());
    QVERIFY(folder.begin(runOf(1)));
    const Result<Run> read = folder.read(id);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Config);
    if (id != idOf(9)) {
        Run run = runOf(1);
        run.id = id;
        QVERIFY(!folder.begin(run));
    }
}

void TestRunFolder::folderThatCannotBeMade()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto hold = RunFolder(path()).begin(runOf(1));
    QVERIFY(!hold);
    QCOMPARE(hold.error().kind, Error::Kind::Io);
}

QTEST_GUILESS_MAIN(TestRunFolder)
#include "tst_runfolder.moc"
