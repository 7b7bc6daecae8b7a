// SPDX-License-Identifier: GPL-3.0-or-later
// Any JSON, read as an experiment and as the journal of a run: everything that is wrong has a sentence and a pointer to
// something that is there, and what was read is the same when it is written and read again.
#include "models/drills/chaosjournal.h"
#include "models/drills/experimentjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace readyroom;
using namespace readyroom::drills;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

bool isThere(const QJsonValue &root, const QString &pointer)
{
    QJsonValue at = root;
    const QStringList tokens = pointer.split(u'/').sliced(1);
    for (QString token : tokens) {
        token.replace(QLatin1StringView("~1"), QLatin1StringView("/"));
        token.replace(QLatin1StringView("~0"), QLatin1StringView("~"));
        at = at.isArray() ? at.toArray().at(token.toInt()) : at.toObject().value(token);
    }
    return !at.isUndefined();
}

void readAsJournal(const QJsonObject &json)
{
    const Result<Run> run = runFrom(json);
    require(run || (run.error().kind == Error::Kind::Parse && !run.error().message.isEmpty()));
    if (run) {
        const QJsonObject again = chaosJournal(*run);
        const Result<Run> readAgain = runFrom(again);
        require(readAgain && chaosJournal(*readAgain) == again);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    readAsJournal(json);
    auto experiment = experimentFrom(json);
    if (!experiment) {
        require(!experiment.error().empty());
        for (const Problem &problem : experiment.error()) {
            require(!problem.sentence.isEmpty() && isThere(json, problem.pointer));
        }
        return 0;
    }
    require(experimentJson(*experiment) == json);
    experiment->json = {};
    const QJsonObject written = experimentJson(*experiment);
    auto again = experimentFrom(written);
    require(again.has_value());
    again->json = {};
    require(*again == *experiment);
    return 0;
}
