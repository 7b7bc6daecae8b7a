// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

using namespace readyroom;
using namespace Qt::StringLiterals;
using security::Redactor;

namespace {

QByteArray json(const QByteArray &text)
{
    return QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
}

const QByteArray dots = "\u2022\u2022\u2022";

} // namespace

class TestRedactor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyShapeInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("ASCII") << QByteArray("s3cr3t-T0ken");
        QTest::newRow("shortest") << QByteArray("k7#Z");
        QTest::newRow("UTF-8") << QByteArray("pässwörd-☂");
        QTest::newRow("quotes") << QByteArray("a\"b\\c'd<e>");
        QTest::newRow("URL characters") << QByteArray("a b/c+d=e&f%g?h:i@j~k");
        QTest::newRow("base64 itself") << QByteArray("dGhpcyBpcyBhIHRva2Vu==");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe-key-\x80");
        QTest::newRow("long") << QByteArray(300, 'x').append("tail");
    }
    void everyShapeInEveryForm()
    {
        QFETCH(const QByteArray, secret);
        Redactor redactor;
        QVERIFY(redactor.add(secret));
        QByteArray lower = secret.toPercentEncoding();
        for (qsizetype i = lower.indexOf('%'); i >= 0; i = lower.indexOf('%', i + 3)) {
            lower.replace(i, 3, lower.mid(i, 3).toLower());
        }
        const QList<QByteArray> spellings{
            secret,
            secret.toPercentEncoding(),
            lower,
            secret.toPercentEncoding().replace("%20", "+"),
            secret.toBase64(),
            secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
            QByteArray("u:" + secret).toBase64(),
            QByteArray("ab:" + secret).toBase64(),
            QByteArray("operator:" + secret).toBase64(),
            QByteArray("operator:" + secret + " and more").toBase64(QByteArray::Base64UrlEncoding),
        };
        for (const QByteArray &spelling : spellings) {
            QCOMPARE(redactor.redacted(QByteArray("before " + spelling + " after")),
                     QByteArray("before " + dots + " after"));
            QCOMPARE(redactor.redacted(spelling), dots);
        }
        if (QString::fromUtf8(secret).toUtf8() == secret) {
            QCOMPARE(redactor.redacted(json(secret)), QByteArray("[\"" + dots + "\"]"));
            QCOMPARE(redactor.redacted(u"x "_s + QString::fromUtf8(secret)), u"x •••"_s);
            const QUrl url(u"http://h/?token="_s + QString::fromLatin1(secret.toPercentEncoding()));
            QVERIFY(!redactor.redacted(url.toEncoded()).contains(secret.toPercentEncoding()));
        }
    }

    void secretsWithinSecretsLeaveNoTail()
    {
        Redactor redactor;
        redactor.add("abcd");
        redactor.add("abcdefgh");
        QCOMPARE(redactor.redacted(QByteArray("abcdefgh abcd")), QByteArray(dots + " " + dots));
    }

    void basicPairs()
    {
        Redactor redactor;
        QVERIFY(redactor.addBasic(u"ann"_s, u"hunter2"_s));
        QCOMPARE(redactor.redacted(u"Basic "_s + QString::fromLatin1(QByteArray("ann:hunter2").toBase64())),
                 u"Basic •••"_s);
        QCOMPARE(redactor.redacted(u"http://ann:hunter2@h/ of ann"_s), u"http://•••@h/ of ann"_s);
    }

    void tooShortASecretIsOnlyFoundInItsPair()
    {
        Redactor redactor;
        QVERIFY(!redactor.add("abc"));
        QVERIFY(!redactor.add(""));
        QCOMPARE(redactor.redacted(u"abc"_s), u"abc"_s);
        QVERIFY(!redactor.addBasic(u"ann"_s, u"pw"_s));
        QCOMPARE(redactor.redacted(u"open pw ann:pw"_s), u"open pw •••"_s);
        QCOMPARE(redactor.redacted(QByteArray("ann:pw").toBase64()), dots);
    }

    void keysOfSeveralLines()
    {
        Redactor redactor;
        const QByteArray line(64, 'K');
        const QByteArray begin = "-----BEGIN PRIVATE KEY-----";
        const QByteArray key = begin + "\n" + line + "\nQQ==\n-----END PRIVATE KEY-----\n";
        QVERIFY(redactor.add(key));
        QCOMPARE(redactor.redacted(QByteArray("a " + line + " b")), QByteArray("a " + dots + " b"));
        QCOMPARE(redactor.redacted(begin), begin);
    }

    void ordinaryTextStays()
    {
        Redactor redactor;
        const QString text = u"checkout in production is now critical: 12 % of requests fail, “quoted” – dash"_s;
        QCOMPARE(redactor.redacted(text), text);
        redactor.add("s3cr3t-T0ken");
        QCOMPARE(redactor.redacted(text), text);
        QCOMPARE(redactor.size(), std::size_t{1});
        redactor.add("s3cr3t-T0ken");
        QCOMPARE(redactor.size(), std::size_t{1});
    }

    void copiesShareWhatTheyKnow()
    {
        Redactor redactor;
        const Redactor copy = redactor;
        redactor.add("s3cr3t");
        QCOMPARE(copy.redacted(u"s3cr3t"_s), u"•••"_s);
        const Error error = copy.redacted(Error{Error::Kind::Http, u"m s3cr3t"_s, u"d s3cr3t"_s, {}});
        QCOMPARE(error.message, u"m •••"_s);
        QCOMPARE(error.detail, u"d •••"_s);
    }
};

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
