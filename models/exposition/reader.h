// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exposition/page.h"
#include "models/exposition/seriestext.h"
#include "models/fleet/fleet.h"
#include "models/ports/answer.h"

#include <optional>

namespace readyroom::exposition {

/// Makes samples of what an endpoint answered. The format is the one that `endpoint` forces or, with Format::Auto, is
/// found from the endpoint's kind, the content type and the shape of the body.
///
/// Fails with one error that names the reason: the error of the transport; Kind::NotExposed for 404 on an endpoint that
/// is not required; Kind::Http for another status that means failure; Kind::Parse for a body that is empty, cut off, an
/// HTML page or not of the format (`where` holds line and column when they are known); Kind::Limit for too many
/// samples. A health endpoint that says DOWN has answered well: that is a page, whatever the status.
///
/// The labels of a Prometheus text page are not parsed here but by parseSeries() when the series is first met.
///
/// Health pages yield `service:health{component="db"}` (1, 0.5, 0; nothing for an unknown status) and `service:health`
/// for the whole; breakers `service:breaker_state{breaker,state}` (one series per state, 0 or 1) and, where told,
/// `service:breaker_failure_ratio{breaker}`; JSON caches `readyroom_cache_hits_total{cache}`, `…_misses_total`,
/// `…_size_bytes` and `…_evictions_total`.
[[nodiscard]] Result<Page> read(const Answer &answer, const fleet::Endpoint &endpoint);

/// The first sample of a page whose series is not well-formed, with its line and column on the page. For the sentence
/// that people see after ScrapeCache refused the page.
[[nodiscard]] std::optional<Error> firstBadSeries(const Page &page);

/// At most this many samples on one page.
inline constexpr std::size_t maxPageSamples = 500'000;

} // namespace readyroom::exposition
