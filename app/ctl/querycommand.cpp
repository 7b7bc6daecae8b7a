// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/completion.h"
#include "app/ctl/commands.h"
#include "app/ctl/queryoutput.h"
#include "app/ctl/session.h"
#include "app/http/transport.h"
#include "app/sources/prometheussource.h"
#include "models/promql/parser.h"

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

using Answer = Result<promql::QueryResult>;

QCoro::Task<Answer> ask(QuerySource &source, QueryArguments arguments, Timestamp now, std::stop_token stop)
{
    const Timestamp at = arguments.at.value_or(now);
    if (arguments.range) {
        co_return co_await source.range(arguments.expression, at - *arguments.range, at, arguments.step, stop);
    }
    co_return co_await source.instant(arguments.expression, at, stop);
}

QCoro::Task<Answer> askRemote(QueryArguments arguments, std::stop_token stop)
{
    http::Transport transport;
    sources::PrometheusSource source(transport, arguments.source.prometheus);
    const Timestamp now = monitor::SystemTime().now();
    co_return co_await ask(source, std::move(arguments), now, stop);
}

/// A single page that could not be read is an answer to nothing; in a fleet other endpoints may still answer.
Result<void> checkPage(const fleet::FleetSnapshot &snapshot)
{
    for (const fleet::ServiceStatus &service : snapshot.services) {
        for (const fleet::InstanceStatus &instance : service.instances) {
            for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
                if (endpoint.state != fleet::EndpointState::Ok) {
                    return failure(Error::Kind::Http,
                                   instance.instance + endpoint.id.path + u": "_s
                                       + (endpoint.error.isEmpty() ? u"no answer yet"_s : endpoint.error));
                }
            }
        }
    }
    return {};
}

QCoro::Task<Answer> askLocal(QueryArguments arguments, std::stop_token stop)
{
    // A mistake in the expression must not cost the user a wait for the polls.
    if (const Result<promql::ExprPtr> parsed = promql::parse(arguments.expression); !parsed) {
        co_return std::unexpected(parsed.error());
    }
    Session session;
    if (const Result<void> opened = co_await session.open(arguments.source, stop); !opened) {
        co_return std::unexpected(opened.error());
    }
    co_await session.poll(arguments.wait, stop);
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    if (!arguments.source.page.isEmpty()) {
        if (const Result<void> page = checkPage(session.latest()); !page) {
            co_return std::unexpected(page.error());
        }
    }
    const Timestamp now = session.now();
    co_return co_await ask(session.queries(), std::move(arguments), now, stop);
}

} // namespace

QCoro::Task<Result<Exit>> query(QueryArguments arguments, std::stop_token stop)
{
    const Output output = arguments.output;
    const bool isLocal = arguments.source.prometheus.isEmpty();
    const Answer answer =
        co_await (isLocal ? askLocal(std::move(arguments), stop) : askRemote(std::move(arguments), stop));
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    if (const Result<void> printed = print(queryText(*answer, output)); !printed) {
        co_return std::unexpected(printed.error());
    }
    co_return Exit::Fine;
}

} // namespace readyroom::ctl
