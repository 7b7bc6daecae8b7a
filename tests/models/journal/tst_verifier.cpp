// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/sha256.h"
#include "models/journal/verifier.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <span>
#include <tuple>

using namespace readyroom;
using namespace readyroom::journal;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t length = 1000;
const QString writerA = u"a0000000-0000-4000-8000-000000000001"_s;
const QString writerB = u"b0000000-0000-4000-8000-000000000002"_s;

StoredRow rowOf(const Entry &entry)
{
    return {.writer = entry.place.writer,
            .seq = entry.place.seq,
            .bytes = entry.bytes,
            .hash = entry.hash,
            .atMs = toMillis(entry.event.at),
            .kind = eventKindName(entry.event.kind),
            .service = entry.event.service,
            .environment = entry.event.environment,
            .text = entry.event.text};
}

Event eventOf(std::uint64_t seq)
{
    return {.kind = allEventKinds()[seq % allEventKinds().size()],
            .at = fromMillis(1'795'226'400'000 + qint64(seq) * 977),
            .by = {.user = u"ada"_s, .host = u"console"_s},
            .service = seq % 3 == 0 ? QString() : u"checkout"_s,
            .environment = u"demo"_s,
            .text = u"größer \"als\" 😀 %1"_s.arg(seq % 256),
            .detail = {{u"status"_s, 503}, {u"path"_s, u"/health"_s}}};
}

std::vector<StoredRow> chainOf(const QString &writer, std::uint64_t entries, const QString &suffix = {})
{
    std::vector<StoredRow> rows;
    QByteArray prev = chainStart();
    for (std::uint64_t seq = 1; seq <= entries; ++seq) {
        Event event = eventOf(seq);
        event.text += suffix;
        const Result<Entry> entry = sealed(std::move(event), {writer, seq}, prev);
        prev = entry->hash;
        rows.push_back(rowOf(*entry));
    }
    return rows;
}

std::vector<StoredRow> sorted(std::vector<StoredRow> rows)
{
    std::ranges::sort(rows, [](const StoredRow &a, const StoredRow &b) {
        return std::tie(a.writer, a.seq) < std::tie(b.writer, b.seq);
    });
    return rows;
}

std::vector<Damage> damageOf(std::span<const StoredRow> rows, const std::optional<TreeHead> &head = {})
{
    Verifier verifier;
    if (head) {
        verifier.expect(*head);
    }
    bool allGood = true;
    for (const StoredRow &row : rows) {
        allGood = verifier.check(row) && allGood;
    }
    // What check() answers agrees with what it reports.
    if (allGood != verifier.damage().empty()) {
        return {{{u"check() and damage() disagree"_s, 0}, {}}};
    }
    verifier.finish();
    return verifier.damage();
}

TreeHead headOf(std::span<const StoredRow> rows)
{
    Verifier verifier;
    for (const StoredRow &row : rows) {
        verifier.check(row);
    }
    return treeHeadOf(verifier.heads(), fromMillis(1'795'300'000'000));
}

void flip(QByteArray &bytes, qsizetype bit)
{
    bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
}

void flip(QString &text, qsizetype bit)
{
    text[bit / 16] = QChar(char16_t(text[bit / 16].unicode() ^ (1U << unsigned(bit % 16))));
}

} // namespace

class VerifierTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_chain = chainOf(writerA, length); }

    void aWholeJournalIsWhole()
    {
        std::vector<StoredRow> rows = m_chain;
        const std::vector<StoredRow> other = chainOf(writerB, 3);
        rows.insert(rows.end(), other.begin(), other.end());
        Verifier verifier;
        for (const StoredRow &row : rows) {
            QVERIFY(verifier.check(row));
        }
        verifier.finish();
        QCOMPARE(verifier.damage(), std::vector<Damage>());
        QCOMPARE(verifier.entries(), length + 3);
        QCOMPARE(verifier.heads(),
                 (std::vector<ChainHead>{{writerA, length, m_chain.back().hash}, {writerB, 3, other.back().hash}}));
        QCOMPARE(damageOf(rows, headOf(rows)), std::vector<Damage>());
        QCOMPARE(damageOf({}), std::vector<Damage>());
    }

    void everyFlippedBitOfTheBytesIsNamed()
    {
        changeEveryRow([](const StoredRow &row) { return row.bytes.size() * 8; },
                       [](StoredRow &row, qsizetype bit) { flip(row.bytes, bit); }, u"bytes"_s);
    }

    void everyFlippedBitOfTheHashIsNamed()
    {
        changeEveryRow([](const StoredRow &row) { return row.hash.size() * 8; },
                       [](StoredRow &row, qsizetype bit) { flip(row.hash, bit); }, u"hash"_s);
    }

    void everyFlippedBitOfAColumnIsNamed_data()
    {
        QTest::addColumn<int>("column");
        for (int i = 0; i < int(columns.size()); ++i) {
            QTest::newRow(columns[std::size_t(i)].first) << i;
        }
    }

    void everyFlippedBitOfAColumnIsNamed()
    {
        QFETCH(int, column);
        const auto &[name, member] = columns[std::size_t(column)];
        changeEveryRow([member](const StoredRow &row) { return (row.*member).size() * 16; },
                       [member](StoredRow &row, qsizetype bit) { flip(row.*member, bit); }, QString::fromLatin1(name));
    }

    void everyFlippedBitOfTheTimeIsNamed()
    {
        changeEveryRow([](const StoredRow &) { return qsizetype(64); },
                       [](StoredRow &row, qsizetype bit) { row.atMs ^= std::int64_t(1ULL << unsigned(bit)); },
                       u"column at"_s);
    }

    void everyFlippedBitOfThePlaceIsNamed()
    {
        // The store orders rows by these columns, so that a changed row moves to another place in a short chain.
        const std::vector<StoredRow> chain = chainOf(writerA, 20);
        for (std::size_t i = 0; i < chain.size(); ++i) {
            for (unsigned bit = 0; bit < 64; ++bit) {
                std::vector<StoredRow> rows = chain;
                rows[i].seq ^= 1ULL << bit;
                namesRow(sorted(rows), rows[i], u"seq"_s);
            }
            for (qsizetype bit = 0; bit < writerA.size() * 16; ++bit) {
                std::vector<StoredRow> rows = chain;
                flip(rows[i].writer, bit);
                namesRow(sorted(rows), rows[i], u"writer"_s);
            }
        }
    }

    void everyDeletedRowIsNamed()
    {
        // The last one is not missed without an exported head: see cutTail().
        for (std::size_t i = 0; i + 1 < m_chain.size(); ++i) {
            std::vector<StoredRow> rows = m_chain;
            rows.erase(rows.begin() + std::ptrdiff_t(i));
            QCOMPARE(damageOf(rows), (std::vector<Damage>{{{writerA, i + 1}, u"Entry %1 is missing"_s.arg(i + 1)}}));
        }
        std::vector<StoredRow> rows = m_chain;
        rows.erase(rows.begin() + 10, rows.begin() + 20);
        QCOMPARE(damageOf(rows), (std::vector<Damage>{{{writerA, 11}, u"Entries 11 to 20 are missing"_s}}));
    }

    void everyInsertedRowIsNamed()
    {
        const Result<Entry> forged = sealed(eventOf(1), {writerA, 500}, m_chain[498].hash);
        for (std::size_t i = 0; i <= m_chain.size(); ++i) {
            std::vector<StoredRow> rows = m_chain;
            rows.insert(rows.begin() + std::ptrdiff_t(i), rowOf(*forged));
            const std::vector<Damage> damage = damageOf(rows);
            QVERIFY(!damage.empty());
            const std::uint64_t named = damage.front().place.seq;
            QVERIFY(named == 500 || named == i + 1);
        }
        // With the numbers of all that follow moved on, the next entry shows it.
        std::vector<StoredRow> rows = m_chain;
        rows.insert(rows.begin() + 499, rowOf(*forged));
        for (std::size_t i = 500; i < rows.size(); ++i) {
            ++rows[i].seq;
        }
        QCOMPARE(damageOf(rows).front().place, (Place{writerA, 501}));
    }

    void everySwapIsNamed()
    {
        for (std::size_t i = 0; i + 1 < m_chain.size(); ++i) {
            std::vector<StoredRow> rows(m_chain.begin(),
                                        m_chain.begin() + std::ptrdiff_t(std::min(i + 4, m_chain.size())));
            std::swap(rows[i], rows[i + 1]);
            QCOMPARE(damageOf(rows).front().place, (Place{writerA, i + 1}));
            // The same with the numbers left where they were.
            std::swap(rows[i].seq, rows[i + 1].seq);
            const std::vector<Damage> damage = damageOf(rows);
            QVERIFY(damage.size() >= 2);
            QCOMPARE(damage[0].place, (Place{writerA, i + 1}));
            QCOMPARE(damage[1].place, (Place{writerA, i + 2}));
        }
    }

    void anEntryReplacedWithItsHashBreaksTheChain()
    {
        Verifier before;
        for (std::size_t i = 0; i + 1 < m_chain.size(); ++i) {
            const QByteArray prev = i == 0 ? chainStart() : m_chain[i - 1].hash;
            Verifier verifier = before;
            QVERIFY(verifier.check(rowOf(*sealed({.text = u"nothing happened"_s}, {writerA, i + 1}, prev))));
            QVERIFY(!verifier.check(m_chain[i + 1]));
            QCOMPARE(verifier.damage().front().place, (Place{writerA, i + 2}));
            QVERIFY(before.check(m_chain[i]));
        }
    }

    void cutTail()
    {
        const TreeHead head = headOf(m_chain);
        for (std::size_t left = 1; left < m_chain.size(); ++left) {
            const std::span rows = std::span(m_chain).first(left);
            if (left % 100 == 0) {
                QCOMPARE(damageOf(rows), std::vector<Damage>()); // nothing shows it but the head
            }
            Verifier verifier;
            verifier.expect(head);
            QVERIFY(verifier.check(rows.back()) == (left == 1));
            verifier.finish();
            QCOMPARE(verifier.damage().back().place, (Place{writerA, left + 1}));
            QVERIFY(verifier.damage().back().text.contains(u"exported head"));
        }
        const std::vector<Damage> damage = damageOf({}, head);
        QCOMPARE(damage.size(), 1U);
        QCOMPARE(damage.front().place, (Place{writerA, 0}));
    }

    void fullRewrite()
    {
        const std::vector<StoredRow> rewritten = chainOf(writerA, length, u", or not"_s);
        QCOMPARE(damageOf(rewritten), std::vector<Damage>()); // nothing shows it but the head
        const std::vector<Damage> damage = damageOf(rewritten, headOf(m_chain));
        QCOMPARE(damage.size(), 1U);
        QCOMPARE(damage.front().place, (Place{writerA, length}));
        QVERIFY(damage.front().text.contains(u"rewritten"));
        // A longer chain does not hide it.
        const std::vector<StoredRow> longer = chainOf(writerA, length + 5, u", or not"_s);
        QCOMPARE(damageOf(longer, headOf(m_chain)).front().place, (Place{writerA, length}));
    }

    void anExportedHeadStaysGoodWhenTheJournalGrows()
    {
        const TreeHead head = headOf(std::span(m_chain).first(600));
        QCOMPARE(damageOf(m_chain, head), std::vector<Damage>());
        std::vector<StoredRow> rows = m_chain;
        const std::vector<StoredRow> other = chainOf(writerB, 3);
        rows.insert(rows.end(), other.begin(), other.end());
        QCOMPARE(damageOf(rows, head), std::vector<Damage>());
    }

    void aWholeChainThatIsGoneIsNamed()
    {
        std::vector<StoredRow> rows = chainOf(writerA, 5);
        const std::vector<StoredRow> other = chainOf(writerB, 3);
        rows.insert(rows.end(), other.begin(), other.end());
        const TreeHead head = headOf(rows);
        const std::vector<Damage> damage = damageOf(other, head);
        QCOMPARE(damage.size(), 1U);
        QCOMPARE(damage.front().place, (Place{writerA, 0}));
    }

    void aHoleAtTheExpectedPlaceIsNamed()
    {
        std::vector<StoredRow> rows = chainOf(writerA, 5);
        const TreeHead head = headOf(std::span(rows).first(3));
        rows.erase(rows.begin() + 2);
        const std::vector<Damage> damage = damageOf(rows, head);
        QCOMPARE(damage.size(), 2U);
        QCOMPARE(damage[0].place, (Place{writerA, 3}));
        QCOMPARE(damage[1].place, (Place{writerA, 3}));
    }

    void anEntryThatIsNotCanonicalIsNamedThoughItsHashIsRight()
    {
        std::vector<StoredRow> rows = chainOf(writerA, 1);
        rows[0].bytes.replace("\"v\":1", "\"v\": 1");
        rows[0].hash = sha256(rows[0].bytes);
        const std::vector<Damage> damage = damageOf(rows);
        QCOMPARE(damage.size(), 1U);
        QVERIFY(damage.front().text.contains(u"canonical"));
    }

    void aKindOfALaterVersionIsNoDamage()
    {
        std::vector<StoredRow> rows = chainOf(writerA, 1);
        rows[0].bytes.replace(rows[0].kind.toLatin1(), "handed_over");
        rows[0].kind = u"handed_over"_s;
        rows[0].hash = sha256(rows[0].bytes);
        QCOMPARE(damageOf(rows), std::vector<Damage>());
    }

    void clocksThatRunBackAreNoDamage()
    {
        const Result<Entry> first = sealed({.at = fromMillis(2000)}, {writerA, 1}, chainStart());
        const Result<Entry> second = sealed({.at = fromMillis(1000)}, {writerA, 2}, first->hash);
        QCOMPARE(damageOf(std::vector{rowOf(*first), rowOf(*second)}), std::vector<Damage>());
    }

    void keepsTheFirstHundredOnly()
    {
        std::vector<StoredRow> rows = m_chain;
        for (StoredRow &row : rows) {
            row.text += u'!';
        }
        const std::vector<Damage> damage = damageOf(rows);
        QCOMPARE(damage.size(), 100U);
        QCOMPARE(damage.back().place, (Place{writerA, 100}));
    }

private:
    /// Every change of every row is found in that row and nowhere else, and told with `word`. Only the row itself and
    /// the one behind it can show it, so only these are verified anew. `change` undoes itself when done again.
    void changeEveryRow(const std::function<qsizetype(const StoredRow &)> &changes,
                        const std::function<void(StoredRow &, qsizetype)> &change, const QString &word) const
    {
        Verifier before;
        for (std::size_t i = 0; i < m_chain.size(); ++i) {
            StoredRow row = m_chain[i];
            for (qsizetype n = 0; n < changes(m_chain[i]); ++n) {
                change(row, n);
                Verifier verifier = before;
                const bool found = !verifier.check(row);
                // Whichever bit it is, the row behind is judged alike.
                const bool goesOn = n % 8 != 0 || i + 1 == m_chain.size() || verifier.check(m_chain[i + 1]);
                // Not QVERIFY for each: there are millions of them.
                if (!found || !goesOn || verifier.damage().size() != 1
                    || verifier.damage().front().place != Place{writerA, i + 1}
                    || !verifier.damage().front().text.contains(word)) {
                    QFAIL(qPrintable(u"change %1 of row %2 was not named"_s.arg(n).arg(i + 1)));
                }
                change(row, n);
            }
            QVERIFY(before.check(m_chain[i]));
        }
    }

    static void namesRow(const std::vector<StoredRow> &rows, const StoredRow &changed, const QString &column)
    {
        const std::vector<Damage> damage = damageOf(rows);
        QVERIFY(std::ranges::any_of(damage, [&](const Damage &one) {
            return one.place == Place{changed.writer, changed.seq} && one.text.contains(column);
        }));
    }

    const std::vector<std::pair<const char *, QString StoredRow::*>> columns{{"kind", &StoredRow::kind},
                                                                             {"service", &StoredRow::service},
                                                                             {"environment", &StoredRow::environment},
                                                                             {"text", &StoredRow::text}};
    std::vector<StoredRow> m_chain;
};

QTEST_APPLESS_MAIN(VerifierTest)
#include "tst_verifier.moc"
