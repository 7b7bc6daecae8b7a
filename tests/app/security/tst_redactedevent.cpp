// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/redactedevent.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;

class RedactedEventTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noTextOfAnEventKeepsASecret()
    {
        security::Redactor redactor;
        QVERIFY(redactor.add("s3cr3t-T0ken"));
        const journal::Event event{
            .kind = journal::EventKind::BreakerState,
            .at = fromMillis(1'700'000'000'000),
            .service = u"checkout"_s,
            .environment = u"production"_s,
            .text = u"breaker s3cr3t-T0ken is open"_s,
            .detail = {{u"breaker"_s, u"s3cr3t-T0ken"_s},
                       {u"s3cr3t-T0ken"_s, 1},
                       {u"reasons"_s, QJsonArray{u"a"_s, QJsonObject{{u"b"_s, u"czNjcjN0LVQwa2Vu"_s}}}},
                       {u"status"_s, 503},
                       {u"known"_s, true},
                       {u"nothing"_s, QJsonValue::Null}}};
        const journal::Event clean = security::redacted(event, redactor);
        const QByteArray all = QJsonDocument(clean.detail).toJson() + clean.text.toUtf8();
        QVERIFY2(!all.contains("s3cr3t-T0ken") && !all.contains("czNjcjN0LVQwa2Vu"), all.constData());
        QCOMPARE(clean.text, u"breaker ••• is open"_s);
        QCOMPARE(clean.detail[u"status"_s].toInt(), 503);
        QVERIFY(clean.detail[u"known"_s].toBool());
        QVERIFY(clean.detail[u"nothing"_s].isNull());
        QCOMPARE(clean.kind, event.kind);
        QCOMPARE(clean.at, event.at);
    }

    void withoutSecretsNothingChanges()
    {
        const std::vector<journal::Event> events{{.text = u"a"_s, .detail = {{u"b"_s, QJsonArray{1.5, u"c"_s}}}}};
        QVERIFY(security::redacted(events, security::Redactor()) == events);
    }
};

QTEST_APPLESS_MAIN(RedactedEventTest)
#include "tst_redactedevent.moc"
