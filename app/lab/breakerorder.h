// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"

#include <QJsonObject>

#include <functional>
#include <string>
#include <vector>

namespace readyroom::lab {

class Breaker;

/// `POST path` with `{"state":"forced_open","name":"origin-backup"}` sets a breaker by hand, or all of them without a
/// name: closed (which starts afresh), forced_open, disabled, metrics_only; capital letters and hyphens are read, too.
/// Answers with `page`; what is wrong 400 with one sentence, and no breaker of another name is ever made.
void addBreakerOrder(httplib::Server &server, const std::string &path, std::vector<Breaker *> breakers,
                     std::function<QJsonObject()> page);

} // namespace readyroom::lab
