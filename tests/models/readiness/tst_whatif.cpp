// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/whatif.h"
#include "tests/support/fakefleet.h"
#include "tests/support/learnifysample.h"

#include <QTest>

#include <random>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Assessment> judged(const fakes::SampleReadiness &sample)
{
    return sample.view(fakes::moment()).assessment;
}

} // namespace

class TestWhatIf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingDoneIsTheSame()
    {
        const auto now = judged(fakes::learnifyConditional());
        const Assessment same = whatIf(*now, {}, fakes::moment());
        QCOMPARE(same.score, now->score);
        QCOMPARE(same.verdict, now->verdict);
        QCOMPARE(same.conditions, now->conditions);
        for (std::size_t i = 0; i < now->items.size(); ++i) {
            QCOMPARE(same.items[i].result, now->items[i].result);
        }
    }

    void theShortestPathReachesWhatItPromises()
    {
        const auto now = judged(fakes::learnify());
        QVERIFY(now->path.reachable && !now->path.steps.empty());
        QSet<QString> done;
        for (const PathStep &step : now->path.steps) {
            done.insert(step.id);
            const Assessment then = whatIf(*now, done, fakes::moment());
            QVERIFY2(std::abs(*then.score - step.scoreAfter) < 1e-9, qPrintable(step.id));
        }
        const Assessment then = whatIf(*now, done, fakes::moment());
        QCOMPARE(then.verdict, Verdict::Go);
        QVERIFY(then.path.steps.empty());
    }

    void aWaiverGivesWayToAPass()
    {
        const auto now = judged(fakes::learnifyConditional());
        QCOMPARE(now->item(u"coverage")->result, ItemResult::Waived);
        QCOMPARE(whatIf(*now, {u"coverage"_s}, fakes::moment()).item(u"coverage")->result, ItemResult::Pass);
    }

    void whatDoesNotApplyStaysOut()
    {
        const auto now = judged(fakes::learnifyConditional());
        const Assessment then = whatIf(*now, {u"lockout"_s}, fakes::moment());
        QCOMPARE(then.item(u"lockout")->result, ItemResult::NotApplicable);
        QCOMPARE(then.applicable, now->applicable);
    }

    void expiryIsNoObstacle()
    {
        fakes::SampleReadiness sample = fakes::learnify();
        sample.of(u"tls"_s).evidence.expires = fakes::moment() - 1s;
        const auto now = judged(sample);
        QCOMPARE(now->item(u"tls")->result, ItemResult::Unknown);
        QCOMPARE(whatIf(*now, {u"tls"_s}, fakes::moment()).item(u"tls")->result, ItemResult::Pass);
    }

    /// Doing more never lowers the score nor worsens the verdict.
    void moreIsNeverWorse()
    {
        const auto now = judged(fakes::manyItems(60));
        std::vector<QString> order;
        for (const AssessedItem &item : now->items) {
            order.push_back(item.item->id);
        }
        std::mt19937 random(7);
        std::ranges::shuffle(order, random);
        QSet<QString> done;
        Assessment before = *now;
        for (const QString &id : order) {
            done.insert(id);
            const Assessment after = whatIf(*now, done, fakes::moment());
            QVERIFY2(*after.score >= *before.score - 1e-9, qPrintable(id));
            QVERIFY2(after.verdict <= before.verdict, qPrintable(id));
            before = after;
        }
        QCOMPARE(before.verdict, Verdict::Go);
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
