// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/decisioncheck.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using What = Decision::What;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;

Profile profile()
{
    Profile made;
    made.name = u"shop-ready"_s;
    made.categories = {{.name = u"All"_s}};
    made.categories[0].items.resize(2);
    made.categories[0].items[0].id = u"plain"_s;
    made.categories[0].items[1].id = u"excused"_s;
    made.categories[0].items[1].waiver = Waiver{u"Ada"_s, u"because"_s, now + 24h};
    made.categories[0].items[1].notApplicable = NotApplicable{u"because"_s};
    return made;
}

Decision decision(What what, const QString &item = u"plain"_s, const QString &text = {})
{
    return {.what = what, .profile = u"shop-ready"_s, .item = item, .text = text};
}

Decision waiver(const QString &owner, const QString &reason, Duration lasts)
{
    Decision made = decision(What::Waive);
    made.waiver = {owner, reason, now + lasts};
    return made;
}

Decision attestation(const QString &statement, std::optional<Duration> lasts)
{
    Decision made = decision(What::Attest, u"plain"_s, statement);
    if (lasts) {
        made.expires = now + *lasts;
    }
    return made;
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::Decision)

class TestDecisionCheck final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void checks_data()
    {
        QTest::addColumn<Decision>("decision");
        QTest::addColumn<bool>("decidedBefore");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Decision &decision, const QString &sentence,
                            bool decidedBefore = false) {
            QTest::newRow(name) << decision << decidedBefore << sentence;
        };
        row("a waiver", waiver(u"Ada"_s, u"soon"_s, 24h), {});
        row("of nobody", waiver(u" "_s, u"soon"_s, 24h), u"A waiver needs somebody who answers for it."_s);
        row("for nothing", waiver(u"Ada"_s, {}, 24h), u"A waiver needs a reason."_s);
        row("over already", waiver(u"Ada"_s, u"soon"_s, 0s), u"A waiver ends in the future."_s);
        row("no such item", decision(What::Note, u"other"_s, u"x"_s), u"The profile shop-ready has no item other."_s);
        row("lifts", decision(What::LiftWaiver), {}, true);
        row("lifts nothing", decision(What::LiftWaiver), u"Nobody has decided that plain is waived."_s);
        row("lifts what the profile says", decision(What::LiftWaiver, u"excused"_s),
            u"That excused is waived stands in the profile; change it there."_s);
        row("applies again", decision(What::Applicable), {}, true);
        row("applies anyway", decision(What::Applicable), u"Nobody has decided that plain does not apply."_s);
        row("against the profile", decision(What::Applicable, u"excused"_s),
            u"That excused does not apply stands in the profile; change it there."_s);
        row("does not apply", decision(What::NotApplicable, u"plain"_s, u"no HTTP"_s), {});
        row("just does not apply", decision(What::NotApplicable), u"That an item does not apply needs a reason."_s);
        row("a note", decision(What::Note, u"plain"_s, u"seen"_s), {});
        row("an empty note", decision(What::Note, u"plain"_s, u"\n"_s), u"The note is empty."_s);
        row("attests", attestation(u"read it"_s, {}), {});
        row("attests for a day", attestation(u"read it"_s, 24h), {});
        row("attests nothing", attestation({}, {}), u"An attestation needs a statement."_s);
        row("attested yesterday", attestation(u"read it"_s, -24h), u"An attestation ends in the future."_s);
    }

    void checks()
    {
        QFETCH(Decision, decision);
        QFETCH(bool, decidedBefore);
        QFETCH(QString, sentence);
        Recorded recorded;
        if (decidedBefore) {
            recorded.standings[u"plain"_s] = {Waiver{u"Ada"_s, u"soon"_s, now + 24h}, NotApplicable{u"no HTTP"_s}};
        }
        const Result<void> result = checkDecision(decision, profile(), recorded, now);
        QCOMPARE(result ? QString() : result.error().message, sentence);
        QVERIFY(result || result.error().kind == Error::Kind::Config);
    }
};

QTEST_GUILESS_MAIN(TestDecisionCheck)
#include "tst_decisioncheck.moc"
