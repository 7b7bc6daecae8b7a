// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/breakerorder.h"

#include "app/lab/breaker.h"
#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <algorithm>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using State = Breaker::State;

std::optional<State> stateFrom(const QString &text)
{
    const std::string name = text.toLower().replace(u'-', u'_').toStdString();
    const auto at = std::ranges::find(Breaker::allStates, name, &Breaker::stateName);
    // The others come and go by themselves.
    const bool byHand = at != Breaker::allStates.end() && *at != State::Open && *at != State::HalfOpen;
    return byHand ? std::optional(*at) : std::nullopt;
}

void take(const httplib::Request &request, httplib::Response &response, const std::vector<Breaker *> &breakers,
          const std::function<QJsonObject()> &page)
{
    const auto body = bodyObject(request, {u"state"_s, u"name"_s});
    if (!body) {
        refuse(response, 400, body.error());
        return;
    }
    const auto state = stateFrom(body->value("state"_L1).toString());
    if (!state) {
        refuse(response, 400, u"\"state\" must be closed, forced_open, disabled or metrics_only."_s);
        return;
    }
    std::vector<Breaker *> chosen = breakers;
    if (body->contains("name"_L1)) {
        const std::string name = body->value("name"_L1).toString().toStdString();
        std::erase_if(chosen, [&](const Breaker *breaker) { return breaker->name() != name; });
    }
    if (chosen.empty()) {
        refuse(response, 400, u"There is no breaker \"%1\" here."_s.arg(body->value("name"_L1).toString()));
        return;
    }
    for (Breaker *breaker : chosen) {
        breaker->set(*state, std::chrono::steady_clock::now());
    }
    reply(response, 200, page());
}

} // namespace

void addBreakerOrder(httplib::Server &server, const std::string &path, std::vector<Breaker *> breakers,
                     std::function<QJsonObject()> page)
{
    server.Post(path,
                [breakers = std::move(breakers), page = std::move(page)](const httplib::Request &request,
                                                                         httplib::Response &response) {
                    take(request, response, breakers, page);
                });
}

} // namespace readyroom::lab
