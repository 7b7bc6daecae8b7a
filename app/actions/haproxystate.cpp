// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxystate.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array modeNames{std::pair{HaproxyMode::Ready, "ready"_L1}, std::pair{HaproxyMode::Drain, "drain"_L1},
                               std::pair{HaproxyMode::Maint, "maint"_L1}};

std::unexpected<Error> unexpectedReply(const QByteArray &said)
{
    constexpr qsizetype longest = 200;
    const QString text = QString::fromUtf8(said.left(longest)).simplified();
    return failure(Error::Kind::Http,
                   text.isEmpty() ? u"HAProxy closed the connection without an answer"_s
                                  : u"HAProxy did not tell the state of its servers but said: %1"_s.arg(text));
}

/// RFC 4180, as HAProxy writes it: a field in quotes may hold commas, line ends and doubled quotes.
std::vector<QStringList> csvRows(const QByteArray &csv)
{
    std::vector<QStringList> rows;
    QStringList row;
    QByteArray field;
    bool quoted = false;
    const auto endField = [&] { row += QString::fromUtf8(std::exchange(field, {})); };
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv.at(i);
        if (quoted) {
            if (c != '"') {
                field += c;
            } else if (i + 1 < csv.size() && csv.at(i + 1) == '"') {
                field += csv.at(++i);
            } else {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            endField();
        } else if (c == '\n') {
            if (!row.isEmpty()) {
                endField();
                rows.push_back(std::exchange(row, {}));
            }
            field.clear();
        } else if (c != '\r') {
            field += c;
        }
    }
    return rows;
}

std::optional<int> numberOf(const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::uint32_t adminOfStatus(const QString &status)
{
    if (status.startsWith("MAINT"_L1)) {
        return status.startsWith("MAINT (via"_L1)       ? HaproxyServer::InheritedMaint
            : status.startsWith("MAINT (resolution"_L1) ? HaproxyServer::UnresolvedMaint
                                                        : HaproxyServer::ForcedMaint;
    }
    return status.startsWith("DRAIN"_L1) ? HaproxyServer::ForcedDrain : 0U;
}

/// What the lines of `show servers state` add to what the statistics tell.
Result<void> addServerStates(HaproxyState &state, const QByteArray &table)
{
    QHash<QString, QList<QByteArray>> known;
    QList<QByteArray> columns;
    for (const QByteArray &line : table.split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        if (line.startsWith("# ")) {
            columns = fields.mid(1);
        } else if (fields.size() >= columns.size() && !columns.isEmpty()) {
            const auto name = [&](const char *column) {
                return QString::fromUtf8(fields.value(columns.indexOf(column)));
            };
            known.insert(name("be_name") + u'/' + name("srv_name"), fields);
        }
    }
    const std::array needed{"be_name", "srv_name", "srv_op_state", "srv_admin_state", "srv_uweight", "srv_iweight"};
    if (!std::ranges::all_of(needed, [&](const char *column) { return columns.contains(column); })) {
        return unexpectedReply(table);
    }
    for (HaproxyBackend &backend : state.backends) {
        for (HaproxyServer &server : backend.servers) {
            if (const auto found = known.constFind(server.path()); found != known.cend()) {
                const auto number = [&](const char *column) { return found->value(columns.indexOf(column)); };
                server.operation = number("srv_op_state").toInt();
                server.admin = number("srv_admin_state").toUInt();
                server.weight = number("srv_uweight").toInt();
                server.initialWeight = number("srv_iweight").toInt();
            }
        }
    }
    return {};
}

} // namespace

QString haproxyModeName(HaproxyMode mode)
{
    return std::ranges::find(modeNames, mode, &decltype(modeNames)::value_type::first)->second;
}

std::optional<HaproxyMode> haproxyModeFromName(QStringView name)
{
    const auto found = std::ranges::find_if(modeNames, [name](const auto &known) { return name == known.second; });
    return found == modeNames.end() ? std::nullopt : std::optional(found->first);
}

HaproxyMode HaproxyServer::mode() const
{
    return (admin & (ForcedMaint | ConfiguredMaint)) != 0 ? HaproxyMode::Maint
        : (admin & ForcedDrain) != 0                      ? HaproxyMode::Drain
                                                          : HaproxyMode::Ready;
}

bool HaproxyServer::isHeldBack() const
{
    constexpr std::uint32_t any =
        ForcedMaint | InheritedMaint | ConfiguredMaint | ForcedDrain | InheritedDrain | UnresolvedMaint;
    return (admin & any) != 0;
}

bool HaproxyServer::isDown() const
{
    return mode() != HaproxyMode::Maint && (operation ? *operation == 0 : status.startsWith("DOWN"_L1));
}

bool HaproxyServer::isUsable() const
{
    const bool runs = operation ? *operation == 1 || *operation == 2 : !status.startsWith("DOWN"_L1);
    return !isHeldBack() && runs && weight > 0 && !status.startsWith("NOLB"_L1);
}

const HaproxyServer *HaproxyBackend::server(const QString &wanted) const
{
    const auto found = std::ranges::find(servers, wanted, &HaproxyServer::name);
    return found == servers.end() ? nullptr : &*found;
}

QStringList HaproxyBackend::serverNames() const
{
    QStringList names;
    std::ranges::transform(servers, std::back_inserter(names), &HaproxyServer::name);
    return names;
}

const HaproxyBackend *HaproxyState::backend(const QString &wanted) const
{
    const auto found = std::ranges::find(backends, wanted, &HaproxyBackend::name);
    return found == backends.end() ? nullptr : &*found;
}

QStringList HaproxyState::backendNames() const
{
    QStringList names;
    std::ranges::transform(backends, std::back_inserter(names), &HaproxyBackend::name);
    return names;
}

QByteArray haproxyStateCommand()
{
    return "show servers state;show stat";
}

Result<HaproxyState> haproxyStateFromReply(const QByteArray &reply)
{
    const qsizetype end = reply.indexOf("\n\n");
    if (end < 0 || !reply.startsWith("1\n") || !reply.endsWith("\n\n")) {
        return unexpectedReply(reply);
    }
    Result<HaproxyState> state = haproxyStateFromCsv(reply.mid(end + 2));
    if (state) {
        if (const Result<void> added = addServerStates(*state, reply.left(end)); !added) {
            return std::unexpected(added.error());
        }
    }
    return state;
}

Result<HaproxyState> haproxyStateFromCsv(const QByteArray &csv)
{
    const std::vector<QStringList> rows = csvRows(csv);
    if (rows.empty() || rows.front().value(0) != "# pxname"_L1) {
        return unexpectedReply(csv);
    }
    const QStringList &columns = rows.front();
    const auto at = [&columns](const QStringList &row, QLatin1StringView column) {
        const qsizetype index = columns.indexOf(column);
        return index < 0 ? QString() : row.value(index);
    };
    HaproxyState state;
    QHash<QString, QString> algorithms;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const QStringList &row = rows.at(i);
        const QString type = at(row, "type"_L1);
        const QString &proxy = row.front();
        if (type == "1"_L1) {
            algorithms.insert(proxy, at(row, "algo"_L1));
        } else if (type == "2"_L1) {
            if (state.backends.empty() || state.backends.back().name != proxy) {
                state.backends.push_back({.name = proxy});
            }
            const QString status = at(row, "status"_L1);
            // `weight` is the effective one, also while it starts slowly; `uweight` came with 2.4.
            const QString weight = at(row, "uweight"_L1);
            state.backends.back().servers.push_back(
                {.backend = proxy,
                 .name = at(row, "svname"_L1),
                 .address = at(row, "addr"_L1),
                 .admin = adminOfStatus(status),
                 .weight = (weight.isEmpty() ? at(row, "weight"_L1) : weight).toInt(),
                 .sessions = numberOf(at(row, "scur"_L1)),
                 .backup = at(row, "bck"_L1) == "1"_L1,
                 .status = status});
        }
    }
    for (HaproxyBackend &backend : state.backends) {
        backend.algorithm = algorithms.value(backend.name);
    }
    return state;
}

} // namespace readyroom::actions
