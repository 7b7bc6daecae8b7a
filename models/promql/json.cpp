// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/json.h"

#include "models/promql/number.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

QJsonArray point(std::int64_t t, const QByteArray &value)
{
    return {static_cast<double>(t) / 1000.0, QString::fromUtf8(value)};
}

QJsonObject metric(const series::Labels &labels)
{
    QJsonObject out;
    for (const series::Label &label : labels) {
        out.insert(QString::fromUtf8(label.name), QString::fromUtf8(label.value));
    }
    return out;
}

QJsonObject data(QLatin1StringView type, const QJsonArray &result)
{
    return {{u"resultType"_s, type}, {u"result"_s, result}};
}

QJsonObject write(const Scalar &scalar)
{
    return data("scalar"_L1, point(scalar.t, formatFloat(scalar.v)));
}

QJsonObject write(const String &string)
{
    return data("string"_L1, point(string.t, string.v));
}

QJsonObject write(const Vector &vector)
{
    QJsonArray result;
    for (const VectorSample &s : vector) {
        result.append(QJsonObject{{u"metric"_s, metric(s.labels)}, {u"value"_s, point(s.t, formatFloat(s.v))}});
    }
    return data("vector"_L1, result);
}

QJsonObject write(const Matrix &matrix)
{
    QJsonArray result;
    for (const MatrixSeries &s : matrix) {
        QJsonArray values;
        for (const series::Sample &sample : s.samples) {
            values.append(point(sample.t, formatFloat(sample.v)));
        }
        result.append(QJsonObject{{u"metric"_s, metric(s.labels)}, {u"values"_s, values}});
    }
    return data("matrix"_L1, result);
}

} // namespace

QJsonObject toJson(const Value &value)
{
    return std::visit([](const auto &v) { return write(v); }, value);
}

QJsonObject toJson(const QueryResult &result)
{
    QJsonObject out{{u"status"_s, u"success"_s}, {u"data"_s, toJson(result.value)}};
    if (!result.warnings.isEmpty()) {
        out.insert(u"warnings"_s, QJsonArray::fromStringList(result.warnings));
    }
    return out;
}

} // namespace readyroom::promql
