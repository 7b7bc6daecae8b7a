// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/profilefile.h"
#include "models/promql/ast.h"
#include "tests/app/config/corpus.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;
using namespace std::chrono_literals;

namespace {

QString data(const QString &name)
{
    return QStringLiteral(READYROOM_TEST_DATA) + u"/profile/"_s + name;
}

Timestamp day(int year, unsigned month, unsigned dayOfMonth)
{
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(dayOfMonth));
}

/// A profile of one item that has these further keys.
config::Loaded<Profile> withItem(const QByteArray &keys)
{
    return config::loadProfileText(
        "profile: x\ntitle: X\ncategories: [{name: A, items: [{id: a, title: A, severity: low, " + keys + "}]}]\n",
        u"x.yaml"_s);
}

const Item &onlyItem(const Profile &profile)
{
    return profile.categories.front().items.front();
}

} // namespace

class ProfileFileTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(u"tr_TR"_s));
        const auto profile = config::loadProfile(data(u"whole.yaml"_s));
        QVERIFY2(profile, profile ? "" : qPrintable(config::toText(profile.error()).join(u'\n')));
        m_whole = *profile;
    }

    void corpus_data() { corpus::addRows(u"/profile"_s); }
    void corpus()
    {
        QFETCH(const QString, path);
        corpus::check(path);
    }

    void readsTheHead()
    {
        QCOMPARE(m_whole.name, u"checkout-launch"_s);
        QCOMPARE(m_whole.title, u"Checkout before its launch"_s);
        QCOMPARE(m_whole.service, u"checkout"_s);
        QCOMPARE(m_whole.source, u"Review of 2026-10-01: conditionally ready"_s);
        QCOMPARE(m_whole.gate, 95.0);
        QCOMPARE(m_whole.floor, 70.0);
        QCOMPARE(m_whole.conditions, (QStringList{u"Ten per cent of the traffic first"_s, u"Watch p95"_s}));
        QCOMPARE(m_whole.file, data(u"whole.yaml"_s));
        QFile file(data(u"whole.yaml"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(m_whole.sha256, QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
    }

    void readsCategoriesAndItems()
    {
        QCOMPARE(m_whole.categories.size(), 2U);
        const Category &security = m_whole.categories.front();
        QCOMPARE(security.name, u"Security"_s);
        QCOMPARE(security.weight, 2.0);
        QCOMPARE(security.assessed, std::optional(65.0));
        QCOMPARE(security.summary, u"Headers and limits."_s);
        QCOMPARE(m_whole.categories.back().weight, 1.0);
        QVERIFY(!m_whole.categories.back().assessed);

        const Item &item = security.items.front();
        QCOMPARE(item.id, u"jwt-secret"_s);
        QCOMPARE(item.title, u"No default secret"_s);
        QCOMPARE(item.severity, Severity::Critical);
        QVERIFY(item.blocker);
        QCOMPARE(item.weight, std::optional(12.5));
        QCOMPARE(item.effort, std::optional(3));
        QCOMPARE(item.owner, u"Security Team"_s);
        QCOMPARE(item.tags, (QStringList{u"must"_s, u"phase-1"_s}));
        QCOMPARE(item.description, u"A default secret lets anybody in.\n\nSeen in config.go."_s);
        QCOMPARE(item.fix, u"Read it from the environment."_s);
        QCOMPARE(item.expiry, Duration(1h));
        QCOMPARE(item.where, (SourcePosition{data(u"whole.yaml"_s), 14, 9}));
        QCOMPARE(item.waiver, (std::optional(Waiver{u"Ada"_s, u"Behind a VPN until then"_s, day(2026, 12, 1)})));
        const Item &uploads = security.items[1];
        QCOMPARE(uploads.notApplicable, (std::optional(NotApplicable{u"There are no uploads"_s, u"Ada"_s})));
        QCOMPARE(uploads.expiry, Duration(5min));
        QVERIFY(!uploads.blocker && !uploads.weight && !uploads.evidence && !uploads.waiver);
    }

    void readsEvidence()
    {
        const auto spec = [this](QStringView id) { return m_whole.item(id)->evidence; };
        const auto attest = std::get<AttestEvidence>(*spec(u"jwt-secret"));
        QCOMPARE(attest.says, AttestEvidence::Says::Fail);
        QCOMPARE(attest.by, u"Review"_s);
        QCOMPARE(attest.statement, u"It is there"_s);
        QCOMPARE(attest.link, u"config.go:68"_s);
        QCOMPARE(attest.date, day(2026, 10, 1));
        QCOMPARE(attest.expires, std::optional(day(2027, 1, 1)));
        const auto headers = std::get<HeaderEvidence>(*spec(u"headers"));
        QCOMPARE(headers.path, u"/health?full=1"_s);
        QCOMPARE(headers.present, (QStringList{u"X-Frame-Options"_s, u"X-Content-Type-Options"_s}));
        const auto id = std::get<HeaderEvidence>(*spec(u"request-id"));
        QCOMPARE(id.path, u"/"_s);
        QCOMPARE(id.name, u"X-Request-ID"_s);
        QCOMPARE(id.matches, u"req-[0-9a-f]{12}"_s);
        QVERIFY(id.unique);
        QCOMPARE(id.answers, 5);
        QCOMPARE(std::get<TlsEvidence>(*spec(u"tls")).minVersion, 13);
        QCOMPARE(std::get<TlsEvidence>(*spec(u"tls")).minDays, 30);
        const auto query = std::get<QueryEvidence>(*spec(u"latency"));
        QCOMPARE(promql::toText(*query.parsed), query.expr);
        QCOMPARE(query.pass, (Threshold{Threshold::Operator::Less, 0.2}));
        QCOMPARE(query.partial, (std::optional(Threshold{Threshold::Operator::Less, 0.5})));
        QCOMPARE(query.holdFor, Duration(1min));
        QCOMPARE(query.unit, Unit::Seconds);
        QCOMPARE(query.scope, QueryEvidence::Scope::Fleet);
        QCOMPARE(std::get<HealthEvidence>(*spec(u"health")).component, QString());
        QCOMPARE(std::get<HealthEvidence>(*spec(u"database")).component, u"db"_s);
        const auto status = std::get<HttpEvidence>(*spec(u"status"));
        QCOMPARE(status.status, (std::vector{200, 204}));
        QCOMPARE(status.pointer, u"/status"_s);
        QCOMPARE(status.text, std::optional(u"UP"_s));
        QCOMPARE(std::get<HttpEvidence>(*spec(u"bags")).number,
                 (std::optional(Threshold{Threshold::Operator::GreaterEqual, 25248})));
        QCOMPARE(std::get<DrillEvidence>(*spec(u"failover")).maxAge, Duration(24h * 90));
        const auto coverage = std::get<CoverageEvidence>(*spec(u"coverage"));
        QCOMPARE(coverage.file, data(u"reports/coverage.xml"_s));
        QCOMPARE(coverage.partial, (std::optional(Threshold{Threshold::Operator::GreaterEqual, 60})));
    }

    void readsActiveEvidence()
    {
        const auto limits = std::get<RateLimitEvidence>(*m_whole.item(u"limits")->evidence);
        QCOMPARE(limits.path, u"/api/x"_s);
        QCOMPARE(limits.requests, 12);
        QCOMPARE(limits.expect, 429);
        QCOMPARE(limits.clientHeader, u"X-Api-Key"_s);
        const auto load = std::get<LoadEvidence>(*m_whole.item(u"load")->evidence);
        QCOMPARE(load.users, 20);
        QCOMPARE(load.duration, Duration(5s));
        using Limit = LoadEvidence::Limit;
        using Figure = LoadEvidence::Figure;
        using Operator = Threshold::Operator;
        QCOMPARE(
            load.limits,
            (std::vector{Limit{Figure::Mean, {Operator::Less, 0.2}, Threshold{Operator::Less, 0.5}},
                         Limit{Figure::P95, {Operator::Less, 2}}, Limit{Figure::Success, {Operator::Greater, 0.95}}}));
        const auto command = std::get<CommandEvidence>(*m_whole.item(u"namespace")->evidence);
        QCOMPARE(command.command, (QStringList{u"kubectl"_s, u"get"_s, u"ns"_s}));
        QCOMPARE(command.matches, u"checkout"_s);
        QCOMPARE(command.timeout, Duration(30s));
        for (const Category &category : m_whole.categories) {
            for (const Item &item : category.items) {
                const bool active = item.evidence && isActive(*item.evidence);
                QCOMPARE(active, (QStringList{u"limits"_s, u"load"_s, u"namespace"_s}.contains(item.id)));
            }
        }
    }

    void readsThePlan()
    {
        const Scenario &scenario = m_whole.scenarios.front();
        QCOMPARE(scenario.name, u"Public API"_s);
        QCOMPARE(scenario.floor, std::optional(80.0));
        QCOMPARE(scenario.gate, std::optional(98.0));
        QCOMPARE(scenario.requires_, QStringList{u"must"_s});
        QCOMPARE(scenario.claimed, std::optional(70.0));
        const Risk &risk = m_whole.risks.front();
        QCOMPARE(risk.now, RiskLevel::Low);
        QCOMPARE(risk.before, std::optional(RiskLevel::High));
        QCOMPARE(risk.mitigatedBy, (QStringList{u"jwt-secret"_s, u"limits"_s}));
        const Phase &phase = m_whole.phases.front();
        QCOMPARE(phase.items, (QStringList{u"latency"_s, u"jwt-secret"_s})); // tags unfolded, each once
        QCOMPARE(phase.says, u"~85/100"_s);
        QVERIFY(!phase.alone && m_whole.phases.back().alone);
        QCOMPARE(m_whole.approvals.size(), 3U);
        QCOMPARE(m_whole.approvals[0].title, u"Architecture"_s);
        QCOMPARE(m_whole.approvals[1].title, u"On-call lead"_s);
        QCOMPARE(m_whole.approvals[2].name, u"site-reliability"_s);
        QCOMPARE(m_whole.approvals[2].title, u"Site reliability"_s);
    }

    void readsClaims()
    {
        QCOMPARE(m_whole.claims.size(), 4U);
        const auto &score = std::get<ValueClaim>(m_whole.claims[0]);
        QCOMPARE(score.claimed, 66.5);
        QCOMPARE(score.tolerance, 0.005);
        const auto &faster = std::get<ValueClaim>(m_whole.claims[1]);
        QVERIFY(faster.parsed);
        QCOMPARE(faster.inputs,
                 (QMap<QString, ValueClaim::Input>{
                     {u"before"_s, {515, 0.5}}, {u"after"_s, {33, 0.05}}, {u"users"_s, {50, 0.0}}}));
        QCOMPARE(std::get<ValueClaim>(m_whole.claims[2]).claimed, -8.0);
        const auto &conflict = std::get<ConflictClaim>(m_whole.claims[3]);
        QCOMPARE(conflict.says, (QStringList{u"Ready"_s, u"Five tasks are open"_s}));
        QCOMPARE(conflict.where, (QStringList{u"Status"_s, u"Remaining tasks"_s}));
    }

    void theLastDigitIsTheTolerance_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("whole") << QByteArray("85") << 85.0 << 0.5;
        QTest::newRow("one") << QByteArray("15.8") << 15.8 << 0.05;
        QTest::newRow("two") << QByteArray("93.69") << 93.69 << 0.005;
        QTest::newRow("a trailing zero counts") << QByteArray("66.50") << 66.5 << 0.005;
        QTest::newRow("quoted") << QByteArray("\"66.50\"") << 66.5 << 0.005;
        QTest::newRow("negative") << QByteArray("-0.5") << -0.5 << 0.05;
        QTest::newRow("zero") << QByteArray("0") << 0.0 << 0.5;
    }
    void theLastDigitIsTheTolerance()
    {
        QFETCH(const QByteArray, written);
        const auto profile = config::loadProfileText("profile: x\ntitle: X\ncategories: [{name: A}]\n"
                                                     "claims: [{says: a, expr: \"1\", claimed: "
                                                         + written + "}]\n",
                                                     u"x.yaml"_s);
        QVERIFY(profile);
        QTEST(std::get<ValueClaim>(profile->claims.front()).claimed, "value");
        QTEST(std::get<ValueClaim>(profile->claims.front()).tolerance, "tolerance");
    }

    void effortsAreHalfHours_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("halfHours");
        QTest::newRow("hours") << QByteArray("4") << 8;
        QTest::newRow("half an hour") << QByteArray("0.5") << 1;
        QTest::newRow("h") << QByteArray("1h") << 2;
        QTest::newRow("days of 8 hours") << QByteArray("2d") << 32;
        QTest::newRow("half a day") << QByteArray("0.5d") << 8;
        QTest::newRow("a sixteenth of a day") << QByteArray("0.0625d") << 1;
        QTest::newRow("weeks of 40 hours") << QByteArray("1w") << 80;
    }
    void effortsAreHalfHours()
    {
        QFETCH(const QByteArray, written);
        const auto profile = withItem("effort: " + written);
        QVERIFY(profile);
        QTEST(onlyItem(*profile).effort.value(), "halfHours");
    }

    void aDayBeginsOrEnds_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("begins");
        QTest::addColumn<qint64>("ends");
        const auto ms = [](Timestamp at) { return qint64(toMillis(at)); };
        QTest::newRow("a day") << QByteArray("2026-02-28") << ms(day(2026, 2, 28)) << ms(day(2026, 3, 1));
        QTest::newRow("UTC") << QByteArray("2026-02-28T01:30:00Z") << ms(day(2026, 2, 28) + 90min)
                             << ms(day(2026, 2, 28) + 90min);
        QTest::newRow("an offset") << QByteArray("2026-02-28T01:30:00.250+02:00")
                                   << ms(day(2026, 2, 27) + 23h + 30min + 250ms)
                                   << ms(day(2026, 2, 27) + 23h + 30min + 250ms);
    }
    void aDayBeginsOrEnds()
    {
        QFETCH(const QByteArray, date);
        const auto profile = withItem("evidence: {attest: {says: pass, by: a, statement: b, date: \"" + date
                                      + "\"}}, waiver: {owner: a, reason: b, expires: \"" + date + "\"}");
        QVERIFY2(profile, profile ? "" : qPrintable(config::toText(profile.error()).join(u'\n')));
        const Item &item = onlyItem(*profile);
        QTEST(qint64(toMillis(std::get<AttestEvidence>(*item.evidence).date)), "begins");
        QTEST(qint64(toMillis(item.waiver->expires)), "ends");
    }

    void namesAndPaths()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCOMPARE(config::profilePath(u"bagtrack"_s), u":/readyroom/profiles/bagtrack.yaml"_s);
        QCOMPARE(config::profilePath(u"mine"_s), config::ownProfileFolder() + u"/mine.yaml"_s);
        QVERIFY(config::ownProfileFolder().endsWith(u"/readyroom/profiles"));
        QCOMPARE(config::profilePath(u"mine.yaml"_s), u"mine.yaml"_s);
        QCOMPARE(config::profilePath(u"./bagtrack"_s), u"./bagtrack"_s);
        QVERIFY(config::isProfileName(u"bagtrack"_s));
        QVERIFY(!config::isProfileName(u"bagtrack.yml"_s));
    }

    /// A whole profile, parts of one, and lines of evidence that the documentation gives.
    void theDocumentationsExamplesAreRight()
    {
        const QString text = corpus::readAll(QStringLiteral(READYROOM_SOURCE_DIR "/docs/profile-format.md"));
        static const QRegularExpression fence(u"```yaml\n(.*?)```"_s, QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression line(u"^    ((?:query|header|http|attest|rate_limit|load|command): \\{.*)$"_s,
                                             QRegularExpression::MultilineOption);
        QString parts;
        for (const QRegularExpressionMatch &match : fence.globalMatch(text)) {
            const QString block = match.captured(1);
            if (!block.startsWith("profile:"_L1)) {
                parts += block;
                continue;
            }
            const auto whole = config::loadProfileText(block.toUtf8(), u"whole"_s);
            QVERIFY2(whole, whole ? "" : qPrintable(config::toText(whole.error()).join(u'\n')));
        }
        QString items;
        int count = 0;
        for (const QRegularExpressionMatch &match : line.globalMatch(text)) {
            items += u"      - {id: e%1, title: T, severity: low, tags: [must, phase-1], evidence: {%2}}\n"_s.arg(
                QString::number(++count), match.captured(1));
        }
        QVERIFY(count >= 8);
        const auto rest = config::loadProfileText(
            (u"profile: x\ntitle: X\ncategories:\n  - name: A\n    items:\n"
             "      - {id: jwt-secret, title: T, severity: low}\n      - {id: runbook, title: T, severity: low}\n"_s
             + items + parts)
                .toUtf8(),
            u"rest"_s);
        QVERIFY2(rest, rest ? "" : qPrintable(config::toText(rest.error()).join(u'\n')));
        QCOMPARE(rest->phases.size(), 2U);
        QCOMPARE(rest->claims.size(), 3U);
    }

    void aMissingFileIsAnIoError()
    {
        const auto profile = config::loadProfile(u"/nonexistent/x.yaml"_s);
        QVERIFY(!profile);
        QCOMPARE(profile.error().front().kind, Error::Kind::Io);
    }

private:
    Profile m_whole;
};

QTEST_GUILESS_MAIN(ProfileFileTest)
#include "tst_profilefile.moc"
