// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samplereadiness.h"

#include "tests/support/fakefleet.h"
#include "tests/support/learnifysample.h"
#include "tests/support/samplebuilder.h"

#include <cmath>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readiness;

ItemFacts &SampleReadiness::of(const QString &id)
{
    const std::vector<const Item *> items = profile.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i]->id == id) {
            return facts.at(i);
        }
    }
    qFatal("the sample has no item %s", qPrintable(id));
}

void SampleReadiness::pass(const QString &id, const QString &observed)
{
    Evidence &evidence = of(id).evidence;
    evidence.outcome = Outcome::Pass;
    evidence.observed = observed.isEmpty() ? evidence.target : observed;
    evidence.reason.clear();
    evidence.takenAt = moment();
}

void SampleReadiness::fail(const QString &id, const QString &observed)
{
    Evidence &evidence = of(id).evidence;
    evidence.outcome = Outcome::Fail;
    evidence.observed = observed;
    evidence.takenAt = moment();
}

void SampleReadiness::waive(const QString &id, const QString &owner, const QString &reason, Timestamp expires)
{
    of(id).standing.waiver = Waiver{owner, reason, expires};
}

void SampleReadiness::passAll()
{
    for (const Item *item : profile.items()) {
        pass(item->id);
    }
}

ReadinessView SampleReadiness::view(Timestamp at) const
{
    ReadinessView view;
    view.subject = {profile.name, service, environment};
    view.assessment = std::make_shared<const Assessment>(
        assess(std::make_shared<const Profile>(profile), facts, service, environment, at));
    for (const ItemFacts &each : facts) {
        std::vector<std::pair<Timestamp, double>> points;
        for (int i = 0; each.evidence.value && i < 40; ++i) {
            points.emplace_back(at - (39 - i) * 5s, *each.evidence.value * (1.0 + 0.15 * std::sin(i * 0.7)));
        }
        view.trends.push_back(std::move(points));
    }
    return view;
}

SampleReadiness manyItems(int count)
{
    SampleBuilder b(u"many"_s, u"A profile with very many items"_s, u"checkout"_s);
    static constexpr Severity severities[]{Severity::Critical, Severity::High, Severity::Medium, Severity::Low};
    for (int i = 0; i < count; ++i) {
        if (i % 10 == 0) {
            b.category(u"Category %1"_s.arg(i / 10 + 1));
        }
        const QString number = QString::number(i + 1);
        const Duration age = (1 + i % 200) * 1s;
        Evidence evidence = i % 7 == 0
            ? seen(Outcome::Fail, u"%1 ms"_s.arg(300 + i), u"< 200 ms"_s, age, 0.3 + i / 1000.0)
            : i % 11 == 0 ? unknown(u"no series of that name yet"_s, u"< 200 ms"_s)
            : i % 13 == 0 ? seen(Outcome::Partial, u"%1 of 5"_s.arg(i % 5), u"5"_s, age, i % 5)
                          : seen(Outcome::Pass, u"%1 ms"_s.arg(50 + i % 100), u"< 200 ms"_s, age, 0.05);
        Item &item = b.item(u"item-"_s + number, u"Requirement %1 is fulfilled"_s.arg(number), severities[i % 4],
                            i % 3 == 0 ? std::optional<double>(1 + i % 12) : std::nullopt, u"Team %1"_s.arg(i % 9),
                            std::move(evidence), query(u"service:latency_seconds"_s, 0.2));
        item.blocker = i % 28 == 0;
    }
    b.sample().profile.approvals = {{u"architecture"_s, u"Architecture"_s}};
    return std::move(b.sample());
}

SampleReadiness everythingBroken()
{
    SampleReadiness sample = learnify();
    int i = 0;
    for (ItemFacts &each : sample.facts) {
        each.evidence = ++i % 3 == 0 ? unknown(u"The connection to 10.0.0.1:8080 was refused"_s)
                                     : seen(Outcome::Fail, u"down"_s, u"up"_s, 95s);
    }
    for (Category &category : sample.profile.categories) {
        category.assessed.reset();
    }
    return sample;
}

SampleReadiness longReadiness()
{
    const QString longName = u"a-name-that-nobody-would-type-twice-"_s.repeated(4);
    SampleReadiness sample = learnify();
    sample.service = longName;
    sample.profile.service = longName;
    sample.profile.name = longName + u"profile"_s;
    sample.profile.title = u"<b>A profile</b> whose title goes on and on "_s.repeated(4);
    for (Category &category : sample.profile.categories) {
        category.name += u" with <i>a name</i> that no column was ever drawn for"_s.repeated(2);
        for (Item &item : category.items) {
            item.title = u"<img src=x> "_s + item.title + u" and says so in a sentence that never ends"_s.repeated(3);
            item.owner = u"The department of very long names"_s.repeated(2);
            item.description = u"Described at length, without any mercy. "_s.repeated(12);
            item.fix = u"https://example.test/"_s + u"path-without-any-break/"_s.repeated(20);
        }
    }
    for (ItemFacts &each : sample.facts) {
        each.evidence.observed = u"<b>observed</b> 0123456789abcdef"_s.repeated(6);
        each.evidence.target = u"a target that is longer than its column"_s.repeated(3);
        each.evidence.reason = u"because <script>alert(1)</script> something went wrong at length "_s.repeated(4);
    }
    for (Scenario &scenario : sample.profile.scenarios) {
        scenario.name += u" for everybody who would ever think of calling it"_s.repeated(3);
    }
    for (Role &role : sample.profile.approvals) {
        role.title += u" of the whole company and its subsidiaries"_s.repeated(2);
    }
    for (Risk &risk : sample.profile.risks) {
        risk.title += u" in all its consequences, foreseen and unforeseen"_s.repeated(2);
    }
    return sample;
}

} // namespace readyroom::fakes
