// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/reader.h"

#include "models/exposition/adapter.h"

#include <algorithm>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

QString expectedOf(fleet::EndpointKind kind)
{
    switch (kind) {
    case fleet::EndpointKind::Health:
        return u"a health answer"_s;
    case fleet::EndpointKind::Metrics:
        return u"metrics"_s;
    case fleet::EndpointKind::Breakers:
        return u"circuit breakers"_s;
    case fleet::EndpointKind::Caches:
        return u"cache statistics"_s;
    }
    return {};
}

/// What is wrong whatever the format: an answer that cannot hold one.
std::optional<Error> refusal(const Content &content)
{
    const fleet::Endpoint &endpoint = content.endpoint();
    if (content.status() == 404) {
        if (!endpoint.required) {
            return content.failed(Error::Kind::NotExposed, u"404 Not Found: it is not exposed"_s).error();
        }
        return content.failed(Error::Kind::Http, u"404 Not Found, and this endpoint is required"_s).error();
    }
    const bool health = endpoint.kind == fleet::EndpointKind::Health;
    if (!content.isSuccess()) {
        // Health endpoints say DOWN with a 5xx; whether a 4xx says anything is for the format to know.
        return health ? std::nullopt
                      : std::optional(content.failed(Error::Kind::Http, statusText(content.status())).error());
    }
    if (endpoint.format == fleet::Format::Status) {
        return std::nullopt;
    }
    if (content.isHtml()) {
        return content
            .failed(Error::Kind::Parse,
                    u"with an HTML page instead of %1; is this a login page?"_s.arg(expectedOf(endpoint.kind)))
            .error();
    }
    if (!health && content.isBlank()) {
        return content
            .failed(
                Error::Kind::Parse,
                u"%1 with an empty body instead of %2"_s.arg(statusText(content.status()), expectedOf(endpoint.kind)))
            .error();
    }
    return std::nullopt;
}

const Adapter *adapterFor(const Content &content)
{
    const fleet::Endpoint &endpoint = content.endpoint();
    const auto chosen = std::ranges::find_if(adapters(), [&](const Adapter *adapter) {
        return adapter->serves(endpoint.kind)
            && (endpoint.format == fleet::Format::Auto ? adapter->recognises(content)
                                                       : adapter->format == endpoint.format);
    });
    return chosen == adapters().end() ? nullptr : *chosen;
}

std::unexpected<Error> noAdapter(const Content &content)
{
    const fleet::Endpoint &endpoint = content.endpoint();
    const QString expected = expectedOf(endpoint.kind);
    if (endpoint.format != fleet::Format::Auto) {
        return failure(Error::Kind::Config, u"The format forced for %1 cannot hold %2."_s.arg(endpoint.path, expected));
    }
    if (content.mediaType() == "application/openmetrics-text") {
        return content.failed(Error::Kind::Unsupported, u"in OpenMetrics, which is not read yet"_s);
    }
    if (endpoint.kind != fleet::EndpointKind::Metrics && content.looksLikeJson()) {
        if (!content.json()) {
            return std::unexpected(content.json().error());
        }
        return content.failed(Error::Kind::Parse,
                              u"with JSON of an unknown shape; describe it in the fleet file with kind: json and JSON "
                              "pointers"_s);
    }
    const QString type =
        content.mediaType().isEmpty() ? u"content without a type"_s : QString::fromUtf8(content.mediaType().left(80));
    return content.failed(Error::Kind::Parse, u"with %1 instead of %2"_s.arg(type, expected));
}

} // namespace

Result<Page> read(const Answer &answer, const fleet::Endpoint &endpoint)
{
    if (answer.error) {
        return std::unexpected(*answer.error);
    }
    const Content content(answer, endpoint);
    if (std::optional<Error> error = refusal(content)) {
        return std::unexpected(std::move(*error));
    }
    const Adapter *const adapter = adapterFor(content);
    if (!adapter) {
        return noAdapter(content);
    }
    Result<Page> page = adapter->read(content);
    if (page) {
        page->format = adapter->name;
    }
    return page;
}

std::optional<Error> firstBadSeries(const Page &page)
{
    for (const PageSample &sample : page.samples) {
        const Result<series::Labels> labels = parseSeries(sample.series);
        if (labels) {
            continue;
        }
        Error error = labels.error();
        const char *const start = page.body.constData();
        const bool inBody = std::greater_equal<>()(sample.series.data(), start)
            && std::less<>()(sample.series.data(), start + page.body.size());
        if (inBody) {
            const int column = error.where.column;
            error.where = positionOf(page.body, sample.series.data() - start);
            error.where.column += column - 1;
            error.message =
                u"Line %1, column %2: %3"_s.arg(error.where.line).arg(error.where.column).arg(error.message);
        }
        return error;
    }
    return std::nullopt;
}

} // namespace readyroom::exposition
