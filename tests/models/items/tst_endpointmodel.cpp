// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/endpointmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEndpointModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheLastAnswer()
    {
        EndpointModel model;
        model.setNow(fakes::moment());
        model.update(fakes::checkout());
        QCOMPARE(
            dump(model).mid(4),
            (QStringList{u"/actuator/health | 10.0.0.3:8080 | 200 UP | 4.1 ms | 6 | 1 s"_s,
                         u"/actuator/prometheus | 10.0.0.3:8080 | timeout after 3 s, retry in 4 s | – | – | 17 s"_s}));
    }

    void notExposedIsNoFailure()
    {
        EndpointModel model;
        model.setNow(fakes::moment());
        model.update(fakes::notExposed(u"a"_s));
        const QModelIndex answer = model.index(0, EndpointModel::AnswerColumn);
        QCOMPARE(answer.data().toString(), u"not exposed (404)"_s);
        QCOMPARE(answer.data(EndpointModel::SeverityRole).toInt(), static_cast<int>(fleet::ServiceState::Unknown));
    }

    void staleAndPendingHaveWords()
    {
        EndpointModel model;
        model.setNow(fakes::moment());
        model.update(fakes::stale(u"a"_s));
        QCOMPARE(model.index(0, EndpointModel::AnswerColumn).data().toString(), u"no answer for 1 min 12 s"_s);
        model.update(fakes::pending(u"a"_s));
        QCOMPARE(model.index(0, EndpointModel::AnswerColumn).data().toString(), u"not polled yet"_s);
        QCOMPARE(model.index(0, EndpointModel::AgeColumn).data().toString(), u"–"_s);
    }

    void passingTimeChangesOnlyTheTextsThatChange()
    {
        EndpointModel model;
        model.setNow(fakes::moment());
        model.update(fakes::checkout());
        ModelSpy spy(model);
        model.setNow(fakes::moment() + 200ms);
        QCOMPARE(spy.changed.size(), 1); // the retry of the endpoint that timed out: in 3 s
        model.setNow(fakes::moment() + 1000ms);
        QCOMPARE(spy.changed.size(), 1 + 6); // six ages
        QCOMPARE(spy.reset.size() + spy.inserted.size() + spy.removed.size(), 0);
    }

    void oneEndpointOneChange()
    {
        EndpointModel model;
        model.setNow(fakes::moment());
        fleet::ServiceStatus service = fakes::checkout();
        model.update(service);
        ModelSpy spy(model);
        model.update(service);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        service.instances[1].endpoints[0].samples = 7;
        model.update(service);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        service.instances.pop_back();
        model.update(service);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
    }
};

QTEST_GUILESS_MAIN(TestEndpointModel)
#include "tst_endpointmodel.moc"
