// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyreader.h"

#include "app/history/segmentwriter.h"
#include "tests/app/history/samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::history;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using series::Sample;

namespace {

/// A history folder, and the writing of runs into it.
struct Folder {
    QTemporaryDir dir;
    SegmentFolder folder{dir.filePath(u"state/history"_s)};
    test::TextLog log;
    std::vector<std::shared_ptr<const series::Labels>> labels = test::someSeries(2);

    void write(std::uint64_t run, int from, int to, SegmentLimits limits = {}) const
    {
        SegmentWriter writer(folder, run, limits);
        for (int n = from; n < to; ++n) {
            const auto written = writer.append(test::firstBatch + n * 5000, test::batch(labels, n));
            QVERIFY2(written, written ? "" : qPrintable(written.error().message));
        }
    }
    [[nodiscard]] test::ByLabels read(std::size_t samples = 1'000'000) const
    {
        return test::byLabels(readHistory(
            folder, {.from = {}, .now = fromMillis(test::firstBatch + 86'400'000), .samples = samples}, *log.logger));
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(dir.filePath(u"state/history"_s)).entryList(QDir::Files, QDir::Name);
    }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(folder.make());
        QFile file(dir.filePath(u"state/history/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
};

const std::vector<Sample> twoSamples{{1000, 1}, {6000, 2}};
const Sample endOfTwo{6001, series::staleNaN()};

} // namespace

class TestHistoryReader final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingYet()
    {
        const Folder folder;
        QVERIFY(folder.read().empty());
        QVERIFY(folder.log.text.str().empty());
    }

    void aRunEndsWithAMarker()
    {
        const Folder folder;
        folder.write(1, 0, 10);
        QCOMPARE(folder.read(), test::ended(test::expected(folder.labels, 10)));
    }

    void joins_data()
    {
        QTest::addColumn<std::vector<std::vector<Sample>>>("runs");
        QTest::addColumn<std::vector<Sample>>("expected");
        using Runs = std::vector<std::vector<Sample>>;
        const double stale = series::staleNaN();
        QTest::newRow("one run") << Runs{twoSamples} << std::vector{twoSamples[0], twoSamples[1], endOfTwo};
        QTest::newRow("ended already") << Runs{{{1000, 1}, {2000, stale}}}
                                       << std::vector<Sample>{{1000, 1}, {2000, stale}};
        QTest::newRow("an hour between") << Runs{twoSamples, {{3'600'000, 3}}}
                                         << std::vector<Sample>{
                                                {1000, 1}, {6000, 2}, endOfTwo, {3'600'000, 3}, {3'600'001, stale}};
        QTest::newRow("at once") << Runs{twoSamples, {{3000, 7}, {8000, 8}, {13'000, 9}}}
                                 << std::vector<Sample>{{1000, 1}, {6000, 2}, {13'000, 9}, {13'001, stale}};
        QTest::newRow("a moment between") << Runs{twoSamples, {{12'000, 3}}}
                                          << std::vector<Sample>{{1000, 1}, {6000, 2}, {12'000, 3}, {12'001, stale}};
        QTest::newRow("clock set back") << Runs{{{6000, 2}, {1000, 1}}}
                                        << std::vector{twoSamples[0], twoSamples[1], endOfTwo};
    }
    void joins()
    {
        QFETCH(std::vector<std::vector<Sample>>, runs);
        QFETCH(std::vector<Sample>, expected);
        QCOMPARE(joined(runs), expected);
    }

    void segmentsOfARunGoOn()
    {
        const Folder folder;
        folder.write(1, 0, 12, {.bytes = 300});
        QVERIFY(folder.names().size() > 2);
        QCOMPARE(folder.read(), test::ended(test::expected(folder.labels, 12)));
    }

    void restartsLeaveAGap()
    {
        const Folder folder;
        folder.write(1, 0, 3);
        folder.write(2, 700, 703);
        const test::ByLabels all = folder.read();
        const std::vector<Sample> &samples = all.at(*folder.labels[0]);
        QCOMPARE(samples.size(), std::size_t{8});
        QVERIFY(series::isStale(samples[3].v));
        QCOMPARE(samples[3].t, samples[2].t + 1);
    }

    void damagedFilesAreSetAside()
    {
        const Folder folder;
        folder.write(1, 0, 30);
        const QString name = folder.names().front();
        QFile file(folder.dir.filePath(u"state/history/"_s + name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write("x");
        file.close();
        folder.write(2, 700, 703);
        const test::ByLabels all = folder.read();
        QVERIFY(all.at(*folder.labels[0]).size() > 4); // what was before the damage, and the other run
        QCOMPARE(folder.log.count("was set aside"), 1);
        QCOMPARE(folder.log.count("\n"), 1);
        QCOMPARE(folder.names().filter(name + u".corrupt-20251125T160000Z"_s).size(), 1);
        QCOMPARE(folder.names().size(), 2);
        QVERIFY(!folder.read().empty());
        QCOMPARE(folder.log.count("\n"), 1); // once
    }

    void strangersAreSetAsideAndOthersLeftAlone()
    {
        const Folder folder;
        const QString stranger = u"series-20251124T160000.000Z-1-1.rrs"_s;
        folder.put(stranger, "This is not a segment, though its name says so.");
        folder.put(u"notes.txt"_s, "mine");
        folder.put(u"series-of-books.rrs"_s, "mine too");
        QVERIFY(folder.read().empty());
        folder.put(stranger, "This is not a segment either.");
        QVERIFY(folder.read().empty());
        QCOMPARE(folder.log.count("was set aside"), 2);
        QCOMPARE(folder.names(),
                 (QStringList{u"notes.txt"_s, stranger + u".corrupt-20251125T160000Z"_s,
                              stranger + u".corrupt-20251125T160000Z-2"_s, u"series-of-books.rrs"_s}));
    }

    void tornFilesStay()
    {
        const Folder folder;
        folder.write(1, 0, 5);
        const QStringList names = folder.names();
        QFile file(folder.dir.filePath(u"state/history/"_s + names.front()));
        QVERIFY(file.resize(file.size() - 3));
        QCOMPARE(folder.read(), test::ended(test::expected(folder.labels, 4)));
        QCOMPARE(folder.names(), names);
        QVERIFY(folder.log.text.str().empty());
    }

    void readsTheNewestWhenThereIsTooMuch()
    {
        const Folder folder;
        folder.write(1, 0, 3);
        folder.write(2, 700, 703);
        const test::ByLabels all = folder.read(1);
        QCOMPARE(all.at(*folder.labels[0]).size(), std::size_t{4});
        QCOMPARE(all.at(*folder.labels[0]).front().t, test::firstBatch + 700 * 5000);
    }

    void leavesOutTheOldAndTheFuture()
    {
        const Folder folder;
        folder.write(1, 0, 10);
        const auto all = readHistory(
            folder.folder,
            {.from = fromMillis(test::firstBatch + 2 * 5000), .now = fromMillis(test::firstBatch + 4 * 5000)},
            *folder.log.logger);
        QCOMPARE(test::byLabels(all).at(*folder.labels[0]).size(), std::size_t{3 + 1});
    }

    void aFileThatCannotBeReadIsNoDamage()
    {
        const Folder folder;
        QVERIFY(folder.folder.make());
        const QString path = folder.folder.pathFor(fromMillis(test::firstBatch), 1, 1);
        QVERIFY(QFile::link(u"/proc/self/mem"_s, path)); // opens, and reading its first page fails
        QVERIFY(folder.read().empty());
        QCOMPARE(folder.names().filter(u"corrupt"_s).size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHistoryReader)
#include "tst_historyreader.moc"
