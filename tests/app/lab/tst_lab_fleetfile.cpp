// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/cataloguefile.h"
#include "app/config/experimentfile.h"
#include "app/config/fleetfile.h"
#include "app/lab/drills.h"
#include "app/lab/fleetfile.h"
#include "app/lab/lab.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace readyroom;
using namespace Qt::StringLiterals;

namespace {

const QString control = u"http://127.0.0.1:7999"_s;

/// Values for the parameters of an action that nothing else gives: those whose choices are read live.
QJsonObject liveValues(const drills::Action &action)
{
    QJsonObject values;
    for (const drills::Parameter &parameter : action.parameters) {
        if (parameter.live) {
            values[parameter.name] = u"1"_s;
        }
    }
    return values;
}

/// What is wrong with it, line by line.
QString complaintsOf(const auto &loaded)
{
    QStringList lines;
    for (const Error &error : loaded ? std::vector<Error>() : loaded.error()) {
        lines.append(u"%1: %2"_s.arg(error.where.line).arg(error.message));
    }
    return lines.join(u'\n');
}

} // namespace

class TestLabFleetFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // The services are not opened: what they say of themselves needs no port.
        m_services = lab::Lab(1).fleet();
        int port = 8000;
        for (lab::FleetEntry &service : m_services) {
            for (QString &instance : service.instances) {
                instance = u"http://127.0.0.1:%1"_s.arg(++port);
            }
        }
        m_text = lab::fleetText(m_services, control).toUtf8();
    }
    void isAFleetFile()
    {
        const auto fleet = config::loadFleetText(m_text, u"demo.yaml"_s);
        QVERIFY2(fleet, qPrintable(complaintsOf(fleet)));
        QCOMPARE(fleet->services.size(), 5U);
    }
    void everyActionBecomesAnExperiment()
    {
        const auto catalogue = config::loadCatalogueText(m_text, u"demo.yaml"_s);
        QVERIFY2(catalogue, qPrintable(complaintsOf(catalogue)));
        std::set<QString> names;
        for (const drills::ServiceActions &service : catalogue->services) {
            for (const drills::Action &action : service.actions) {
                const auto experiment =
                    drills::experimentOf(action, service.subject, liveValues(action), u"rehearsal"_s);
                QVERIFY2(experiment,
                         qPrintable(experiment ? QString() : action.name + u": "_s + experiment.error().message));
                QCOMPARE(experiment->drill, action.name);
                QVERIFY2(names.insert(action.name).second, qPrintable(action.name));
            }
        }
        for (const char *wanted : {"invalidate-all", "invalidate-tag", "failover-rehearsal"}) {
            QVERIFY2(names.contains(QString::fromLatin1(wanted)), wanted);
        }
    }
    void theGradualFailoverGoesInSteps()
    {
        const auto catalogue = config::loadCatalogueText(m_text, u"demo.yaml"_s);
        QVERIFY(catalogue);
        const auto &actions = catalogue->services.front().actions;
        const auto at = std::ranges::find(actions, u"failover-rehearsal"_s, &drills::Action::name);
        const auto experiment = drills::experimentOf(*at, catalogue->services.front().subject, {}, {});
        QVERIFY(experiment);
        QCOMPARE(experiment->method.size(), 4U);
        QCOMPARE(experiment->method[1].provider["body"_L1]["weight"_L1].toDouble(), 50.0);
        QCOMPARE(experiment->method[1].provider["verify"_L1]["equals"_L1].toDouble(), 50.0);
        QCOMPARE(experiment->method[1].pauseAfter, Duration(10'000));
        QCOMPARE(experiment->rollbacks.size(), 1U);
    }

    void itsFilesCanBeRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"demo.yaml"_s);
        const auto written = lab::writeFleet(path, m_services, control);
        QVERIFY2(written, qPrintable(written ? QString() : written.error()));
        QVERIFY(config::loadFleet(path));
        const auto catalogue = config::loadCatalogue(path);
        QVERIFY2(catalogue, qPrintable(complaintsOf(catalogue)));
        QStringList drills;
        for (const QString &file : catalogue->files) {
            const auto experiment = config::loadExperiment(file);
            QVERIFY2(experiment, qPrintable(file + u": "_s + complaintsOf(experiment)));
            QVERIFY(!experiment->rollbacks.empty());
            drills.append(experiment->drill);
        }
        QCOMPARE(drills, (QStringList{u"cap-lab-partition"_s, u"resilient-client-breaker"_s}));
    }
    void theDrillsThatProfilesAskForAreThere()
    {
        const auto catalogue = config::loadCatalogueText(m_text, u"demo.yaml"_s);
        QVERIFY(catalogue);
        QStringList known;
        for (const drills::ServiceActions &service : catalogue->services) {
            for (const drills::Action &action : service.actions) {
                known.append(action.name);
            }
        }
        for (const lab::LabDrill &drill : lab::labDrills(m_services, control)) {
            known.append(drill.name);
        }
        static const QRegularExpression asked(u"drill: \\{name: ([a-z-]+)"_s);
        int found = 0;
        for (const lab::FleetEntry &service : m_services) {
            QFile profile(QStringLiteral(READYROOM_SOURCE_DIR) + u"/resources/profiles/%1.yaml"_s.arg(service.profile));
            QVERIFY2(profile.open(QIODevice::ReadOnly), qPrintable(service.profile));
            auto names = asked.globalMatch(QString::fromUtf8(profile.readAll()));
            while (names.hasNext()) {
                const QString name = names.next().captured(1);
                QVERIFY2(known.contains(name), qPrintable(name));
                ++found;
            }
        }
        QCOMPARE(found, 6);
    }

private:
    std::vector<lab::FleetEntry> m_services;
    QByteArray m_text;
};

QTEST_GUILESS_MAIN(TestLabFleetFile)
#include "tst_lab_fleetfile.moc"
