// SPDX-License-Identifier: GPL-3.0-or-later
// application/health+json, draft-inadarei-api-health-check-06.
// https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06
#include "models/exposition/adapter.h"
#include "models/exposition/healthpage.h"
#include "models/exposition/words.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

fleet::HealthComponent componentOf(const QStringList &path, const QJsonObject &check)
{
    fleet::HealthComponent out;
    out.path = path;
    out.status = shortText(check["status"_L1].toString(), 40);
    out.value = healthValue(out.status);
    QStringList parts;
    if (const QString observed = measuredText(check["observedValue"_L1]); !observed.isEmpty()) {
        const QString unit = scalarText(check["observedUnit"_L1]);
        parts += unit.isEmpty() ? observed : u"%1 %2"_s.arg(observed, unit == "percent"_L1 ? u"%"_s : unit);
    }
    for (const QLatin1StringView key : {"output"_L1, "description"_L1}) {
        if (const QString text = scalarText(check[key]); !text.isEmpty()) {
            parts += text;
            break;
        }
    }
    out.detail = shortText(parts.join(u", "_s));
    return out;
}

/// The worst of several checks under one key: the lowest known value, or unknown when none is known. All of them count,
/// also those that are too many to be shown.
fleet::HealthComponent worstOf(const QStringList &path, const QJsonArray &checks)
{
    fleet::HealthComponent worst{path, {}, std::numeric_limits<double>::quiet_NaN()};
    for (const QJsonValue &check : checks) {
        const QString status = check["status"_L1].toString();
        const double value = healthValue(status);
        if (worst.status.isEmpty() || value < worst.value || std::isnan(worst.value)) {
            worst.status = shortText(status, 40);
            worst.value = value;
        }
    }
    return worst;
}

void addChecks(HealthPageBuilder &builder, const QString &key, const QJsonValue &value)
{
    const QStringList path{shortText(key, 80)};
    if (value.isObject()) { // the draft wants an array; a lone object is common
        builder.add(componentOf(path, value.toObject()));
        return;
    }
    const QJsonArray checks = value.toArray();
    if (checks.size() == 1) {
        builder.add(componentOf(path, checks.first().toObject()));
        return;
    }
    if (checks.isEmpty() || !builder.add(worstOf(path, checks))) {
        return;
    }
    qsizetype number = 0;
    for (const QJsonValue &check : checks) {
        if (builder.isFull()) {
            return;
        }
        ++number;
        const QJsonObject object = check.toObject();
        QString name = scalarText(object["node"_L1]);
        if (name.isEmpty()) {
            name = scalarText(object["componentId"_L1]);
        }
        builder.add(componentOf(path + QStringList{name.isEmpty() ? QString::number(number) : name}, object));
    }
}

bool recognises(const Content &content)
{
    if (!content.looksLikeJson() || !content.json()) {
        return false;
    }
    if (content.mediaType() == "application/health+json") {
        return true;
    }
    const QJsonObject root = content.json()->object();
    const QString status = root["status"_L1].toString();
    const bool statusFits = content.isSuccess() || content.status() >= 500;
    return statusFits && isHealthJsonWord(status)
        && (root["checks"_L1].isObject() || (!isActuatorWord(status) && !root["components"_L1].isObject()));
}

bool serves(fleet::EndpointKind kind)
{
    return kind == fleet::EndpointKind::Health;
}

Result<Page> read(const Content &content)
{
    const bool isRedirect = content.status() < 400 && !content.isSuccess();
    if (isRedirect || (!content.isSuccess() && !content.json())) {
        return content.failed(Error::Kind::Http, statusText(content.status()));
    }
    if (!content.json()) {
        return std::unexpected(content.json().error());
    }
    const QJsonObject root = content.json()->object();
    const QString status = root["status"_L1].toString();
    if (!isHealthJsonWord(status)) {
        const bool missing = status.isEmpty();
        if (!content.isSuccess()) { // an error page of somebody else's, in JSON
            return content.failed(Error::Kind::Http, statusText(content.status()));
        }
        return content.failed(Error::Kind::Parse,
                              missing ? u"with health+json that has no status"_s
                                      : u"with health+json whose status is “%1” instead of pass, warn or fail"_s.arg(
                                            shortText(status, 40)));
    }
    HealthPageBuilder builder;
    builder.addWhole(componentOf({}, root), content);
    const QJsonObject checks = root["checks"_L1].toObject();
    for (auto it = checks.begin(); it != checks.end() && !builder.isFull(); ++it) {
        addChecks(builder, it.key(), it.value());
    }
    return builder.finish();
}

} // namespace

constinit const Adapter healthJson{fleet::Format::HealthJson, "health+json"_L1, recognises, serves, read};

} // namespace readyroom::exposition
