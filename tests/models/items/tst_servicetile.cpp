// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fleetsummary.h"
#include "models/items/servicetile.h"
#include "tests/support/fakefleet.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestServiceTile : public QObject {
    Q_OBJECT

private:
    static QString text(const ServiceTile &tile)
    {
        QStringList figures;
        for (const ServiceTile::Figure &figure : tile.figures) {
            figures += figure.label + u' ' + figure.quantity.text()
                + (figure.severity == fleet::ServiceState::Ok ? u""_s : u'!' + stateWord(figure.severity));
        }
        return QStringList{tile.headline, figures.join(u", "_s), tile.note(fakes::moment()), tile.age(fakes::moment())}
            .join(u" / "_s);
    }

private Q_SLOTS:
    void everyStateIsASentence_data()
    {
        QTest::addColumn<fleet::ServiceStatus>("service");
        QTest::addColumn<QString>("expected");
        fleet::ServiceStatus htmlPage = fakes::service(u"html"_s);
        htmlPage.signals_ = {};
        for (fleet::InstanceStatus &instance : htmlPage.instances) {
            instance.endpoints.back().state = fleet::EndpointState::Failed;
            instance.endpoints.back().error = u"The answer is an HTML page, not metrics."_s;
            instance.endpoints.back().lastAnswer.reset();
        }
        fleet::ServiceStatus disagree = fakes::service(u"disagree"_s);
        disagree.contradictions = {u"instances disagree"_s};
        fleet::ServiceStatus none;
        none.name = u"none"_s;
        QTest::newRow("ok") << fakes::service(u"a"_s) << u" / p95 88 ms, req/s 9.6, errors 0.4 % /  / 1 s"_s;
        QTest::newRow("critical") << fakes::checkout()
                                  << u"Breaker payments is open on 2 of 3 instances, health says UP / p95 1.24 s, "
                                     "req/s 42, errors 8.1 %!critical, cache hits 71.0 %!warning /  / 1 s"_s;
        QTest::newRow("not exposed") << fakes::notExposed(u"a"_s)
                                     << u"Health and metrics not exposed /  / No numbers yet: all answer 404. / 4 s"_s;
        QTest::newRow("stale") << fakes::stale(u"a"_s)
                               << u"Stale: no answer for 1 min 12 s / p95 88 ms, req/s 9.6, errors 0.4 % / "
                                  "Last numbers are 72 s old. / 72 s"_s;
        QTest::newRow("not polled yet") << fakes::pending(u"a"_s) << u" /  / Waiting for the first answer. / "_s;
        QTest::newRow("down") << fakes::down(u"a"_s)
                              << u"No instance answers /  / No numbers. The connection was refused. / 1 s"_s;
        QTest::newRow("wrong type") << htmlPage
                                    << u" /  / No numbers. The answer is an HTML page, not metrics. / 1 s"_s;
        QTest::newRow("contradiction") << disagree
                                       << u"Instances disagree / p95 88 ms, req/s 9.6, errors 0.4 % /  / 1 s"_s;
        QTest::newRow("nothing configured") << none << u" /  / No endpoints are configured. / "_s;
    }
    void everyStateIsASentence()
    {
        QFETCH(fleet::ServiceStatus, service);
        QFETCH(QString, expected);
        QCOMPARE(text(ServiceTile::of(service)), expected);
    }

    void sentenceCaseLeavesTermsAlone()
    {
        QCOMPARE(sentenceCase(u"no instance answers"_s), u"No instance answers"_s);
        QCOMPARE(sentenceCase(u"p95 is high"_s), u"p95 is high"_s);
        QCOMPARE(sentenceCase({}), QString());
    }

    void spokenTextNamesStateAndNumbers()
    {
        QCOMPARE(ServiceTile::of(fakes::service(u"mailer"_s)).spoken(fakes::moment()),
                 u"mailer, ok; p95 88 ms; req/s 9.6; errors 0.4 %; 1 s old"_s);
    }

    void summary()
    {
        const auto summary = FleetSummary::of(fakes::pictureFleet());
        QCOMPARE(summary.sentence(fakes::moment()),
                 u"12 services, 24 instances. Polled every 5 s, oldest number 72 s."_s);
        QCOMPARE(summary.count(fleet::ServiceState::Critical), 1);
        QCOMPARE(summary.count(fleet::ServiceState::Warning), 2);
        QCOMPARE(summary.count(fleet::ServiceState::Ok), 7);
        QCOMPARE(summary.count(fleet::ServiceState::Unknown), 2);
        QCOMPARE(summary.count(fleet::ServiceState::Asleep), 0);
    }

    void summaryBeforeTheFirstAnswer()
    {
        QCOMPARE(FleetSummary::of(fakes::fleetOf({fakes::pending(u"a"_s)})).sentence(fakes::moment()),
                 u"1 service, 2 instances."_s);
        QCOMPARE(shortestPollInterval(fakes::pending(u"a"_s)), 0ms);
        QCOMPARE(shortestPollInterval(fakes::service(u"a"_s)), 5000ms);
    }
};

QTEST_GUILESS_MAIN(TestServiceTile)
#include "tst_servicetile.moc"
