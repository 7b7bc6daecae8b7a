// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/profilefile.h"
#include "models/readiness/difference.h"
#include "models/readiness/document.h"
#include "models/readiness/drift.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

const Timestamp now = fromMillis(1'795'226'400'000);

/// Everything is as good as it can be, or nothing is known of it.
Assessment assessed(const QString &name, Outcome outcome)
{
    auto profile = config::loadProfile(config::profilePath(name));
    if (!profile) {
        return {};
    }
    const auto shared = std::make_shared<const Profile>(*std::move(profile));
    const ItemFacts facts{.evidence = {.outcome = outcome, .observed = u"seen"_s, .takenAt = now}};
    return assess(shared, std::vector(shared->items().size(), facts), shared->service, u"demo"_s, now);
}

} // namespace

/// The profiles that Readyroom brings along can be signed.
class ProfileRecordsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyProfileCanBeRecorded_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : config::builtInProfiles()) {
            QTest::addRow("%s", qPrintable(name)) << name;
        }
    }

    void everyProfileCanBeRecorded()
    {
        QFETCH(QString, name);
        const Assessment assessment = assessed(name, Outcome::Pass);
        QVERIFY(assessment.profile);
        const Document document = documentOf(assessment);
        const Result<QByteArray> bytes = documentBytes(document);
        QVERIFY2(bytes, qPrintable(bytes ? QString() : bytes.error().message));
        QCOMPARE(documentFrom(*bytes), document);
        QVERIFY(bytes->size() < 1024 * 1024);
        QCOMPARE(document.items.size(), assessment.items.size());
        for (const Document::ItemRecord &item : document.items) {
            QCOMPARE(item.statement.isEmpty(), item.kind.isEmpty());
            QVERIFY2(!item.statement.contains(u'\n'), qPrintable(item.statement));
        }
    }

    void whatIsLostAfterwardsIsDrift_data() { everyProfileCanBeRecorded_data(); }

    void whatIsLostAfterwardsIsDrift()
    {
        QFETCH(QString, name);
        const Document signedOne = documentOf(assessed(name, Outcome::Pass));
        const Assessment later = assessed(name, Outcome::Unknown);
        const auto passed = std::ranges::count(signedOne.items, ItemResult::Pass, &Document::ItemRecord::result);
        QCOMPARE(driftOf(signedOne, later).size(), std::size_t(passed));
        const Difference difference = differenceOf(signedOne, documentOf(later));
        QCOMPARE(difference.items.size(), std::size_t(passed));
        QCOMPARE(difference.verdictAfter, later.verdict);
        for (const ItemChange &change : difference.items) {
            QVERIFY(change.why.endsWith(u'.') && !change.textChanged);
        }
    }
};

QTEST_GUILESS_MAIN(ProfileRecordsTest)
#include "tst_profilerecords.moc"
