// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/categorymodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/learnifysample.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;

namespace {

void update(CategoryModel &model, const fakes::SampleReadiness &sample)
{
    model.update(*sample.view(fakes::moment()).assessment);
}

} // namespace

class TestCategoryModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsCategories()
    {
        CategoryModel model;
        ModelSpy spy(model);
        update(model, fakes::learnify());
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        const QModelIndex testing = model.index(5);
        QCOMPARE(testing.data().toString(), u"Testing"_s);
        QCOMPARE(testing.data(CategoryModel::ScoreRole).toDouble(), 0.0);
        QCOMPARE(testing.data(CategoryModel::ScoreTextRole).toString(), u"0"_s);
        QCOMPARE(testing.data(CategoryModel::LetterRole).toString(), u"F"_s);
        QCOMPARE(testing.data(CategoryModel::StateRole).toInt(), static_cast<int>(LineState::Bad));
        QCOMPARE(testing.data(Qt::AccessibleTextRole).toString(),
                 u"Testing, 0 of 100, F, blocks, 0 already in place when it was assessed, 2 of 4 unknown"_s);
        QCOMPARE(model.index(0).data(CategoryModel::StateRole).toInt(), static_cast<int>(LineState::Good));
    }

    void aScoreChangesInPlace()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        CategoryModel model;
        ModelSpy spy(model);
        update(model, sample);
        (void)spy.take();
        update(model, sample);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        sample.pass(u"coverage"_s);
        update(model, sample);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.index(5).data(CategoryModel::StateRole).toInt(), static_cast<int>(LineState::Doubtful));
        model.clear();
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
    }

    void states()
    {
        const readiness::Profile profile = fakes::learnify().profile;
        QCOMPARE(profile.gate + profile.floor, 150.0);
        const auto state = [&](std::optional<double> score, bool blocks = false) {
            return stateOf(readiness::CategoryScore{.score = score, .blocks = blocks}, profile);
        };
        QCOMPARE(state(75.0), LineState::Good);
        QCOMPARE(state(74.99), LineState::Doubtful);
        QCOMPARE(state(0.0), LineState::Doubtful);
        QCOMPARE(state(100.0, true), LineState::Bad);
        QCOMPARE(state({}), LineState::Plain);
        QCOMPARE(state({}, true), LineState::Bad);
    }
};

QTEST_GUILESS_MAIN(TestCategoryModel)
#include "tst_categorymodel.moc"
