// SPDX-License-Identifier: GPL-3.0-or-later
// Health as a bare status code: 2xx is up, 5xx is down, and anything else says nothing about health.
#include "models/exposition/adapter.h"
#include "models/exposition/healthpage.h"

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

bool recognises(const Content &)
{
    return true;
}

bool serves(fleet::EndpointKind kind)
{
    return kind == fleet::EndpointKind::Health;
}

Result<Page> read(const Content &content)
{
    const bool down = content.status() >= 500;
    if (!content.isSuccess() && !down) {
        return content.failed(Error::Kind::Http, statusText(content.status()));
    }
    // A type that promises JSON and a body that is none: cut off, or not what it claims to be. Never green.
    if (content.isSuccess() && content.endpoint().format == fleet::Format::Auto && content.looksLikeJson()
        && !content.isBlank() && !content.json()) {
        return std::unexpected(content.json().error());
    }
    HealthPageBuilder builder;
    builder.add({{}, statusName(content.status()), down ? 0.0 : 1.0});
    return builder.finish();
}

} // namespace

constinit const Adapter statusCode{fleet::Format::Status, "status code"_L1, recognises, serves, read};

} // namespace readyroom::exposition
