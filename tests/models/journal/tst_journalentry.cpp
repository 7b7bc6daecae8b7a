// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/entry.h"
#include "models/journal/sha256.h"
#include "tests/models/journal/randomjson.h"

#include <QSet>
#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::journal;
using namespace Qt::StringLiterals;

namespace {

const QString writer = u"0f8fad5b-d9cb-469f-a165-70867728950e"_s;

Event someEvent()
{
    return {.kind = EventKind::EndpointFailed,
            .at = fromMillis(1'795'226'400'123),
            .by = {.user = u"ada"_s, .host = u"console"_s},
            .service = u"checkout"_s,
            .environment = u"demo"_s,
            .text = u"The health endpoint failed"_s,
            .detail = {{u"status"_s, 503}, {u"path"_s, u"/health"_s}}};
}

QByteArray minimalText()
{
    return "{\"at\":\"1970-01-01T00:00:00.000Z\",\"by\":{},\"kind\":\"note\",\"prev\":\"" + QByteArray(64, '0')
        + "\",\"seq\":1,\"v\":1,\"writer\":\"w\"}";
}

} // namespace

class JournalEntryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isWrittenAsDocumented()
    {
        const QByteArray prev = sha256("before");
        const Result<Entry> entry = sealed(someEvent(), {writer, 7}, prev);
        QVERIFY(entry);
        QCOMPARE(entry->bytes,
                 QByteArray("{\"at\":\"2026-11-21T02:00:00.123Z\",\"by\":{\"host\":\"console\",\"user\":\"ada\"},"
                            "\"detail\":{\"path\":\"/health\",\"status\":503},\"environment\":\"demo\","
                            "\"kind\":\"endpoint_failed\",\"prev\":\""
                            + prev.toHex()
                            + "\",\"seq\":7,\"service\":\"checkout\",\"text\":\"The health endpoint failed\",\"v\":1,"
                              "\"writer\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}"));
        QCOMPARE(entry->hash, sha256(entry->bytes));
        QCOMPARE(entry->prev, prev);
        QCOMPARE(entry->place, (Place{writer, 7}));
        QCOMPARE(entry->event, someEvent());
    }

    void leavesOutWhatIsEmpty()
    {
        const Result<Entry> entry = sealed({}, {u"w"_s, 1}, chainStart());
        QVERIFY(entry);
        QCOMPARE(entry->bytes, minimalText());
    }

    void kindsHaveWords()
    {
        QSet<QString> words;
        for (const EventKind kind : allEventKinds()) {
            words.insert(eventKindName(kind));
            QCOMPARE(eventKindFromName(eventKindName(kind)), kind);
            const Result<Entry> entry = sealed({.kind = kind}, {writer, 1}, chainStart());
            QVERIFY(entry);
            QCOMPARE(opened(entry->bytes)->event.kind, kind);
        }
        QCOMPARE(words.size(), 18);
        QCOMPARE(allEventKinds().front(), EventKind::Started);
        QCOMPARE(allEventKinds().back(), EventKind::Assessment);
        QCOMPARE(eventKindName(EventKind::SignOff), u"sign_off"_s);
        QVERIFY(!eventKindFromName(u"Note"));
        QVERIFY(!eventKindFromName(u""));
    }

    void whatIsSealedIsOpened()
    {
        RandomJson random(4);
        QByteArray prev = chainStart();
        for (std::uint64_t seq = 1; seq <= 3000; ++seq) {
            Event event{.kind = allEventKinds()[std::size_t(random.below(15))],
                        .at = fromMillis(qint64(random.below(2'000'000'000)) * (random.below(4000) - 1000)),
                        .by = {.user = random.text(), .host = random.text(), .keyFingerprint = random.text()},
                        .service = random.text(),
                        .environment = random.text(),
                        .text = random.text(),
                        .detail = random.object()};
            const Result<Entry> entry = sealed(event, {writer, seq}, prev);
            QVERIFY(entry);
            QCOMPARE(entry->event, event);
            const Result<Entry> back = opened(entry->bytes);
            QVERIFY2(back, entry->bytes.constData());
            QCOMPARE(*back, *entry);
            prev = entry->hash;
        }
    }

    void keepsTheBordersOfTimeAndNumber()
    {
        const Timestamp first = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
        const Timestamp last = Timestamp(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1)) - Duration(1);
        for (const Timestamp at : {first, last, fromMillis(-1), fromMillis(951'782'400'000)}) {
            const Result<Entry> entry = sealed({.at = at}, {writer, 9'007'199'254'740'991}, chainStart());
            QVERIFY(entry);
            QCOMPARE(*opened(entry->bytes), *entry);
        }
        for (const Timestamp at : {first - Duration(1), last + Duration(1), Timestamp::min(), Timestamp::max()}) {
            QVERIFY(!sealed({.at = at}, {writer, 1}, chainStart()));
        }
    }

    void refusesWhatCannotBeSealed_data()
    {
        QTest::addColumn<QJsonObject>("detail");
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("seq");
        QTest::addColumn<QString>("by");
        QTest::addColumn<int>("prevLength");
        const QString half(QChar(0xd800));
        QTest::newRow("not finite") << QJsonObject{{u"a"_s, std::numeric_limits<double>::infinity()}} << QString()
                                    << quint64(1) << writer << 32;
        QTest::newRow("lone surrogate in the text") << QJsonObject() << half << quint64(1) << writer << 32;
        QTest::newRow("lone surrogate in the writer") << QJsonObject() << QString() << quint64(1) << half << 32;
        QTest::newRow("short hash") << QJsonObject() << QString() << quint64(1) << writer << 31;
        QTest::newRow("seq beyond 2^53 - 1")
            << QJsonObject() << QString() << quint64(9'007'199'254'740'992) << writer << 32;
        QTest::newRow("seq 0") << QJsonObject() << QString() << quint64(0) << writer << 32;
        QTest::newRow("no writer") << QJsonObject() << QString() << quint64(1) << QString() << 32;
    }

    void refusesWhatCannotBeSealed()
    {
        QFETCH(QJsonObject, detail);
        QFETCH(QString, text);
        QFETCH(quint64, seq);
        QFETCH(QString, by);
        QFETCH(int, prevLength);
        const Result<Entry> entry = sealed({.text = text, .detail = detail}, {by, seq}, QByteArray(prevLength, '\1'));
        QVERIFY(!entry);
        QCOMPARE(entry.error().kind, Error::Kind::Parse);
        QVERIFY(entry.error().message.endsWith(u'.'));
    }

    void opensNothingElse_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char *name, const QByteArray &from, const QByteArray &to) {
            QTest::newRow(name) << from << to;
        };
        row("empty text that should be left out", "\"v\":1", "\"text\":\"\",\"v\":1");
        row("empty detail", ",\"kind\"", ",\"detail\":{},\"kind\"");
        row("detail that is no object", ",\"kind\"", ",\"detail\":[1],\"kind\"");
        row("empty service", "\"v\":1", "\"service\":\"\",\"v\":1");
        row("unknown member", "\"v\":1", "\"u\":1,\"v\":1");
        row("member of another place", "\"by\":{}", "\"by\":{\"user\":\"a\",\"host\":\"b\"}");
        row("unknown member of by", "\"by\":{}", "\"by\":{\"name\":\"a\"}");
        row("comma in by", "\"by\":{}", "\"by\":{,\"user\":\"a\"}");
        row("comma at the end of by", "\"by\":{}", "\"by\":{\"user\":\"a\",}");
        row("no by", ",\"by\":{}", "");
        row("unknown kind", "\"note\"", "\"remark\"");
        row("upper-case hex", "\"prev\":\"0", "\"prev\":\"A");
        row("no hex", "\"prev\":\"0", "\"prev\":\"g");
        row("short prev", "\"prev\":\"00", "\"prev\":\"0");
        row("escaped prev", "\"prev\":\"000000", "\"prev\":\"\\u0000");
        row("seq 0", "\"seq\":1", "\"seq\":0");
        row("negative seq", "\"seq\":1", "\"seq\":-1");
        row("leading zero", "\"seq\":1", "\"seq\":01");
        row("seq as text", "\"seq\":1", "\"seq\":\"1\"");
        row("seq beyond 2^53 - 1", "\"seq\":1", "\"seq\":9007199254740992");
        row("seq with an exponent", "\"seq\":1", "\"seq\":1e3");
        row("another version", "\"v\":1", "\"v\":2");
        row("version 11", "\"v\":1", "\"v\":11");
        row("no writer", "\"writer\":\"w\"", "\"writer\":\"\"");
        row("time without decimals", ".000Z", "Z");
        row("time with an offset", "00.000Z", "00.000+00:00");
        row("no such day", "1970-01-01", "1970-02-30");
        row("no leap day", "1970-01-01", "1970-02-29");
        row("hour 24", "T00:", "T24:");
        row("leap second", "00:00.000", "00:60.000");
        row("white space", ",\"by\"", ", \"by\"");
        row("something behind", "\"writer\":\"w\"}", "\"writer\":\"w\"}\n");
        row("cut", "\"w\"}", "\"w\"");
        row("not canonical inside", ",\"kind\"", ",\"detail\":{\"a\":1.0},\"kind\"");
        row("not sorted inside", ",\"kind\"", ",\"detail\":{\"b\":1,\"a\":1},\"kind\"");
    }

    void opensNothingElse()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QVERIFY(opened(minimalText()));
        const qsizetype at = minimalText().indexOf(from);
        QVERIFY(at >= 0);
        const Result<Entry> entry = opened(minimalText().replace(at, from.size(), to));
        QVERIFY(!entry);
        QCOMPARE(entry.error().kind, Error::Kind::Parse);
        QVERIFY(entry.error().message.endsWith(u'.'));
    }

    void opensNothingThatIsCut()
    {
        const QByteArray bytes = sealed(someEvent(), {writer, 7}, chainStart())->bytes;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QVERIFY(!opened(bytes.first(i)));
            QVERIFY(!opened(bytes.sliced(i + 1)));
        }
    }

    void keepsADetailAsDeepAsItMayBe()
    {
        QJsonObject deep;
        for (int i = 1; i < 100; ++i) {
            deep = {{u"a"_s, deep}};
        }
        const Result<Entry> entry = sealed({.detail = deep}, {writer, 1}, chainStart());
        QVERIFY(entry);
        QCOMPARE(*opened(entry->bytes), *entry);
        QVERIFY(!sealed({.detail = {{u"a"_s, deep}}}, {writer, 1}, chainStart()));
    }
};

QTEST_APPLESS_MAIN(JournalEntryTest)
#include "tst_journalentry.moc"
