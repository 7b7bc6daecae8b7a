// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/queryoutput.h"

#include "app/ctl/statustable.h"
#include "models/promql/json.h"
#include "models/promql/number.h"

#include <QDateTime>
#include <QJsonDocument>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

QString clock(std::int64_t millis)
{
    return QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString name(const series::Labels &labels)
{
    return printable(QString::fromUtf8(labels.toText()));
}

QString number(double v)
{
    return QString::fromLatin1(promql::formatFloat(v));
}

struct Rows {
    std::vector<QStringList> operator()(const promql::Scalar &scalar) const
    {
        return {{u"scalar"_s, number(scalar.v)}};
    }
    std::vector<QStringList> operator()(const promql::String &string) const
    {
        return {{u"string"_s, printable(QString::fromUtf8(string.v))}};
    }
    std::vector<QStringList> operator()(const promql::Vector &vector) const
    {
        std::vector<QStringList> rows;
        for (const promql::VectorSample &sample : vector) {
            rows.push_back({name(sample.labels), number(sample.v)});
        }
        return rows;
    }
    std::vector<QStringList> operator()(const promql::Matrix &matrix) const
    {
        std::vector<QStringList> rows;
        for (const promql::MatrixSeries &series : matrix) {
            for (const series::Sample &sample : series.samples) {
                rows.push_back({name(series.labels), clock(sample.t), number(sample.v)});
            }
        }
        return rows;
    }
};

} // namespace

QByteArray queryText(const promql::QueryResult &result, Output output)
{
    if (output == Output::Json) {
        return QJsonDocument(promql::toJson(result)).toJson(QJsonDocument::Compact) + '\n';
    }
    const std::vector<QStringList> rows = std::visit(Rows{}, result.value);
    if (rows.empty()) {
        return "no series\n";
    }
    const bool isMatrix = std::holds_alternative<promql::Matrix>(result.value);
    return (isMatrix ? alignedTable({u"SERIES"_s, u"TIME"_s, u"VALUE"_s}, rows, {2})
                     : alignedTable({u"SERIES"_s, u"VALUE"_s}, rows, {1}))
        .toUtf8();
}

} // namespace readyroom::ctl
