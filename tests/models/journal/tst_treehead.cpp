// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/merkletree.h"
#include "models/journal/sha256.h"
#include "models/journal/treehead.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::journal;
using namespace Qt::StringLiterals;

namespace {

TreeHead someHead()
{
    return treeHeadOf({{u"b0000000-0000-4000-8000-000000000002"_s, 7, sha256("b")},
                       {u"a0000000-0000-4000-8000-000000000001"_s, 12, sha256("a")}},
                      fromMillis(1'795'226'400'000));
}

} // namespace

class TreeHeadTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sha256OfKnownTexts_data() // FIPS 180-4 examples
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("empty") << QByteArray()
                               << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("one block") << QByteArray("abc")
                                   << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("long") << QByteArray(1'000'000, 'a')
                              << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    void sha256OfKnownTexts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, hash);
        QCOMPARE(sha256(text).toHex(), hash);
    }

    /// The tree that the implementations of Certificate Transparency test with (RFC 6962).
    void merkleTreeOfKnownLeaves()
    {
        const std::vector<QByteArray> leaves{"",
                                             QByteArray::fromHex("00"),
                                             QByteArray::fromHex("10"),
                                             QByteArray::fromHex("2021"),
                                             QByteArray::fromHex("3031"),
                                             QByteArray::fromHex("40414243"),
                                             QByteArray::fromHex("5051525354555657"),
                                             QByteArray::fromHex("606162636465666768696a6b6c6d6e6f")};
        const std::vector<QByteArray> roots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
        for (std::size_t n = 0; n <= leaves.size(); ++n) {
            QCOMPARE(merkleTreeHash(std::span(leaves).first(n)).toHex(), roots[n]);
        }
    }

    void isSortedAndWrittenCanonically()
    {
        const TreeHead head = someHead();
        QCOMPARE(head.heads.front().seq, 12U);
        const QByteArray a = sha256("a").toHex();
        const QByteArray b = sha256("b").toHex();
        const QByteArray first =
            "{\"hash\":\"" + a + "\",\"seq\":12,\"writer\":\"a0000000-0000-4000-8000-000000000001\"}";
        const QByteArray second =
            "{\"hash\":\"" + b + "\",\"seq\":7,\"writer\":\"b0000000-0000-4000-8000-000000000002\"}";
        QCOMPARE(head.root, merkleTreeHash(std::vector<QByteArray>{first, second}));
        QCOMPARE(toJson(head),
                 QByteArray("{\"at\":\"2026-11-21T02:00:00.000Z\",\"heads\":[" + first + "," + second + "],\"root\":\""
                            + head.root.toHex() + "\",\"v\":1}\n"));
    }

    void isReadBack()
    {
        for (const TreeHead &head :
             {someHead(), treeHeadOf({}, fromMillis(0)), treeHeadOf({{u"w"_s, 1, sha256("")}}, fromMillis(-1))}) {
            const Result<TreeHead> back = treeHeadFromJson(toJson(head));
            QVERIFY(back);
            QCOMPARE(*back, head);
            QVERIFY(treeHeadFromJson(toJson(head).chopped(1)));
        }
    }

    void theFurthestHeadOfAWriterCounts()
    {
        const TreeHead head = treeHeadOf({{u"w"_s, 1, sha256("1")}, {u"w"_s, 2, sha256("2")}}, fromMillis(0));
        QCOMPARE(head.heads, (std::vector<ChainHead>{{u"w"_s, 2, sha256("2")}}));
    }

    void anyChangedBitIsRefused()
    {
        const QByteArray text = toJson(someHead());
        const TreeHead head = *treeHeadFromJson(text);
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray changed = text;
                changed[i] = char(changed[i] ^ (1 << bit));
                const Result<TreeHead> back = treeHeadFromJson(changed);
                // The moment is not covered by the root; whoever keeps the file knows it.
                if (back) {
                    QVERIFY(back->at != head.at);
                    QCOMPARE(back->heads, head.heads);
                    QCOMPARE(toJson(*back), changed);
                } else {
                    QCOMPARE(back.error().kind, Error::Kind::Parse);
                    QVERIFY(back.error().message.endsWith(u'.'));
                }
            }
        }
    }

    void refusesWhatIsNoHead_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = toJson(someHead());
        const auto replaced = [&good](const char *from, const QByteArray &to) {
            return QByteArray(good).replace(from, to);
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("twice") << good + good;
        QTest::newRow("white space") << replaced(",\"root\"", ", \"root\"");
        QTest::newRow("version 2") << replaced("\"v\":1", "\"v\":2");
        QTest::newRow("no such day") << replaced("11-21", "11-31");
        QTest::newRow("a writer twice") << replaced("b0000000-0000-4000-8000-000000000002",
                                                    "a0000000-0000-4000-8000-000000000001");
        QTest::newRow("not sorted") << replaced("a0000000", "c0000000");
        QTest::newRow("entry 0") << replaced("\"seq\":7", "\"seq\":0");
        QTest::newRow("another root") << replaced(someHead().root.toHex(), sha256("x").toHex());
        QTest::newRow("short root") << replaced(someHead().root.toHex(), "00");
        QTest::newRow("one string") << QByteArray("{\"at\":\"\"");
    }

    void refusesWhatIsNoHead()
    {
        QFETCH(QByteArray, text);
        const Result<TreeHead> head = treeHeadFromJson(text);
        QVERIFY(!head);
        QCOMPARE(head.error().kind, Error::Kind::Parse);
        QVERIFY(head.error().message.endsWith(u'.'));
    }
};

QTEST_APPLESS_MAIN(TreeHeadTest)
#include "tst_treehead.moc"
