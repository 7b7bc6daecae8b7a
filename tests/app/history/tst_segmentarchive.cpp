// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/segmentarchive.h"

#include "tests/app/history/samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <cstdio>

using namespace readyroom;
using namespace readyroom::history;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto childVariable = "READYROOM_TEST_WRITE_SEGMENTS_IN";

/// What the test starts to kill it: writes one batch after the other and tells the number of each that is written.
int writeUntilKilled(const QString &folder, int from)
{
    SegmentWriter writer(SegmentFolder(folder), static_cast<std::uint64_t>(from) + 1, {.bytes = 20'000});
    const auto labels = test::someSeries(20);
    for (int n = from; n < from + 1'000'000; ++n) {
        if (!writer.append(test::firstBatch + n * 5000, test::batch(labels, n))) {
            return 1;
        }
        std::printf("%d\n", n);
        std::fflush(stdout);
    }
    return 0;
}

/// No file may grow beyond `bytes` while this lives.
class FullDisk final {
public:
    explicit FullDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
};

struct Bench {
    QTemporaryDir dir;
    QString path = dir.filePath(u"state/readyroom/history"_s);
    std::shared_ptr<test::WallClock> clock = std::make_shared<test::WallClock>();
    test::TextLog log;
    std::vector<std::shared_ptr<const series::Labels>> labels = test::someSeries(3);
    ArchiveOptions options{.folder = path, .clock = clock, .log = log.logger};

    [[nodiscard]] std::unique_ptr<SegmentArchive> open() const { return std::make_unique<SegmentArchive>(options); }
    void keep(SegmentArchive &archive, int from, int to) const
    {
        for (int n = from; n < to; ++n) {
            clock->ms = test::firstBatch + n * 5000;
            archive.keep(clock->ms, test::batch(labels, n));
        }
    }
    [[nodiscard]] static test::ByLabels takeAll(SegmentArchive &archive, std::size_t atOnce = 1)
    {
        std::vector<series::OldSeries> all;
        auto some = archive.takeOld(atOnce);
        while (some) {
            std::ranges::move(*some, std::back_inserter(all));
            some = archive.takeOld(atOnce);
        }
        return test::byLabels(all);
    }
    [[nodiscard]] QStringList names() const { return QDir(path).entryList(QDir::Files, QDir::Name); }
};

} // namespace

class TestSegmentArchive final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsAndGivesBack()
    {
        const Bench bench;
        auto archive = bench.open();
        QVERIFY(Bench::takeAll(*archive).empty());
        bench.keep(*archive, 0, 20);
        archive.reset();
        archive = bench.open();
        QCOMPARE(Bench::takeAll(*archive), test::ended(test::expected(bench.labels, 20)));
        QVERIFY(!archive->takeOld(1));
        archive.reset();
        QVERIFY(bench.log.text.str().empty());
    }

    void onlyTheOwnerMayRead()
    {
        const Bench bench;
        auto archive = bench.open();
        bench.keep(*archive, 0, 1);
        archive.reset();
        const QFile::Permissions all = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(bench.path + u'/' + bench.names().front()), all);
        QCOMPARE(QFile::permissions(bench.path), all | QFile::ExeOwner | QFile::ExeUser);
    }

    void twoAtOnceReadWhatBothWrote()
    {
        const Bench bench;
        auto one = bench.open();
        auto two = bench.open();
        QVERIFY(Bench::takeAll(*one).empty());
        QVERIFY(Bench::takeAll(*two).empty());
        bench.keep(*one, 0, 10);
        bench.keep(*two, 10, 20);
        one.reset();
        two.reset();
        QCOMPARE(bench.names().size(), 2);
        auto third = bench.open();
        QCOMPARE(Bench::takeAll(*third), test::ended(test::expected(bench.labels, 20)));
    }

    void beginsNewFilesAndDropsTheOld()
    {
        Bench bench;
        bench.options.segment.age = 60s;
        bench.options.bound = 5min;
        auto archive = bench.open();
        for (int n = 0; n < 600; n += 6) { // 50 minutes, slowly enough that no batch is dropped
            bench.keep(*archive, n, n + 6);
            QTRY_COMPARE(archive->waiting(), std::size_t{0});
        }
        archive.reset();
        QVERIFY2(bench.names().size() >= 5 && bench.names().size() <= 8, qPrintable(bench.names().join(u' ')));
        archive = bench.open();
        const test::ByLabels all = Bench::takeAll(*archive);
        const std::vector<series::Sample> &samples = all.at(*bench.labels[0]);
        QCOMPARE(samples.front().t, bench.clock->ms - 300'000);
        QCOMPARE(samples.size(), std::size_t{61 + 1});
    }

    void neverExceedsItsSize()
    {
        Bench bench;
        bench.options.segment.bytes = 500;
        bench.options.maxBytes = 3000;
        for (int run = 0; run < 30; ++run) {
            auto archive = bench.open();
            bench.keep(*archive, run * 20, run * 20 + 20);
        }
        std::int64_t bytes = 0;
        for (const SegmentFile &file : SegmentFolder(bench.path).segments()) {
            bytes += file.bytes;
        }
        QVERIFY2(bytes > 1500 && bytes < 3000 + 2 * 500, qPrintable(QString::number(bytes)));
    }

    void whatWasSetAsideGoesAfterAMonth()
    {
        const Bench bench;
        QVERIFY(QDir().mkpath(bench.path));
        for (const auto &name : {u"series-20251001T000000.000Z-1-1.rrs.corrupt-20251002T000000Z"_s,
                                 u"series-20251101T000000.000Z-1-1.rrs.corrupt-20251102T000000Z-2"_s}) {
            QFile file(bench.path + u'/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        auto archive = bench.open();
        bench.keep(*archive, 0, 1); // on 24 November
        archive.reset();
        QCOMPARE(bench.names().filter(u"corrupt"_s).size(), 1);
        QVERIFY(bench.names().filter(u"corrupt"_s).front().contains(u"20251102"_s));
    }

    void aFullDiskIsSaidOnceAndOvercome()
    {
        const Bench bench;
        auto archive = bench.open();
        QVERIFY(Bench::takeAll(*archive).empty());
        {
            const FullDisk full(1500);
            for (int n = 0; n < 200; n += 4) {
                bench.keep(*archive, n, n + 4);
                QTRY_COMPARE(archive->waiting(), std::size_t{0});
            }
        }
        bench.keep(*archive, 200, 204);
        archive.reset();
        QVERIFY(bench.log.count("is not kept now") >= 1);
        QCOMPARE(bench.log.count("is not kept now"), bench.log.count("is kept again"));
        archive = bench.open();
        const test::ByLabels all = Bench::takeAll(*archive);
        QVERIFY(all.at(*bench.labels[0]).size() > 100); // most of it: only the batch that found the disk full is lost
        QCOMPARE(all.at(*bench.labels[0]).back().t, test::firstBatch + 203 * 5000 + 1);
        QCOMPARE(bench.names().filter(u"corrupt"_s).size(), 0);
    }

    void nothingCanBeWrittenAtAll()
    {
        Bench bench;
        QFile inTheWay(bench.dir.filePath(u"state"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        auto archive = bench.open();
        bench.keep(*archive, 0, 10);
        archive.reset();
        QCOMPARE(bench.log.count("is not kept now"), 1);
        QCOMPARE(bench.log.count("\n"), 1);
    }

    void killedAtAnyTime()
    {
        const Bench bench;
        const auto labels = test::someSeries(20);
        int from = 0;
        for (int round = 0; round < 15; ++round) {
            QProcess child;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QString::fromLatin1(childVariable), bench.path);
            child.setProcessEnvironment(environment);
            child.start(QCoreApplication::applicationFilePath(), {QString::number(from)});
            const int patience = QRandomGenerator::global()->bounded(1, 60);
            QByteArray out;
            while (out.count('\n') < patience) {
                QVERIFY(child.waitForReadyRead());
                out += child.readAll();
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            out += child.readAll();
            const int told = out.left(out.lastIndexOf('\n')).split('\n').last().toInt();
            const auto all = test::byLabels(
                readHistory(SegmentFolder(bench.path), {.now = fromMillis(test::firstBatch * 2)}, *bench.log.logger));
            for (const auto &series : labels) {
                const std::vector<series::Sample> &samples = all.at(*series);
                QVERIFY(series::isStale(samples.back().v));
                const std::int64_t newest = samples[samples.size() - 2].t;
                QVERIFY(newest >= test::firstBatch + told * 5000 - 20);
            }
            from = told + 1000;
        }
        QVERIFY2(bench.log.text.str().empty(), bench.log.text.str().c_str());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const QString folder = qEnvironmentVariable(childVariable); !folder.isEmpty()) {
        return writeUntilKilled(folder, QCoreApplication::arguments().at(1).toInt());
    }
    TestSegmentArchive test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_segmentarchive.moc"
