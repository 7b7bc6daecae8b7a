// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/laborder.h"

#include <QJsonArray>
#include <QStringList>

#include <algorithm>
#include <initializer_list>

namespace readyroom::actions::lab {

using namespace Qt::StringLiterals;

namespace {

/// A part of the overview that an order changes, and where it stands.
struct Place {
    QString at;
    QJsonObject now;
};

/// `member` of each instance that the order is for.
std::vector<Place> placesOf(const QString &member, const QJsonObject &body, const QJsonObject &overview)
{
    const QJsonArray instances = overview.value("instances"_L1).toArray();
    std::vector<Place> places;
    for (qsizetype i = 0; i < instances.size(); ++i) {
        const QJsonValue chosen = body.value("instance"_L1);
        if (chosen.isUndefined() || chosen.toInt(-1) == i) {
            places.push_back(
                {u"/instances/%1/%2"_s.arg(i).arg(member), instances[i].toObject().value(member).toObject()});
        }
    }
    return places;
}

/// Empty where the overview does not show it: of the origins of latency-optimizer.
std::vector<Place> faultPlaces(const QJsonObject &body, const QJsonObject &overview)
{
    QString origin = body.value("origin"_L1).toString();
    if (origin.isEmpty()) {
        return placesOf(u"fault"_s, body, overview);
    }
    origin.replace(u'-', u'_');
    const QJsonObject now = overview.value(origin).toObject();
    return now.contains("latency_ms"_L1) ? std::vector<Place>{{u"/"_s + origin, now}} : std::vector<Place>{};
}

bool areAlike(const std::vector<Place> &places, std::initializer_list<QLatin1StringView> members)
{
    return !places.empty() && std::ranges::all_of(places, [&](const Place &place) {
        return std::ranges::all_of(members, [&](QLatin1StringView member) {
            return place.now.value(member) == places.front().now.value(member);
        });
    });
}

QJsonObject withPlace(QJsonObject target, const QJsonObject &body)
{
    for (const QLatin1StringView key : {"instance"_L1, "origin"_L1}) {
        if (body.contains(key)) {
            target.insert(key, body.value(key));
        }
    }
    return target;
}

QJsonObject faultAfter(const QJsonObject &now, const QJsonObject &body)
{
    QJsonObject after = body.value("clear"_L1).toBool()
        ? QJsonObject{{u"latency_ms"_s, 0}, {u"error_ratio"_s, 0}, {u"down"_s, false}}
        : now;
    for (const QLatin1StringView key : {"latency_ms"_L1, "error_ratio"_L1, "down"_L1}) {
        if (body.contains(key)) {
            after.insert(key, body.value(key));
        }
    }
    return after;
}

/// A weight as the order takes it: a share, or percent above 1.
QJsonValue shareOf(const QJsonValue &weight)
{
    QString text = weight.toString();
    const bool isPercent = text.endsWith(u'%');
    text.chop(isPercent ? 1 : 0);
    bool isNumber = weight.isDouble();
    const double number = isNumber ? weight.toDouble() : text.toDouble(&isNumber);
    return isNumber ? QJsonValue(isPercent || number > 1 ? number / 100 : number) : weight;
}

QString faultText(const QJsonObject &fault)
{
    QStringList parts;
    if (fault.value("down"_L1).toBool()) {
        parts += u"down"_s;
    }
    if (const double latency = fault.value("latency_ms"_L1).toDouble(); latency > 0) {
        parts += u"%1 ms late"_s.arg(latency);
    }
    if (const double ratio = fault.value("error_ratio"_L1).toDouble(); ratio > 0) {
        parts += u"%1 % of its answers fail"_s.arg(ratio * 100);
    }
    return parts.isEmpty() ? u"without a fault"_s : parts.join(u", "_s);
}

QString failoverText(const QJsonObject &plan)
{
    const QString strategy = plan.value("strategy"_L1).toString();
    const QString weight =
        strategy == "weighted"_L1 ? u", %1 % to the other"_s.arg(plan.value("weight"_L1).toDouble() * 100) : QString();
    return u"%1, prefers %2%3"_s.arg(strategy, plan.value("preferred"_L1).toString(), weight);
}

QString modeText(const QJsonObject &overview)
{
    return u"mode %1, at most %2 ms stale"_s.arg(overview.value("mode"_L1).toString())
        .arg(overview.value("staleness_bound_ms"_L1).toDouble());
}

QString joined(const std::vector<Place> &places, QString (*text)(const QJsonObject &))
{
    QStringList texts;
    for (const Place &place : places) {
        texts += text(place.now);
    }
    texts.removeDuplicates();
    return texts.join(u"; "_s);
}

std::optional<Undo> faultUndo(const QJsonObject &body, const QJsonObject &overview)
{
    const std::vector<Place> places = faultPlaces(body, overview);
    QJsonObject order = withPlace({{u"clear"_s, true}}, body);
    if (!areAlike(places, {"latency_ms"_L1, "error_ratio"_L1, "down"_L1})) {
        // What stood there before is not shown, or not the same everywhere: then no fault is the best that can be.
        return Undo{u"fault"_s, order, u"Its faults are cleared."_s};
    }
    const QJsonObject before = places.front().now;
    for (auto it = before.begin(); it != before.end(); ++it) {
        order.insert(it.key(), it.value());
    }
    return Undo{u"fault"_s, order, u"It is %1 again."_s.arg(faultText(before))};
}

std::optional<Undo> failoverUndo(const QJsonObject &body, const QJsonObject &overview)
{
    const std::vector<Place> places = placesOf(u"failover"_s, body, overview);
    if (!areAlike(places, {"strategy"_L1, "preferred"_L1, "weight"_L1})) {
        return std::nullopt;
    }
    const QJsonObject before = places.front().now;
    return Undo{u"failover"_s,
                withPlace({{u"strategy"_s, before.value("strategy"_L1)},
                           {u"to"_s, before.value("preferred"_L1)},
                           {u"weight"_s, before.value("weight"_L1)}},
                          body),
                u"It is %1 again."_s.arg(failoverText(before))};
}

std::vector<Expectation> failoverExpectations(const QJsonObject &body, const QJsonObject &overview)
{
    std::vector<Expectation> all;
    for (const Place &place : placesOf(u"failover"_s, body, overview)) {
        const auto expect = [&](QLatin1StringView key, const QString &member, const QJsonValue &value) {
            if (body.contains(key)) {
                all.push_back({place.at + u'/' + member, value});
            }
        };
        expect("strategy"_L1, u"strategy"_s, QString(body.value("strategy"_L1).toString()).replace(u'-', u'_'));
        expect("to"_L1, u"preferred"_s, body.value("to"_L1));
        expect("weight"_L1, u"weight"_s, shareOf(body.value("weight"_L1)));
    }
    return all;
}

} // namespace

std::vector<Expectation> expectationsOf(const QString &order, const QJsonObject &body, const QJsonObject &overview)
{
    std::vector<Expectation> all;
    if (order == "fault"_L1) {
        for (const Place &place : faultPlaces(body, overview)) {
            const QJsonObject after = faultAfter(place.now, body);
            for (auto it = after.begin(); it != after.end(); ++it) {
                all.push_back({place.at + u'/' + it.key(), it.value()});
            }
        }
    } else if (order == "failover"_L1) {
        all = failoverExpectations(body, overview);
    } else if (order == "deploy"_L1) {
        all.push_back({u"/version"_s, body.value("version"_L1)});
    } else if (order == "rollback"_L1) {
        const QString revision = body.value("revision"_L1).toVariant().toString();
        all.push_back(revision == "previous"_L1 ? Expectation{u"/revision"_s, overview.value("revision"_L1), true}
                                                : Expectation{u"/restores"_s, revision});
    } else if (order == "mode"_L1) {
        for (const QString &key : {u"mode"_s, u"staleness_bound_ms"_s}) {
            if (body.contains(key)) {
                all.push_back({u"/"_s + key, body.value(key)});
            }
        }
    } else if (order == "partition"_L1 || order == "heal"_L1) {
        all.push_back({u"/partitioned"_s, order == "partition"_L1});
    }
    return all;
}

std::optional<Undo> undoOf(const QString &order, const QJsonObject &body, const QJsonObject &overview)
{
    if (order == "fault"_L1) {
        return faultUndo(body, overview);
    }
    if (order == "failover"_L1) {
        return failoverUndo(body, overview);
    }
    if ((order == "deploy"_L1 || order == "rollback"_L1) && overview.contains("restores"_L1)) {
        return Undo{u"rollback"_s,
                    {{u"revision"_s, overview.value("restores"_L1)}},
                    u"Version %1 runs again."_s.arg(overview.value("version"_L1).toString())};
    }
    if (order == "mode"_L1 && overview.contains("mode"_L1)) {
        return Undo{u"mode"_s,
                    {{u"mode"_s, overview.value("mode"_L1)},
                     {u"staleness_bound_ms"_s, overview.value("staleness_bound_ms"_L1)}},
                    u"It is in %1 again."_s.arg(modeText(overview))};
    }
    const bool isCut = overview.value("partitioned"_L1).toBool();
    if ((order == "partition"_L1 && !isCut) || (order == "heal"_L1 && isCut)) {
        return isCut ? Undo{u"partition"_s, {}, u"The two sides are apart again."_s}
                     : Undo{u"heal"_s, {}, u"The two sides are together again."_s};
    }
    return std::nullopt;
}

QString nowOf(const QString &order, const QJsonObject &body, const QJsonObject &overview)
{
    if (order == "fault"_L1) {
        const QString text = joined(faultPlaces(body, overview), &faultText);
        return text.isEmpty() ? QString() : u"It is %1."_s.arg(text);
    }
    if (order == "failover"_L1) {
        const QString text = joined(placesOf(u"failover"_s, body, overview), &failoverText);
        return text.isEmpty() ? QString() : u"It is %1."_s.arg(text);
    }
    if (order == "deploy"_L1 || order == "rollback"_L1) {
        return u"Version %1 runs, revision %2."_s.arg(overview.value("version"_L1).toString())
            .arg(overview.value("revision"_L1).toInt());
    }
    if (order == "mode"_L1) {
        return u"It is in %1."_s.arg(modeText(overview));
    }
    if (order == "partition"_L1 || order == "heal"_L1) {
        return overview.value("partitioned"_L1).toBool() ? u"The two sides are apart."_s
                                                         : u"The two sides are together."_s;
    }
    return {};
}

} // namespace readyroom::actions::lab
