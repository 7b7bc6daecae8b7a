// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/segment.h"

#include "app/history/bytes.h"
#include "app/history/crc32c.h"
#include "tests/app/history/samples.h"

#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::history;

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();
constexpr int batches = 6;

struct Written {
    std::vector<std::shared_ptr<const series::Labels>> labels = test::someSeries(3);
    QByteArray bytes;
    std::vector<qsizetype> ends; ///< of the header and of each record

    Written()
    {
        SegmentEncoder encoder(42);
        bytes = encoder.header();
        ends.push_back(bytes.size());
        for (int n = 0; n < batches; ++n) {
            bytes += encoder.record(test::firstBatch + n * 5000, test::batch(labels, n));
            ends.push_back(bytes.size());
        }
    }
    /// How many records lie whole before `size`.
    [[nodiscard]] int wholeWithin(qsizetype size) const
    {
        int whole = 0;
        while (whole < batches && ends[static_cast<std::size_t>(whole) + 1] <= size) {
            ++whole;
        }
        return whole;
    }
};

} // namespace

class TestSegment final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void crcIsCastagnolis()
    {
        QCOMPARE(crc32c("123456789"), 0xe3069283U); // the check value of the catalogue of CRCs
        QCOMPARE(crc32c(QByteArray(32, '\0')), 0x8a9136aaU); // RFC 3720, B.4
        QCOMPARE(crc32c(QByteArray(32, '\xff')), 0x62a8ab43U);
    }

    void numbersComeBack()
    {
        const std::vector<std::int64_t> numbers{0, 1, -1, 63, -64, 64, 127, 128, -5000, 1LL << 40, never, forever};
        QByteArray bytes;
        ByteWriter writer(bytes);
        for (const std::int64_t number : numbers) {
            writer.difference(number);
            writer.number(static_cast<std::uint64_t>(number));
        }
        ByteReader reader(bytes);
        for (const std::int64_t number : numbers) {
            QCOMPARE(reader.difference(), number);
            QCOMPARE(reader.number(), static_cast<std::uint64_t>(number));
        }
        QVERIFY(reader.atEnd() && !reader.failed());
        QCOMPARE(reader.number(), std::uint64_t{0});
        QVERIFY(reader.failed());
    }

    void roundTrip()
    {
        const Written written;
        const Segment segment = readSegment(written.bytes, never, forever);
        QCOMPARE(segment.end, SegmentEnd::Whole);
        QCOMPARE(segment.run, std::uint64_t{42});
        QCOMPARE(segment.samples, std::size_t{3 * batches});
        QCOMPARE(test::byLabels(segment.series), test::expected(written.labels, batches));
    }

    void allValuesSurvive()
    {
        const auto labels = test::someSeries(1);
        const std::vector<double> values{0.0,
                                         -0.0,
                                         std::numeric_limits<double>::infinity(),
                                         std::numeric_limits<double>::quiet_NaN(),
                                         series::staleNaN(),
                                         5e-324};
        SegmentEncoder encoder(1);
        QByteArray bytes = encoder.header();
        std::vector<series::Sample> samples;
        for (std::size_t i = 0; i < 2 * values.size(); ++i) { // each twice, so that the short form is met too
            samples.push_back({static_cast<std::int64_t>(i) * 5000, values[i / 2]});
            bytes += encoder.record(samples.back().t + 3, {{labels.front(), samples.back()}});
        }
        const Segment segment = readSegment(bytes, never, forever);
        QCOMPARE(segment.end, SegmentEnd::Whole);
        QCOMPARE(segment.series.front().samples, samples);
    }

    void readsWhatIsInBounds()
    {
        const Written written;
        const Segment segment =
            readSegment(written.bytes, test::firstBatch + 5000, test::firstBatch + 2 * 5000); // less 0, 1, 2 ms each
        QCOMPARE(segment.samples, std::size_t{1 + 3});
    }

    void tornAtEveryByte()
    {
        const Written written;
        for (qsizetype size = 0; size < written.bytes.size(); ++size) {
            const int whole = written.wholeWithin(size);
            const Segment segment = readSegment(written.bytes.first(size), never, forever);
            const bool atRecord = std::ranges::find(written.ends, size) != written.ends.end();
            QCOMPARE(segment.end, atRecord ? SegmentEnd::Whole : SegmentEnd::Torn);
            QCOMPARE(test::byLabels(segment.series), test::expected(written.labels, whole));
        }
    }

    void zerosAfterACrashAreTorn()
    {
        const Written written;
        for (const qsizetype zeros : {1, 11, 12, 4096}) {
            const Segment segment = readSegment(QByteArray(written.bytes + QByteArray(zeros, '\0')), never, forever);
            QCOMPARE(segment.end, SegmentEnd::Torn);
            QCOMPARE(test::byLabels(segment.series), test::expected(written.labels, batches));
        }
        QCOMPARE(readSegment(QByteArray(4096, '\0'), never, forever).end, SegmentEnd::Torn);
    }

    void everyFlippedBitIsFound()
    {
        const Written written;
        const qsizetype lastRecord = written.ends[batches - 1];
        for (qsizetype byte = 0; byte < written.bytes.size(); ++byte) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray bytes = written.bytes;
                bytes[byte] = static_cast<char>(static_cast<unsigned char>(bytes[byte]) ^ (1U << bit));
                const Segment segment = readSegment(bytes, never, forever);
                // Nobody can tell a flipped bit of the last record from one that was never written.
                QVERIFY2(segment.end == SegmentEnd::Corrupt || (segment.end == SegmentEnd::Torn && byte >= lastRecord),
                         qPrintable(QString::number(byte)));
                QCOMPARE(test::byLabels(segment.series), test::expected(written.labels, written.wholeWithin(byte)));
            }
        }
    }

    void strangersAreCorrupt_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a word") << QByteArray("hello");
        QTest::newRow("a text") << QByteArray("Dear diary, ").repeated(100);
        QByteArray newer = Written().bytes;
        newer[8] = 2;
        QTest::newRow("a newer version") << newer;
        QTest::newRow("something behind it") << QByteArray(Written().bytes + "PK and something that is no record");
    }
    void strangersAreCorrupt()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(readSegment(bytes, never, forever).end, SegmentEnd::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestSegment)
#include "tst_segment.moc"
