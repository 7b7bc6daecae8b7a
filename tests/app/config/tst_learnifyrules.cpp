// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/fleetfile.h"
#include "app/config/lint.h"
#include "app/config/profilefile.h"
#include "app/config/rulefile.h"
#include "models/promql/engine.h"
#include "models/rules/evaluation.h"
#include "models/series/store.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t start = 1'700'000'000'000;
constexpr int lastMinute = 12;

/// A series of learnify-api: its value at the beginning, and what it grows by a minute.
struct Line {
    series::Labels labels;
    double value = 0;
    double slope = 0;
    int fromMinute = 0;
};
using Lines = std::vector<Line>;

Line line(const char *name, std::initializer_list<series::Label> labels, double value)
{
    Line result{series::Labels(labels), value};
    result.labels.set("__name__", name);
    result.labels.set("service", "learnify-api");
    result.labels.set("environment", "staging");
    result.labels.set("job", "learnify-api");
    return result;
}

Line up(const char *instance, double value)
{
    return line("up", {{"instance", instance}, {"endpoint", "health"}}, value);
}

Line errors(double ratio)
{
    return line("service:error_ratio", {}, ratio);
}

Line latency(const char *quantile, double seconds)
{
    return line("service:latency_seconds", {{"quantile", quantile}}, seconds);
}

Line build(const char *version, int fromMinute = 0)
{
    Line result = line("learnify_build_info", {{"version", version}, {"instance", "a:1"}}, 1);
    result.fromMinute = fromMinute;
    return result;
}

std::vector<rules::AlertingRule> alerts()
{
    std::vector<rules::AlertingRule> result;
    (void)config::profilePath(u"learnify-api"_s); // the resources are there from now on
    const auto groups = config::loadRuleFile(u":/readyroom/rules/learnify-api.yaml"_s);
    if (!groups) {
        qFatal("%s", qUtf8Printable(config::toText(groups.error()).join(u'\n')));
    }
    for (const rules::RuleGroup &group : *groups) {
        for (const rules::Rule &rule : group.rules) {
            result.push_back(std::get<rules::AlertingRule>(rule));
        }
    }
    return result;
}

/// The alerts whose expression yields something after twelve minutes of these values, whatever their `for:`.
QStringList firing(const Lines &lines)
{
    series::Store store;
    for (int minute = 0; minute <= lastMinute; ++minute) {
        for (const Line &l : lines) {
            if (minute >= l.fromMinute) {
                store.append(l.labels, start + minute * 60'000LL, l.value + minute * l.slope);
            }
        }
    }
    const auto time = promql::EvaluationTime::instant(fromMillis(start + lastMinute * 60'000LL));
    QStringList names;
    for (const rules::AlertingRule &rule : alerts()) {
        const auto result = promql::evaluate(*rule.expr, time, store.snapshot(promql::selections(*rule.expr, time)));
        if (!result) {
            qFatal("%s: %s", qUtf8Printable(rule.alert), qUtf8Printable(result.error().message));
        }
        if (!rules::asVector(result->value).value().empty()) {
            names << rule.alert.mid(8); // without "Learnify"
        }
    }
    names.sort();
    return names;
}

} // namespace

/// What the report of the Learnify backend asks to be told of.
class LearnifyRulesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tell_data()
    {
        QTest::addColumn<Lines>("lines");
        QTest::addColumn<QString>("alerts");
        const auto row = [](const char *name, const Lines &lines, const QString &alerts) {
            QTest::newRow(name) << lines << alerts;
        };
        row("all is well", {up("a:1", 1), errors(0), latency("0.95", 0.1), latency("0.99", 0.2), build("1.1")}, {});
        row("down", {up("a:1", 0)}, u"RollbackHealth ServiceDown Sev1"_s);
        row("one of two down", {up("a:1", 0), up("b:1", 1)}, {});
        row("the health check says no", {up("a:1", 1), line("service:health", {}, 0)}, u"RollbackHealth"_s);
        row("half a per cent of errors", {errors(0.005)}, u"Sev4"_s);
        row("2 % of errors", {errors(0.02)}, u"ErrorRateWarning Sev3"_s);
        row("7 % of errors", {errors(0.07)}, u"ErrorRateCritical ErrorRateWarning Sev2"_s);
        row("20 % of errors", {errors(0.2)}, u"ErrorRateCritical ErrorRateWarning RollbackErrorRate Sev2"_s);
        row("60 % of errors", {errors(0.6)}, u"ErrorRateCritical ErrorRateWarning RollbackErrorRate Sev1"_s);
        row("slow for few", {latency("0.95", 0.5), latency("0.99", 1.5)}, u"LatencyWarning"_s);
        row("slow", {latency("0.95", 1.5), latency("0.99", 2.5)}, u"LatencyCritical LatencyWarning Sev3"_s);
        row("very slow", {latency("0.95", 3), latency("0.99", 4)}, u"LatencyCritical LatencyWarning Sev2"_s);
        row("pool", {line("service:pool_used_ratio", {{"pool", "db"}}, 0.95)}, u"DatabasePool"_s);
        row("CPU", {line("service:saturation", {{"resource", "cpu"}}, 0.9)}, u"Cpu"_s);
        row("memory", {line("service:saturation", {{"resource", "memory"}}, 0.9)}, u"Memory"_s);
        row("no memory left", {line("service:saturation", {{"resource", "memory"}}, 1)}, u"Memory OutOfMemory"_s);
        Line failures = line("db_connection_failures_total", {}, 3);
        row("failures of the database in the past", {failures}, {});
        failures.slope = 1;
        row("failures of the database", {failures}, u"DatabaseConnectionFailures"_s);
        row("two versions at once", {build("1.0"), build("1.1")}, u"Deployed"_s);
        row("another version than before", {build("1.0"), build("1.1", 10)}, u"Deployed"_s);
        row("seen for the first time", {build("1.0", 10)}, {});
        Line late = up("b:1", 1);
        late.fromMinute = 10;
        row("another instance", {up("a:1", 1), late}, u"Scaled"_s);
    }

    void tell()
    {
        QFETCH(const Lines, lines);
        QFETCH(const QString, alerts);
        QCOMPARE(firing(lines).join(u' '), alerts);
    }

    void waitAsLongAsTheReportSays_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::newRow("ServiceDown") << 3;
        QTest::newRow("ErrorRateCritical") << 5;
        QTest::newRow("LatencyCritical") << 5;
        QTest::newRow("DatabaseConnectionFailures") << 0;
        QTest::newRow("OutOfMemory") << 0;
        QTest::newRow("ErrorRateWarning") << 10;
        QTest::newRow("LatencyWarning") << 10;
        QTest::newRow("DatabasePool") << 0;
        QTest::newRow("Cpu") << 10;
        QTest::newRow("Memory") << 10;
        QTest::newRow("RollbackErrorRate") << 2;
        QTest::newRow("RollbackHealth") << 0;
    }

    void waitAsLongAsTheReportSays()
    {
        QFETCH(const int, minutes);
        const QString name = u"Learnify"_s + QString::fromLatin1(QTest::currentDataTag());
        const std::vector<rules::AlertingRule> all = alerts();
        const auto rule = std::ranges::find(all, name, &rules::AlertingRule::alert);
        QVERIFY(rule != all.end());
        QCOMPARE(rule->hold, Duration(minutes * 1min));
    }

    void everyAlertHasASeverityAndALevelOrATrigger()
    {
        static constexpr std::array severities{"critical"_L1, "warning"_L1, "info"_L1};
        for (const rules::AlertingRule &rule : alerts()) {
            const QString severity = rule.labels.value(u"severity"_s).text();
            QVERIFY2(std::ranges::any_of(severities, [&](auto s) { return severity == s; }), qPrintable(rule.alert));
            const QString level = rule.labels.value(u"sev"_s).text();
            QCOMPARE(rule.labels.contains(u"trigger"_s), level.isEmpty());
            QVERIFY(level.isEmpty() || (level >= "1"_L1 && level <= "4"_L1));
            QVERIFY(!rule.annotations.value(u"summary"_s).text().isEmpty());
        }
    }

    void aFleetFileMayNameThem()
    {
        const auto fleet = config::loadFleetText("rules: [\":/readyroom/rules/learnify-api.yaml\"]\n"
                                                 "services: [{name: a, instances: [\"http://a:1\"]}]\n",
                                                 u"/nonexistent/fleet.yaml"_s);
        QVERIFY2(fleet, fleet ? "" : qPrintable(config::toText(fleet.error()).join(u'\n')));
        QCOMPARE(fleet->ruleFiles, QStringList{u":/readyroom/rules/learnify-api.yaml"_s});
        QVERIFY(config::loadStateRules(*fleet)); // none of them decides a state
    }
};

QTEST_APPLESS_MAIN(LearnifyRulesTest)
#include "tst_learnifyrules.moc"
