// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/exporttext.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "ui/journal/headfile.h"
#include "ui/journal/journalexport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <memory>

using namespace readyroom;
using namespace Qt::StringLiterals;
using fakes::FakeJournal;
using journalui::JournalExport;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestJournalExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonLinesAreTheStoredBytes()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.jsonl"_s);
        // More than two pages.
        FakeJournal store(fakes::manyEvents(4100, fakes::moment()));
        JournalExport job(store);
        const QSignalSpy finished(&job, &JournalExport::finished);
        job.start(path, {}, JournalExport::Format::JsonLines);
        QVERIFY(job.isRunning());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.front().at(1).toString(), QString());
        QCOMPARE(job.entries(), quint64{4100});
        QVERIFY(!job.isRunning());
        QByteArray expected;
        for (const journal::Entry &entry : store.entries()) {
            expected += entry.bytes + '\n';
        }
        QCOMPARE(contents(path), expected);
    }

    void onlyWhatTheFilterWants()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.csv"_s);
        FakeJournal store(fakes::manyEvents(40, fakes::moment()));
        JournalExport job(store);
        const QSignalSpy finished(&job, &JournalExport::finished);
        JournalFilter filter;
        filter.service = u"edge"_s;
        job.start(path, filter, JournalExport::Format::Csv);
        QTRY_COMPARE(finished.size(), 1);
        QByteArray expected = journal::csvHeader();
        for (const journal::Entry &entry : store.entries()) {
            expected += entry.event.service == u"edge"_s ? journal::csvLine(entry) : QByteArray();
        }
        QVERIFY(expected.count("\r\n") > 2);
        QCOMPARE(contents(path), expected);
    }

    void anEmptyJournalIsAnEmptyFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.jsonl"_s);
        FakeJournal store;
        JournalExport job(store);
        const QSignalSpy finished(&job, &JournalExport::finished);
        job.start(path, {}, JournalExport::Format::JsonLines);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(QFile::exists(path));
        QCOMPARE(contents(path), QByteArray());
    }

    void aFileThatCannotBeWrittenIsNamed()
    {
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        JournalExport job(store);
        const QSignalSpy finished(&job, &JournalExport::finished);
        job.start(u"/nonexistent/journal.jsonl"_s, {}, JournalExport::Format::JsonLines);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(finished.front().at(1).toString().contains(u"/nonexistent/journal.jsonl"_s));
    }

    void aStoreThatCannotBeReadLeavesNoFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.jsonl"_s);
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        store.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        JournalExport job(store);
        const QSignalSpy finished(&job, &JournalExport::finished);
        job.start(path, {}, JournalExport::Format::JsonLines);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.front().at(1).toString(), u"The disk is gone."_s);
        QVERIFY(!QFile::exists(path));
    }

    void aSecondStartWithdrawsTheFirst()
    {
        const QTemporaryDir folder;
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        store.hold();
        JournalExport job(store);
        const QSignalSpy finished(&job, &JournalExport::finished);
        job.start(folder.filePath(u"first"_s), {}, JournalExport::Format::JsonLines);
        QTRY_COMPARE(store.waiting(), std::size_t{1});
        job.start(folder.filePath(u"second"_s), {}, JournalExport::Format::JsonLines);
        QVERIFY(store.asked.front().stop.stop_requested());
        QTRY_COMPARE(store.waiting(), std::size_t{2});
        store.release();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.front().at(0).toString(), folder.filePath(u"second"_s));
        QVERIFY(!QFile::exists(folder.filePath(u"first"_s)));
    }

    void theExportMayGoFirst()
    {
        const QTemporaryDir folder;
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        store.hold();
        auto job = std::make_unique<JournalExport>(store);
        job->start(folder.filePath(u"journal.jsonl"_s), {}, JournalExport::Format::JsonLines);
        QTRY_COMPARE(store.waiting(), std::size_t{1});
        job.reset();
        store.release();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!QFile::exists(folder.filePath(u"journal.jsonl"_s)));
    }

    void aHeadComesBackAsItWasSaved()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"head.json"_s);
        FakeJournal store(fakes::fiveEvents(fakes::moment()));
        std::optional<QString> problem;
        journalui::saveHead(store, path, this, [&problem](const QString &text) { problem = text; });
        QTRY_VERIFY(problem);
        QCOMPARE(*problem, QString());
        std::optional<Result<journal::TreeHead>> read;
        journalui::loadHead(path, this, [&read](const Result<journal::TreeHead> &head) { read = head; });
        QTRY_VERIFY(read);
        QVERIFY(*read);
        QCOMPARE((*read)->heads.size(), std::size_t{1});
        QCOMPARE((*read)->heads.front().hash, store.entries().back().hash);

        read.reset();
        journalui::loadHead(folder.filePath(u"other"_s), this,
                            [&read](const Result<journal::TreeHead> &head) { read = head; });
        QTRY_VERIFY(read);
        QCOMPARE(read->error().kind, Error::Kind::Io);
    }
};

QTEST_GUILESS_MAIN(TestJournalExport)
#include "tst_journalexport.moc"
