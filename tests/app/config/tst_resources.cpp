// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/actionkeys.h"
#include "app/config/fleetkeys.h"
#include "app/config/lint.h"
#include "app/config/profilekeys.h"
#include "app/config/rulefile.h"
#include "models/drills/experiment.h"
#include "models/drills/providerarguments.h"
#include "models/drills/providercheck.h"
#include "models/promql/ast.h"
#include "models/rules/evaluation.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <array>
#include <span>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom;

namespace {

/// Signals and the labels each has besides environment, service and job.
const QMap<QByteArray, QSet<QByteArray>> &vocabulary()
{
    static const QMap<QByteArray, QSet<QByteArray>> known{{"service:up", {}},
                                                          {"service:probe_seconds", {}},
                                                          {"service:request_rate", {}},
                                                          {"service:error_ratio", {}},
                                                          {"service:throughput", {}},
                                                          {"service:staleness_seconds", {}},
                                                          {"service:latency_seconds", {"quantile"}},
                                                          {"service:latency_mean_seconds", {}},
                                                          {"service:ttfb_seconds", {}},
                                                          {"service:saturation", {"resource"}},
                                                          {"service:memory_bytes", {"kind"}},
                                                          {"service:pool_used_ratio", {"pool"}},
                                                          {"service:cache_hit_ratio", {"cache"}},
                                                          {"service:cache_hits_rate", {"cache"}},
                                                          {"service:cache_misses_rate", {"cache"}},
                                                          {"service:cache_size_bytes", {"cache"}},
                                                          {"service:cache_evictions_rate", {"cache"}},
                                                          {"service:breaker_state", {"instance", "breaker", "state"}}};
    return known;
}

/// The labels the outermost aggregation of an expression keeps, as far as arithmetic, comparison and `or` pass them on.
QSet<QByteArray> keptLabels(const promql::Expr &written)
{
    const promql::Expr &expr = promql::unwrapParens(written);
    if (const auto *aggregation = expr.as<promql::Aggregation>()) {
        return aggregation->without ? QSet<QByteArray>{"without"}
                                    : QSet<QByteArray>(aggregation->grouping.begin(), aggregation->grouping.end());
    }
    if (const auto *binary = expr.as<promql::Binary>()) {
        const bool leftIsNumber = binary->lhs->type() == promql::ValueType::Scalar;
        return keptLabels(leftIsNumber ? *binary->rhs : *binary->lhs);
    }
    if (const auto *call = expr.as<promql::Call>()) {
        QSet<QByteArray> labels = keptLabels(*call->arguments.back()); // histogram_quantile
        labels.remove("le");
        return labels;
    }
    return {"none"};
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QStringList names(std::span<const QLatin1StringView> keys)
{
    QStringList result;
    for (const QLatin1StringView key : keys) {
        result << QString(key);
    }
    return sorted(result);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A schema's maps and the keys that the reader of such files knows.
void checkSchema(const QString &name, std::span<const QLatin1StringView> top,
                 const std::vector<std::pair<QLatin1StringView, std::span<const QLatin1StringView>>> &maps)
{
    (void)config::loadSignalMaps();
    QJsonParseError error;
    const QJsonObject schema =
        QJsonDocument::fromJson(contents(u":/readyroom/schemas/%1.schema.json"_s.arg(name)), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(schema.value("$schema"_L1).toString(), u"https://json-schema.org/draft/2020-12/schema"_s);
    const auto keysOf = [](const QJsonObject &map) { return sorted(map.value("properties"_L1).toObject().keys()); };
    QCOMPARE(keysOf(schema), names(top));
    const QJsonObject defs = schema.value("$defs"_L1).toObject();
    QStringList closed;
    for (const QString &def : defs.keys()) {
        if (defs.value(def).toObject().contains("properties"_L1)) {
            closed << def;
        }
    }
    QCOMPARE(closed.size(), qsizetype(maps.size()));
    for (const auto &[def, known] : maps) {
        const QJsonObject map = defs.value(def).toObject();
        QCOMPARE(keysOf(map), names(known));
        QCOMPARE(map.value("additionalProperties"_L1), QJsonValue(false));
    }
}

} // namespace

class TestResources : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMapLoads()
    {
        const auto maps = config::loadSignalMaps();
        if (!maps) {
            QFAIL(qUtf8Printable(config::toText(maps.error()).join(u'\n')));
        }
        QStringList names;
        int order = -1;
        for (const rules::SignalMap &map : *maps) {
            names << map.name;
            QVERIFY(map.order > order); // no two maps share a place, so which one wins is never left to their names
            order = map.order;
            QVERIFY2(!map.rules.empty(), qUtf8Printable(map.name));
        }
        for (const auto &needed : {u"lab"_s, u"micrometer-http"_s, u"resilience4j"_s, u"go-client"_s,
                                   u"python-client"_s, u"node-exporter"_s, u"prometheus"_s, u"probes"_s}) {
            QVERIFY2(names.contains(needed), qUtf8Printable(needed));
        }
    }

    void everyFileIsCompiledIn()
    {
        for (const auto &folder : {u"profiles"_s, u"signals"_s, u"rules"_s}) {
            const QStringList onDisk =
                QDir(QStringLiteral(READYROOM_SOURCE_DIR "/resources/") + folder).entryList({u"*.yaml"_s}, QDir::Files);
            (void)config::loadSignalMaps();
            QCOMPARE(QDir(u":/readyroom/"_s + folder).entryList({u"*.yaml"_s}, QDir::Files), onDisk);
            QVERIFY(!onDisk.isEmpty());
        }
    }

    void mapsSpeakOneVocabulary()
    {
        for (const rules::SignalMap &map : config::loadSignalMaps().value()) {
            QSet<QPair<QByteArray, QByteArray>> seen;
            for (const rules::RecordingRule &rule : map.rules) {
                const QByteArray what = map.name.toUtf8() + ' ' + rule.record;
                QVERIFY2(vocabulary().contains(rule.record), what.constData());
                QVERIFY2(!seen.contains({rule.record, rule.labels.toText()}), what.constData());
                seen.insert({rule.record, rule.labels.toText()});

                QSet<QByteArray> expected = vocabulary().value(rule.record);
                for (const series::Label &label : rule.labels) {
                    QVERIFY2(expected.remove(label.name), what.constData());
                }
                expected += {"environment", "service", "job"};
                QCOMPARE(keptLabels(*rule.expr), expected);
            }
        }
    }

    void theFilesNameIsTheMapsName()
    {
        const QDir dir(u":/readyroom/signals"_s);
        for (const QString &name : dir.entryList({u"*.yaml"_s}, QDir::Files)) {
            const auto map = config::loadSignalMap(dir.filePath(name));
            QVERIFY(map);
            QCOMPARE(map->name + u".yaml"_s, name);
        }
    }

    void stateRulesKeepTheirPromises()
    {
        const auto rules = config::loadStateRules();
        if (!rules) {
            QFAIL(qUtf8Printable(config::toText(rules.error()).join(u'\n')));
        }
        static constexpr std::array atOnce{"ServiceDown"_L1,       "InstancesDown"_L1,    "EndpointFailed"_L1,
                                           "HealthDown"_L1,        "HealthDownPartly"_L1, "HealthDegraded"_L1,
                                           "ComponentDown"_L1,     "BreakerOpen"_L1,      "BreakerHalfOpen"_L1,
                                           "CertificateExpires"_L1};
        for (const rules::AlertingRule &rule : *rules) {
            const QByteArray name = rule.alert.toUtf8();
            const QString reason = rule.annotations.value(u"reason"_s).text();
            QVERIFY2(!reason.isEmpty() && !reason.endsWith(u'.'), name.constData());
            const bool immediate = std::ranges::any_of(atOnce, [&rule](auto n) { return rule.alert == n; });
            QVERIFY2(immediate ? rule.hold == Duration{0} : rule.hold >= std::chrono::minutes{1}, name.constData());
            QVERIFY2(rules::isInstantaneous(*rule.expr), name.constData());
        }
    }

    void theFleetSchemaNamesTheReadersKeys()
    {
        namespace keys = config::keys;
        checkSchema(u"fleet"_s, keys::fleet,
                    {{"environment"_L1, keys::environment},
                     {"defaults"_L1, keys::defaults},
                     {"service"_L1, keys::service},
                     {"health"_L1, keys::health},
                     {"metrics"_L1, keys::metrics},
                     {"breakers"_L1, keys::breakers},
                     {"caches"_L1, keys::caches},
                     {"auth"_L1, keys::auth},
                     {"basic"_L1, keys::basic},
                     {"action"_L1, config::actionkeys::action},
                     {"parameter"_L1, config::actionkeys::parameter},
                     {"guard"_L1, config::actionkeys::guard},
                     {"trigger"_L1, config::actionkeys::trigger},
                     {"measure"_L1, config::actionkeys::measure},
                     {"originLoad"_L1, config::actionkeys::originLoad},
                     {"secret"_L1, keys::secret},
                     {"tls"_L1, keys::tls},
                     {"slo"_L1, keys::slo},
                     {"source"_L1, keys::source}});
    }

    void theExperimentSchemaNamesWhatIsOurs()
    {
        (void)config::loadSignalMaps();
        const QJsonObject defs = QJsonDocument::fromJson(contents(u":/readyroom/schemas/experiment.schema.json"_s))
                                     .object()
                                     .value("$defs"_L1)
                                     .toObject();
        const auto properties = [&defs](QLatin1StringView def) {
            return defs.value(def).toObject().value("properties"_L1).toObject();
        };
        // The reader itself names what it knows when a key is like none of it.
        const QString strange(30, u'x');
        const auto known = [](const QJsonObject &ours) {
            const QJsonObject json{{u"title"_s, u"t"_s},
                                   {u"description"_s, u"d"_s},
                                   {u"method"_s, QJsonArray()},
                                   {u"extensions"_s, QJsonArray{ours}}};
            const auto experiment = drills::experimentFrom(json);
            const QString sentence = experiment ? QString() : experiment.error().front().sentence;
            QString list = sentence.section(u"; there are "_s, 1).chopped(1);
            return sorted(list.replace(" and "_L1, ", "_L1).split(u", "_s));
        };
        QCOMPARE(sorted(properties("readyroom"_L1).keys()), known({{u"name"_s, u"readyroom"_s}, {strange, 1}}));
        QCOMPARE(
            sorted(properties("measure"_L1).keys()),
            known({{u"name"_s, u"readyroom"_s}, {u"measure"_s, QJsonObject{{u"values"_s, u"up"_s}, {strange, 1}}}}));
        QStringList providers;
        for (const QJsonValue &type :
             properties("provider"_L1).value("type"_L1).toObject().value("enum"_L1).toArray()) {
            providers += type.toString();
        }
        QCOMPARE(providers, drills::providerNames());
        // What a probe can read of each of ours.
        for (const QJsonValue &rule : defs.value("reading"_L1).toObject().value("allOf"_L1).toArray()) {
            const auto member = [&rule](QLatin1StringView part, QLatin1StringView name) {
                return rule.toObject().value(part).toObject().value("properties"_L1).toObject().value(name).toObject();
            };
            const QString type = member("if"_L1, "type"_L1).value("const"_L1).toString();
            const QJsonArray reads = member("then"_L1, "do"_L1).value("enum"_L1).toArray();
            QCOMPARE(reads, QJsonArray::fromStringList(drills::readsOf(type)));
            providers.removeAll(type);
        }
        QCOMPARE(providers, (QStringList{u"http"_s, u"load"_s, u"process"_s, u"promql"_s}));
    }

    void theProfileSchemaNamesTheReadersKeys()
    {
        namespace keys = config::profilekeys;
        checkSchema(u"profile"_s, keys::profile,
                    {{"category"_L1, keys::category},
                     {"item"_L1, keys::item},
                     {"waiver"_L1, keys::waiver},
                     {"notApplicable"_L1, keys::notApplicable},
                     {"evidence"_L1, keys::evidence},
                     {"query"_L1, keys::query},
                     {"health"_L1, keys::health},
                     {"header"_L1, keys::header},
                     {"tls"_L1, keys::tls},
                     {"http"_L1, keys::http},
                     {"rateLimit"_L1, keys::rateLimit},
                     {"load"_L1, keys::load},
                     {"limits"_L1, keys::limits},
                     {"limit"_L1, keys::limit},
                     {"drill"_L1, keys::drill},
                     {"command"_L1, keys::command},
                     {"coverage"_L1, keys::coverage},
                     {"attest"_L1, keys::attest},
                     {"scenario"_L1, keys::scenario},
                     {"risk"_L1, keys::risk},
                     {"phase"_L1, keys::phase},
                     {"valueClaim"_L1, keys::valueClaim},
                     {"input"_L1, keys::input},
                     {"conflictClaim"_L1, keys::conflictClaim},
                     {"role"_L1, keys::role}});
    }
};

QTEST_APPLESS_MAIN(TestResources)
#include "tst_resources.moc"
