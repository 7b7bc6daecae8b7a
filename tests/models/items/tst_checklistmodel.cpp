// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/checklistmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/learnifysample.h"

#include <QPersistentModelIndex>
#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ChecklistModel::Kind;
using readiness::ItemResult;

namespace {

std::shared_ptr<const ReadinessView> viewOf(const fakes::SampleReadiness &sample, Timestamp at = fakes::moment())
{
    return std::make_shared<const ReadinessView>(sample.view(at));
}

QString cell(const ChecklistModel &model, const QString &id, ChecklistModel::Column column)
{
    return model.indexOf(id).siblingAtColumn(column).data().toString();
}

QVariant value(const ChecklistModel &model, const QString &id, int role)
{
    return model.indexOf(id).data(role);
}

constexpr auto untouched = "changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0";

} // namespace

class TestChecklistModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsByCategory()
    {
        ChecklistModel model;
        ModelSpy spy(model);
        model.setNow(fakes::moment());
        model.update(viewOf(fakes::learnify()));
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.rowCount(), 7);
        const QModelIndex security = model.index(1, 0);
        QCOMPARE(security.data().toString(), u"Security"_s);
        QCOMPARE(security.data(ChecklistModel::KindRole).toInt(), static_cast<int>(Kind::Category));
        QCOMPARE(security.data(ChecklistModel::CountRole).toString(), u"7 of 8 open"_s);
        QCOMPARE(model.rowCount(security), 8);
        const QModelIndex item = model.index(0, 0, security);
        QCOMPARE(item.data(ChecklistModel::IdRole).toString(), u"jwt-secret"_s);
        QCOMPARE(model.rowCount(item), 1);
        QCOMPARE(model.index(0, 0, item).data(ChecklistModel::KindRole).toInt(), static_cast<int>(Kind::Details));
    }

    void tellsAnItem()
    {
        ChecklistModel model;
        const ModelSpy spy(model);
        model.setNow(fakes::moment());
        model.update(viewOf(fakes::learnify()));
        const QString id = u"health-endpoint"_s;
        QCOMPARE(cell(model, id, ChecklistModel::TitleColumn), u"Health endpoint answers within 50 ms"_s);
        QCOMPARE(cell(model, id, ChecklistModel::MeasuredColumn), u"404"_s);
        QCOMPARE(cell(model, id, ChecklistModel::TargetColumn), u"≤ 50 ms"_s);
        QCOMPARE(cell(model, id, ChecklistModel::AgeColumn), u"1 s"_s);
        QCOMPARE(cell(model, id, ChecklistModel::OwnerColumn), u"Platform"_s);
        QCOMPARE(cell(model, id, ChecklistModel::EffortColumn), u"4\u00a0h"_s);
        QCOMPARE(cell(model, id, ChecklistModel::BlocksColumn), u"blocks"_s);
        QCOMPARE(value(model, id, ChecklistModel::ResultRole).toInt(), static_cast<int>(ItemResult::Fail));
        QCOMPARE(value(model, id, Qt::AccessibleTextRole).toString(),
                 u"Health endpoint answers within 50 ms, fails, severity critical, blocks, measured: 404, "
                 "target: ≤ 50 ms, owner: Platform, effort: 4\u00a0h"_s);
        // What is assumed says so, what was never measured does not pretend, and what passes costs nothing.
        QCOMPARE(cell(model, u"queries"_s, ChecklistModel::EffortColumn), u"~4\u00a0h"_s);
        QCOMPARE(cell(model, u"queries"_s, ChecklistModel::MeasuredColumn), u"not measured"_s);
        QCOMPARE(cell(model, u"queries"_s, ChecklistModel::AgeColumn), u"–"_s);
        QCOMPARE(value(model, u"queries"_s, ChecklistModel::StandingRole).toString(), u"nobody has looked yet"_s);
        QCOMPARE(cell(model, u"tls"_s, ChecklistModel::EffortColumn), QString());
        QVERIFY(value(model, u"load-test"_s, ChecklistModel::ActiveRole).toBool());
        QVERIFY(!value(model, u"tls"_s, ChecklistModel::ActiveRole).toBool());
    }

    void tellsWhatWasDecided()
    {
        fakes::SampleReadiness sample = fakes::learnifyConditional();
        ChecklistModel model;
        const ModelSpy spy(model);
        model.update(viewOf(sample));
        QCOMPARE(value(model, u"coverage"_s, ChecklistModel::StandingRole).toString(),
                 u"waived until 5 Dec 2026 by Development: the rewrite of the service layer comes first"_s);
        QCOMPARE(cell(model, u"coverage"_s, ChecklistModel::BlocksColumn), u"waived"_s);
        QCOMPARE(value(model, u"lockout"_s, ChecklistModel::StandingRole).toString(),
                 u"not applicable: logins are delegated to the identity provider"_s);
        QCOMPARE(cell(model, u"lockout"_s, ChecklistModel::MeasuredColumn), u"not applicable"_s);
        model.update(viewOf(sample, fakes::moment() + 15 * 24h));
        QCOMPARE(value(model, u"coverage"_s, ChecklistModel::StandingRole).toString(),
                 u"the waiver by Development expired on 5 Dec 2026"_s);
        QCOMPARE(cell(model, u"coverage"_s, ChecklistModel::BlocksColumn), u"blocks"_s);
    }

    void aRunShowsItsProgress()
    {
        ReadinessView view = fakes::learnify().view(fakes::moment());
        view.running = {{u"load-test"_s, 0.425, u"3,120 requests, 2 failed"_s, fakes::moment()}};
        ChecklistModel model;
        const ModelSpy spy(model);
        model.update(std::make_shared<const ReadinessView>(view));
        QCOMPARE(cell(model, u"load-test"_s, ChecklistModel::MeasuredColumn), u"running, 42 %"_s);
        QCOMPARE(value(model, u"load-test"_s, ChecklistModel::RunningRole).toDouble(), 0.425);
        QCOMPARE(value(model, u"load-test"_s, ChecklistModel::StandingRole).toString(), u"3,120 requests, 2 failed"_s);
        QVERIFY(!value(model, u"tls"_s, ChecklistModel::RunningRole).isValid());
    }

    void nothingChangesUnlessSomethingDoes()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        ChecklistModel model;
        ModelSpy spy(model);
        model.update(viewOf(sample));
        (void)spy.take();
        model.update(viewOf(sample));
        QCOMPARE(spy.take(), QString::fromLatin1(untouched));
    }

    void anItemChangesInPlace()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        ChecklistModel model;
        ModelSpy spy(model);
        model.update(viewOf(sample));
        const QPersistentModelIndex health(model.indexOf(u"health-endpoint"));
        (void)spy.take();
        sample.pass(u"health-endpoint"_s, u"8 ms"_s);
        model.update(viewOf(sample));
        // The item, and its category, whose count changed.
        QCOMPARE(spy.take(), u"changed 2 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QVERIFY(health.isValid());
        QCOMPARE(health.data(ChecklistModel::ResultRole).toInt(), static_cast<int>(ItemResult::Pass));
        QCOMPARE(health.sibling(health.row(), ChecklistModel::MeasuredColumn).data().toString(), u"8 ms"_s);
        QCOMPARE(model.item(health)->evidence.observed, u"8 ms"_s);
    }

    void onlyATrendThatGrewIsAnother()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        ReadinessView view = sample.view(fakes::moment());
        ChecklistModel model;
        ModelSpy spy(model);
        model.update(std::make_shared<const ReadinessView>(view));
        (void)spy.take();
        const auto trend = value(model, u"p95"_s, ChecklistModel::TrendRole).value<ChecklistRow::Trend>();
        QVERIFY(trend && trend->size() == 40);
        QVERIFY(!value(model, u"tracing"_s, ChecklistModel::TrendRole).isValid());
        const auto place = static_cast<std::size_t>(model.item(model.indexOf(u"p95")) - view.assessment->items.data());
        view.trends.at(place).emplace_back(fakes::moment() + 5s, 0.2);
        model.update(std::make_shared<const ReadinessView>(view));
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
    }

    void onlyAgesTick()
    {
        ChecklistModel model;
        ModelSpy spy(model);
        model.setNow(fakes::moment());
        model.update(viewOf(fakes::learnify()));
        (void)spy.take();
        model.setNow(fakes::moment() + 300ms);
        QCOMPARE(spy.take(), QString::fromLatin1(untouched));
        QObject::connect(&model, &QAbstractItemModel::dataChanged, &model,
                         [](const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) {
                             QCOMPARE(from.column(), static_cast<int>(ChecklistModel::AgeColumn));
                             QCOMPARE(to.column(), static_cast<int>(ChecklistModel::AgeColumn));
                             QCOMPARE(roles, QList<int>{Qt::DisplayRole});
                         });
        model.setNow(fakes::moment() + 1s);
        // At most once a category.
        QVERIFY(spy.changed.size() > 0 && spy.changed.size() <= 7);
        QCOMPARE(cell(model, u"tls"_s, ChecklistModel::AgeColumn), u"2 s"_s);
    }

    void anotherProfileComesWithoutAReset()
    {
        ChecklistModel model;
        ModelSpy spy(model);
        model.update(viewOf(fakes::learnify()));
        model.update(viewOf(fakes::manyItems(30)));
        QCOMPARE(spy.reset.size(), 0);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowCount(model.index(2, 0)), 10);
        model.update(nullptr);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(spy.reset.size(), 0);
        QVERIFY(!model.indexOf(u"item-1").isValid());
    }

    /// Whatever profiles follow each other, the model holds what a fresh one holds.
    void anySequenceEndsAsAFreshModel()
    {
        ChecklistModel model;
        const ModelSpy spy(model);
        model.setNow(fakes::moment());
        fakes::SampleReadiness sample = fakes::manyItems(40);
        for (int step = 0; step < 60; ++step) {
            std::vector<readiness::Category> &categories = sample.profile.categories;
            auto &items = categories.at(static_cast<std::size_t>(step) % categories.size()).items;
            if (step % 3 == 0 && items.size() > 1) {
                std::rotate(items.begin(), items.begin() + 1, items.end());
            } else if (step % 3 == 1) {
                std::swap(categories.front(), categories.back());
            } else if (items.size() > 2) {
                items.erase(items.begin() + 1);
                sample.facts.pop_back();
            }
            const auto view = viewOf(sample);
            model.update(view);
            ChecklistModel fresh;
            fresh.setNow(fakes::moment());
            fresh.update(view);
            QCOMPARE(dump(model), dump(fresh));
            for (const readiness::AssessedItem &item : view->assessment->items) {
                QCOMPARE(model.item(model.indexOf(item.item->id)), &item);
            }
        }
    }

    void ticksWhatIsNotDone()
    {
        ChecklistModel model;
        ModelSpy spy(model);
        QSignalSpy ticked(&model, &ChecklistModel::tickedChanged);
        model.update(viewOf(fakes::learnify()));
        const QModelIndex health = model.indexOf(u"health-endpoint");
        QVERIFY(!health.data(Qt::CheckStateRole).isValid());
        QVERIFY(!model.setData(health, Qt::Checked, Qt::CheckStateRole));
        model.setTicking(true);
        QCOMPARE(health.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY(health.flags().testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(!value(model, u"tls"_s, Qt::CheckStateRole).isValid());
        (void)spy.take();
        QVERIFY(model.setData(health, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(ticked.size(), 1);
        QCOMPARE(model.ticked(), QSet<QString>{u"health-endpoint"_s});
        model.setTicked({u"health-endpoint"_s, u"tracing"_s});
        QCOMPARE(ticked.size(), 2);
        model.setTicking(false);
        QCOMPARE(ticked.size(), 3);
        QVERIFY(model.ticked().isEmpty());
    }

    void remoteTextIsEscapedInTips()
    {
        ChecklistModel model;
        const ModelSpy spy(model);
        model.update(viewOf(fakes::longReadiness()));
        const QString tip = value(model, u"tls"_s, Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(u"&lt;img src=x&gt;"_s));
        QVERIFY(!tip.contains(u"<img"_s));
    }
};

QTEST_GUILESS_MAIN(TestChecklistModel)
#include "tst_checklistmodel.moc"
