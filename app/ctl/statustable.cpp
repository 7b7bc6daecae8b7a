// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statustable.h"

#include <algorithm>
#include <cmath>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

const QString missing = u"–"_s;

QString significant(double v)
{
    return QString::number(v, 'g', 3);
}

QString seconds(double v)
{
    return v < 1 ? significant(v * 1000) + u" ms"_s : significant(v) + u" s"_s;
}

QString percent(double v)
{
    return QString::number(v * 100, 'f', 1) + u" %"_s;
}

bool known(const std::optional<double> &value)
{
    return value && std::isfinite(*value);
}

QString lowestHitRatio(const QMap<QString, double> &ratios)
{
    const auto lowest = std::ranges::min_element(ratios);
    return lowest == ratios.end() ? missing : percent(*lowest);
}

QString padded(const QString &cell, int width, bool right)
{
    return right ? cell.rightJustified(width) : cell.leftJustified(width);
}

} // namespace

QString printable(QString text)
{
    for (QChar &c : text) {
        if (!c.isPrint() && !c.isSurrogate()) {
            c = u'�';
        }
    }
    return text;
}

QString alignedTable(const QStringList &header, const std::vector<QStringList> &rows, const QList<int> &numericColumns)
{
    QList<int> widths;
    for (const QString &title : header) {
        widths += static_cast<int>(title.size());
    }
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size() && i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], static_cast<int>(row.at(i).size()));
        }
    }
    QString out;
    const auto append = [&](const QStringList &row) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            line += (i > 0 ? u"  "_s : QString())
                + padded(row.at(i), i < widths.size() ? widths.at(i) : 0, numericColumns.contains(static_cast<int>(i)));
        }
        while (line.endsWith(u' ')) {
            line.chop(1);
        }
        out += line + u'\n';
    };
    append(header);
    for (const QStringList &row : rows) {
        append(row);
    }
    return out;
}

QString statusTable(const fleet::FleetSnapshot &snapshot)
{
    std::vector<QStringList> rows;
    QStringList notes;
    for (const fleet::ServiceStatus &service : snapshot.services) {
        const fleet::ServiceSignals &values = service.signals_;
        const auto up = std::ranges::count_if(service.instances, &fleet::InstanceStatus::up);
        rows.push_back(
            {fleet::serviceStateName(service.state), printable(service.name), service.environment,
             QString::number(up) + u'/' + QString::number(service.instances.size()),
             values.latencySeconds.contains(u"0.95"_s) ? seconds(values.latencySeconds.value(u"0.95"_s)) : missing,
             known(values.requestRate) ? significant(*values.requestRate) : missing,
             known(values.errorRatio) ? percent(*values.errorRatio) : missing, lowestHitRatio(values.cacheHitRatio)});
        QStringList reasons;
        for (const fleet::StateReason &reason : service.reasons) {
            reasons += u"  "_s + reason.text;
        }
        for (const fleet::InstanceStatus &instance : service.instances) {
            for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
                if (!endpoint.error.isEmpty()) {
                    reasons += u"  "_s + instance.instance + endpoint.id.path + u": "_s + endpoint.error;
                } else if (endpoint.state == fleet::EndpointState::NotExposed) {
                    reasons += u"  "_s + instance.instance + endpoint.id.path + u": not exposed (404)"_s;
                }
            }
        }
        if (!reasons.isEmpty()) {
            notes += printable(service.name);
            for (const QString &reason : std::as_const(reasons)) {
                notes += printable(reason);
            }
        }
    }
    QString out = alignedTable(
        {u"STATE"_s, u"SERVICE"_s, u"ENVIRONMENT"_s, u"UP"_s, u"P95"_s, u"REQ/S"_s, u"ERRORS"_s, u"CACHE HITS"_s}, rows,
        {3, 4, 5, 6, 7});
    if (!notes.isEmpty()) {
        out += u'\n' + notes.join(u'\n') + u'\n';
    }
    if (!snapshot.notice.isEmpty()) {
        out += u'\n' + snapshot.notice + u'\n';
    }
    return out;
}

} // namespace readyroom::ctl
