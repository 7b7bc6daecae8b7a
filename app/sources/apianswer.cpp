// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/apianswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace readyroom::sources {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> malformed(const QString &what)
{
    return failure(Error::Kind::Parse, u"The server's answer is not what a Prometheus API answers: %1."_s.arg(what));
}

std::int64_t millis(const QJsonValue &seconds)
{
    return std::llround(seconds.toDouble() * 1000.0);
}

Result<double> number(const QString &text)
{
    if (text == "NaN"_L1) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (text == "+Inf"_L1 || text == "Inf"_L1) {
        return std::numeric_limits<double>::infinity();
    }
    if (text == "-Inf"_L1) {
        return -std::numeric_limits<double>::infinity();
    }
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok) {
        return malformed(u"%1 is not a number"_s.arg(text.left(40)));
    }
    return value;
}

Result<series::Sample> sample(const QJsonValue &pair)
{
    const QJsonArray parts = pair.toArray();
    if (parts.size() != 2 || !parts.at(0).isDouble() || !parts.at(1).isString()) {
        return malformed(u"a value is not a pair of time and text"_s);
    }
    const Result<double> value = number(parts.at(1).toString());
    if (!value) {
        return std::unexpected(value.error());
    }
    return series::Sample{millis(parts.at(0)), *value};
}

series::Labels labels(const QJsonObject &metric)
{
    std::vector<series::Label> out;
    for (auto it = metric.begin(); it != metric.end(); ++it) {
        out.push_back({it.key().toUtf8(), it.value().toString().toUtf8()});
    }
    return series::Labels::fromUnsorted(std::move(out));
}

Result<promql::Value> vector(const QJsonArray &result)
{
    promql::Vector out;
    for (const QJsonValue &element : result) {
        const QJsonObject object = element.toObject();
        if (object.contains("histogram"_L1)) {
            return failure(Error::Kind::Unsupported,
                           u"The server answered native histograms, which are not read yet."_s);
        }
        const Result<series::Sample> s = sample(object.value("value"_L1));
        if (!s) {
            return std::unexpected(s.error());
        }
        out.push_back({labels(object.value("metric"_L1).toObject()), s->t, s->v});
    }
    return out;
}

Result<promql::Value> matrix(const QJsonArray &result)
{
    promql::Matrix out;
    for (const QJsonValue &element : result) {
        const QJsonObject object = element.toObject();
        if (object.contains("histograms"_L1)) {
            return failure(Error::Kind::Unsupported,
                           u"The server answered native histograms, which are not read yet."_s);
        }
        promql::MatrixSeries series{labels(object.value("metric"_L1).toObject()), {}};
        for (const QJsonValue &pair : object.value("values"_L1).toArray()) {
            const Result<series::Sample> s = sample(pair);
            if (!s) {
                return std::unexpected(s.error());
            }
            series.samples.push_back(*s);
        }
        out.push_back(std::move(series));
    }
    return out;
}

Result<promql::Value> value(const QJsonObject &data)
{
    const QString type = data.value("resultType"_L1).toString();
    const QJsonArray result = data.value("result"_L1).toArray();
    if (type == "vector"_L1) {
        return vector(result);
    }
    if (type == "matrix"_L1) {
        return matrix(result);
    }
    if (type == "scalar"_L1) {
        const Result<series::Sample> s = sample(result);
        if (!s) {
            return std::unexpected(s.error());
        }
        return promql::Scalar{s->t, s->v};
    }
    if (type == "string"_L1 && result.size() == 2) {
        return promql::String{millis(result.at(0)), result.at(1).toString().toUtf8()};
    }
    return malformed(u"the result type is %1"_s.arg(type.isEmpty() ? u"missing"_s : type.left(40)));
}

} // namespace

Result<promql::QueryResult> readApiAnswer(const QByteArray &body)
{
    QJsonParseError parseError{};
    const QJsonDocument document = QJsonDocument::fromJson(body, &parseError);
    if (!document.isObject()) {
        return malformed(
            body.isEmpty()
                ? u"it is empty"_s
                : u"not a JSON object (%1 at byte %2)"_s.arg(parseError.errorString()).arg(parseError.offset));
    }
    const QJsonObject envelope = document.object();
    if (envelope.value("status"_L1).toString() != "success"_L1) {
        const QString said = envelope.value("error"_L1).toString().left(500);
        return failure(envelope.value("errorType"_L1) == "timeout"_L1 ? Error::Kind::Timeout : Error::Kind::Parse,
                       said.isEmpty() ? u"The server refused the query without saying why."_s
                                      : u"The server refused the query: %1"_s.arg(said));
    }
    Result<promql::Value> read = value(envelope.value("data"_L1).toObject());
    if (!read) {
        return std::unexpected(read.error());
    }
    promql::QueryResult result{*std::move(read), {}};
    for (const QJsonValue &warning : envelope.value("warnings"_L1).toArray()) {
        result.warnings += warning.toString();
    }
    return result;
}

} // namespace readyroom::sources
