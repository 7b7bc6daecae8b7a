// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/caddy.h"

#include "app/actions/arguments.h"
#include "app/actions/caddyconfig.h"
#include "app/actions/caddyhealth.h"
#include "app/actions/reading.h"
#include "app/actions/reread.h"
#include "app/async/pool.h"
#include "app/http/origin.h"

#include <QFile>
#include <QJsonDocument>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

const QString server = u"Caddy"_s;
constexpr qint64 largestFile = qint64{8} * 1024 * 1024;
constexpr int preconditionFailed = 412;
constexpr int notFound = 404;

bool isUpstreams(const Act &act)
{
    return act.arguments.value("do"_L1).toString() == "upstreams"_L1;
}

Result<AdminCall> callOf(const Act &act)
{
    const Result<QUrl> base = adminBase(act.target);
    const Result<Duration> timeout = timeoutOf(act.arguments, usualAdminTimeout);
    if (!base || !timeout) {
        return std::unexpected(base ? timeout.error() : base.error());
    }
    return AdminCall{.base = *base, .path = u"/config/"_s, .timeout = *timeout};
}

/// What is read before and after: the part of the configuration that the act replaces.
Result<AdminCall> beforeOf(const Act &act)
{
    const std::optional<Error> refusal = refusalToAct(act);
    Result<AdminCall> called = callOf(act);
    if (refusal || !called) {
        return std::unexpected(refusal ? *refusal : called.error());
    }
    AdminCall &call = *called;
    const QString what = act.arguments.value("do"_L1).toString();
    if (what == "upstreams"_L1) {
        const QString id = act.arguments.value("id"_L1).toVariant().toString();
        if (id.isEmpty() || id.contains(u'/')) {
            return failure(Error::Kind::Config, u"caddy needs `id`, the @id of a reverse proxy"_s);
        }
        call.path = u"/id/"_s + QString::fromLatin1(QUrl::toPercentEncoding(id)) + u"/upstreams"_s;
    } else if (what != "load"_L1) {
        return failure(Error::Kind::Config, u"caddy can `do` upstreams or load, not “%1”"_s.arg(what.left(100)));
    }
    return called;
}

QByteArray bodyOf(const QJsonValue &wanted)
{
    if (wanted.isArray()) {
        return wanted.toArray().isEmpty() ? QByteArray()
                                          : QJsonDocument(wanted.toArray()).toJson(QJsonDocument::Compact);
    }
    return wanted.toObject().isEmpty() ? QByteArray() : QJsonDocument(wanted.toObject()).toJson(QJsonDocument::Compact);
}

/// What replaces it.
AdminCall writingOf(const Act &act, AdminCall call, const QJsonObject &state)
{
    call.method = isUpstreams(act) ? "PATCH" : "POST";
    call.body = bodyOf(state.value("wanted"_L1));
    call.headers = {{"Content-Type", "application/json"}};
    if (const QByteArray tag = state.value("etag"_L1).toString().toLatin1(); !tag.isEmpty()) {
        call.headers.emplace_back("If-Match", tag);
    }
    return call;
}

QString tagOf(const http::Response &response)
{
    const QByteArrayView trailer = response.trailer("etag");
    return QString::fromLatin1(trailer.isEmpty() ? response.header("etag") : trailer);
}

Error changedMeanwhile(const QString &target)
{
    return {Error::Kind::Config,
            u"Somebody has changed the configuration of Caddy at %1 meanwhile, so nothing was changed"_s.arg(target),
            {},
            {}};
}

Result<QJsonObject> configFrom(const QByteArray &text, const QString &where)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject()) {
        return failure(Error::Kind::Config, u"%1 is not a configuration of Caddy in JSON"_s.arg(where),
                       error.errorString());
    }
    return document.object();
}

Result<QJsonObject> configOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    }
    const QByteArray text = file.read(largestFile + 1);
    return text.size() > largestFile ? failure(Error::Kind::TooLarge, u"%1 is larger than 8 MiB"_s.arg(path))
                                     : configFrom(text, path);
}

QString listed(const QStringList &dials)
{
    return dials.join(u", "_s);
}

} // namespace

Caddy::Caddy(World &world)
    : m_world(world)
    , m_api(world)
{
}

QString Caddy::name() const
{
    return u"caddy"_s;
}

QCoro::Task<Result<QJsonValue>> Caddy::read(Act act, std::stop_token stop)
{
    const Result<QString> reading = readingOf(act);
    Result<AdminCall> call = callOf(act);
    if (!reading || !call) {
        co_return std::unexpected(reading ? call.error() : reading.error());
    }
    const Result<QString> upstream = narrowedTo(act.arguments, u"upstream"_s);
    if (!upstream) {
        co_return std::unexpected(upstream.error());
    }
    call->path = u"/reverse_proxy/upstreams"_s;
    auto listing = m_api.read(*call, http::Reading::Get, stop);
    const Result<QJsonValue> upstreams = jsonOf(co_await std::move(listing), server);
    if (!upstreams) {
        co_return std::unexpected(upstreams.error());
    }
    call->path = u"/metrics"_s;
    auto measuring = m_api.read(*call, http::Reading::Get, stop);
    const http::Response metrics = co_await std::move(measuring);
    // Without it there is still what the list says.
    const auto healthy = isSuccess(metrics) ? caddy::healthyFrom(metrics.body) : QMap<QString, bool>();
    const Result<QJsonValue> health = caddy::healthJson(*upstreams, healthy, *upstream);
    co_return health ? partOf(*health, act.arguments) : health;
}

QCoro::Task<Result<Preview>> Caddy::preview(Act act, std::stop_token stop)
{
    const Result<AdminCall> call = beforeOf(act);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    auto previewing = isUpstreams(act) ? previewUpstreams(act, *call, stop) : previewLoad(act, *call, stop);
    Result<Preview> preview = co_await std::move(previewing);
    if (preview) {
        const security::Redactor &redactor = m_world.vault.redactor();
        const AdminCall writing = writingOf(act, *call, preview->state);
        preview->target = http::hostPort(call->base);
        if (!writing.body.isEmpty()) {
            preview->request = redactor.redacted(writing.text());
            preview->command = redactor.redacted(writing.curl());
            preview->tool = u"curl"_s;
        }
        if (preview->state.value("etag"_L1).toString().isEmpty()) {
            preview->warnings += u"Caddy sent no tag of its configuration, so that a change by somebody else in the "
                                 "same moment would not be noticed."_s;
        }
    }
    co_return preview;
}

QCoro::Task<Result<Preview>> Caddy::previewUpstreams(Act act, AdminCall call, std::stop_token stop)
{
    const QString id = act.arguments.value("id"_L1).toVariant().toString();
    auto reading = m_api.read(call, http::Reading::Get, stop);
    const http::Response response = co_await std::move(reading);
    Preview preview;
    if (response.status == notFound && !response.error) {
        preview.refusals += u"Caddy knows no object with the id “%1”."_s.arg(id);
        co_return preview;
    }
    const Result<QJsonValue> json = jsonOf(response, server);
    if (!json) {
        co_return std::unexpected(json.error());
    }
    if (!json->isArray()) {
        preview.refusals += u"The object “%1” of Caddy has no list of upstreams."_s.arg(id);
        co_return preview;
    }
    const QJsonArray before = json->toArray();
    preview.now =
        u"%1 sends requests to %2."_s.arg(id, before.isEmpty() ? u"no server"_s : listed(caddy::dialsOf(before)));
    const Result<QJsonArray> wanted = caddy::upstreamsFrom(act.arguments.value("upstreams"_L1), before);
    if (!wanted) {
        preview.refusals += wanted.error().message + u'.';
        co_return preview;
    }
    const QStringList dials = caddy::dialsOf(*wanted);
    preview.effect = u"%1 sends requests to %2."_s.arg(id, listed(dials));
    preview.state = {{u"before"_s, before}, {u"wanted"_s, *wanted}, {u"etag"_s, tagOf(response)}};
    if (*wanted == before) {
        preview.warnings += u"That is what is there already, so nothing would change."_s;
    }
    if (!before.isEmpty()) {
        QJsonObject arguments = act.arguments;
        arguments.insert(u"upstreams"_s, caddy::argumentFrom(before));
        preview.undo = Act{.provider = name(), .target = act.target, .arguments = arguments};
        preview.undoEffect = preview.now;
    }
    auto warning = warningsAbout(call, dials, stop);
    preview.warnings += co_await std::move(warning);
    co_return preview;
}

/// The passive checks of Caddy count the failures of each upstream.
QCoro::Task<QStringList> Caddy::warningsAbout(AdminCall call, QStringList dials, std::stop_token stop)
{
    call.path = u"/reverse_proxy/upstreams"_s;
    auto reading = m_api.read(call, http::Reading::Get, stop);
    const Result<QJsonValue> known = jsonOf(co_await std::move(reading), server);
    QStringList warnings;
    for (const QJsonValue &one : known ? known->toArray() : QJsonArray()) {
        const QString address = one.toObject().value("address"_L1).toString();
        const int fails = one.toObject().value("fails"_L1).toInt();
        if (fails > 0 && dials.contains(address)) {
            warnings += u"Caddy counts %1 failed requests to %2."_s.arg(fails).arg(address);
        }
    }
    co_return warnings;
}

QCoro::Task<Result<QJsonObject>> Caddy::wantedConfig(QJsonObject arguments) const
{
    const QJsonValue config = arguments.value("config"_L1);
    const QString file = arguments.value("file"_L1).toString();
    if (config.isUndefined() == file.isEmpty()) {
        co_return failure(Error::Kind::Config, u"caddy needs either `config` or `file` to load"_s);
    }
    if (config.isObject()) {
        co_return config.toObject();
    }
    if (file.isEmpty()) {
        co_return configFrom(config.toString().toUtf8(), u"`config`"_s);
    }
    auto reading = async::runOnPool(*QThreadPool::globalInstance(), [file] { return configOfFile(file); });
    co_return co_await std::move(reading);
}

QCoro::Task<Result<Preview>> Caddy::previewLoad(Act act, AdminCall call, std::stop_token stop)
{
    auto finding = wantedConfig(act.arguments);
    const Result<QJsonObject> wanted = co_await std::move(finding);
    if (!wanted) {
        co_return std::unexpected(wanted.error());
    }
    auto reading = m_api.read(call, http::Reading::Get, stop);
    const http::Response response = co_await std::move(reading);
    const Result<QJsonValue> json = jsonOf(response, server);
    if (!json) {
        co_return std::unexpected(json.error());
    }
    const QJsonObject before = json->toObject(); // null: Caddy has no configuration
    Preview preview;
    preview.refusals = caddy::refusalsOf(*wanted, before);
    preview.state = {{u"before"_s, before}, {u"wanted"_s, *wanted}, {u"etag"_s, tagOf(response)}};
    const QStringList different = caddy::differences(before, *wanted);
    preview.now = before.isEmpty() ? u"Caddy has no configuration."_s : u"Caddy runs another configuration."_s;
    if (before == *wanted) {
        preview.now = u"Caddy runs this configuration already."_s;
        preview.warnings += u"That is what is there already, so nothing would change."_s;
    }
    preview.effect = different.isEmpty() ? u"Servers and upstreams stay as they are."_s
                                         : u"It changes: %1."_s.arg(different.join(u"; "_s));
    if (!before.isEmpty()) {
        QJsonObject arguments{{u"do"_s, u"load"_s}, {u"config"_s, before}};
        if (act.arguments.contains("timeout"_L1)) {
            arguments.insert(u"timeout"_s, act.arguments.value("timeout"_L1));
        }
        preview.undo = Act{.provider = name(), .target = act.target, .arguments = arguments};
        preview.undoEffect = u"Caddy runs the configuration that it has now."_s;
    }
    co_return preview;
}

QCoro::Task<Outcome> Caddy::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const Result<AdminCall> call = beforeOf(act);
    if (!call) {
        co_return notSent(call.error());
    }
    const AdminCall writing = writingOf(act, *call, preview.state);
    if (!preview.refusals.isEmpty() || writing.body.isEmpty()) {
        co_return notSent({Error::Kind::Config,
                           preview.refusals.isEmpty() ? u"An empty configuration is never sent to Caddy"_s
                                                      : preview.refusals.join(u' '),
                           {},
                           {}});
    }
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    const Result<QJsonValue> present = jsonOf(co_await std::move(reading), server);
    if (!present) {
        co_return notSent(present.error());
    }
    const QJsonValue now = isUpstreams(act) ? *present : QJsonValue(present->toObject());
    if (now != preview.state.value("before"_L1)) {
        co_return notSent(changedMeanwhile(preview.target));
    }
    auto changing = m_api.change(writing, std::move(permit), stop);
    const http::Response response = co_await std::move(changing);
    Outcome outcome = outcomeOf(response, server, m_world.vault.redactor());
    if (!response.error && response.status == preconditionFailed) {
        // Whoever came first stays, so there is nothing to take back.
        outcome.sent = false;
        outcome.error = changedMeanwhile(preview.target);
        outcome.observed = outcome.error->message;
    }
    co_return outcome;
}

QCoro::Task<Verification> Caddy::verify(Act act, Preview preview, Outcome, Duration within, std::stop_token stop)
{
    const Result<AdminCall> call = beforeOf(act);
    if (!call) {
        co_return Verification{.observed = call.error().message};
    }
    const QJsonValue wanted = preview.state.value("wanted"_L1);
    auto reading =
        reread([this, call, wanted, stop](Duration left) { return look(*call, wanted, left, stop); }, within, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Verification> Caddy::look(AdminCall call, QJsonValue wanted, Duration left, std::stop_token stop)
{
    call.timeout = std::min(call.timeout, left);
    auto reading = m_api.read(call, http::Reading::Get, stop);
    const Result<QJsonValue> present = jsonOf(co_await std::move(reading), server);
    if (!present) {
        co_return Verification{.observed = present.error().message};
    }
    const QString shown = wanted.isArray() ? u"upstreams: %1"_s.arg(listed(caddy::dialsOf(present->toArray())))
        : *present == wanted               ? u"the configuration is the one that was sent"_s
                                           : u"the configuration is another one than was sent"_s;
    co_return Verification{.confirmed = *present == wanted ? Confirmed::Yes : Confirmed::No, .observed = shown};
}

QCoro::Task<Result<std::vector<drills::Choice>>> Caddy::choices(Act act, QString argument, std::stop_token stop)
{
    Result<AdminCall> call = callOf(act);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    if (argument != "id"_L1 && argument != "upstreams"_L1) {
        co_return failure(Error::Kind::Unsupported, u"What `%1` may be cannot be read from Caddy"_s.arg(argument));
    }
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    const Result<QJsonValue> config = jsonOf(co_await std::move(reading), server);
    if (!config) {
        co_return std::unexpected(config.error());
    }
    const QString id = act.arguments.value("id"_L1).toString();
    QStringList used;
    std::vector<drills::Choice> choices;
    for (const caddy::Pool &pool : caddy::poolsOf(*config)) {
        const QStringList dials = caddy::dialsOf(pool.upstreams);
        if (pool.id == id) {
            used += dials;
        }
        if (argument == "id"_L1 && !pool.id.isEmpty()) {
            choices.push_back({pool.id, u"%1 · %2"_s.arg(pool.id, listed(dials)), pool.id == id});
        }
    }
    if (argument == "id"_L1) {
        co_return choices;
    }
    call->path = u"/reverse_proxy/upstreams"_s;
    auto asking = m_api.read(*call, http::Reading::Get, stop);
    const Result<QJsonValue> known = jsonOf(co_await std::move(asking), server);
    if (!known) {
        co_return std::unexpected(known.error());
    }
    for (const QJsonValue &one : known->toArray()) {
        const QJsonObject upstream = one.toObject();
        const QString address = upstream.value("address"_L1).toString();
        choices.push_back({address,
                           u"%1 · %2 requests now, %3 failed"_s.arg(address)
                               .arg(upstream.value("num_requests"_L1).toInt())
                               .arg(upstream.value("fails"_L1).toInt()),
                           used.contains(address)});
    }
    co_return choices;
}

} // namespace readyroom::actions
