// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/reread.h"

#include "tests/support/await.h"

#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::actions;
using namespace readyroom::test;
using drills::Confirmed;
using drills::Verification;

namespace {

const Verification yes{.confirmed = Confirmed::Yes, .observed = u"it is so"_s};
const Verification no{.confirmed = Confirmed::No, .observed = u"it is not so"_s};
const Verification blind{.observed = u"it does not answer"_s};

/// What is seen, look by look, the last again and again; each after the first takes `lasting`.
struct Script {
    std::vector<Verification> seen;
    Duration lasting{0};
    std::vector<Duration> allowed = {};
};

QCoro::Task<Verification> look(Script &script, Duration allowed, std::stop_token stop)
{
    const Verification now = script.seen.at(std::min(script.allowed.size(), script.seen.size() - 1));
    script.allowed.push_back(allowed);
    if (script.allowed.size() > 1 && script.lasting > Duration::zero()) {
        co_await async::sleepFor(script.lasting, stop);
    }
    co_return Verification{now};
}

Verification read(Script &script, Duration within, std::stop_token stop = {})
{
    auto reading = reread([&script, stop](Duration allowed) { return look(script, allowed, stop); }, within, stop);
    return await(std::move(reading));
}

} // namespace

class TestReread final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void looksUntilItIsConfirmed()
    {
        Script script{{blind, no, yes, no}};
        QCOMPARE(read(script, std::chrono::minutes{1}), yes);
        QCOMPARE(script.allowed.size(), 3U);
        QVERIFY(script.allowed.front() > Duration{50'000});
    }

    void looksOnceWithoutTime()
    {
        Script script{{no}};
        QCOMPARE(read(script, Duration{0}), no);
        QCOMPARE(script.allowed, std::vector<Duration>{Duration{250}});
    }

    void endsWithWhatWasSeenLast()
    {
        Script script{{blind, no}};
        QCOMPARE(read(script, Duration{200}), no);
        QVERIFY(script.allowed.size() > 1U);
    }

    void aLookThatIsCutShortSaysNothing()
    {
        Script script{{no, blind}, Duration{1000}};
        QCOMPARE(read(script, Duration{900}), no);
        QCOMPARE(script.allowed.size(), 2U);
    }

    void butAloneItSaysThatNothingIsKnown()
    {
        Script script{{blind}};
        QCOMPARE(read(script, Duration{0}), blind);
    }

    void whoeverDiesMeanwhileIsUnknown()
    {
        Script script{{no, blind}};
        QCOMPARE(read(script, Duration{300}), blind);
    }

    void isWithdrawn()
    {
        std::stop_source source;
        Script script{{no}};
        source.request_stop();
        const Verification seen = read(script, std::chrono::minutes{5}, source.get_token());
        QCOMPARE(seen.confirmed, Confirmed::Unknown);
        QVERIFY(seen.observed.contains(u"withdrawn"_s));
    }
};

QTEST_GUILESS_MAIN(TestReread)
#include "tst_reread.moc"
