// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/objectwriter.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace readyroom::report {

ObjectWriter::ObjectWriter(QByteArray &out)
    : m_out(out)
{
    m_out += '{';
}

void ObjectWriter::key(const char *name)
{
    if (!m_first) {
        m_out += ',';
    }
    m_first = false;
    m_out += '"';
    m_out += name;
    m_out += "\":";
}

void ObjectWriter::value(const char *name, const QJsonValue &v)
{
    key(name);
    m_out += jsonText(v);
}

QByteArray jsonText(const QJsonValue &v)
{
    // A document needs an array or object at its top, so the value travels in an array.
    const QByteArray text = QJsonDocument(QJsonArray{v}).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
}

QJsonValue jsonNumber(double v)
{
    return std::isfinite(v) ? QJsonValue(v) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonNumber(const std::optional<double> &v)
{
    return v ? jsonNumber(*v) : QJsonValue(QJsonValue::Null);
}

QJsonValue jsonWords(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

} // namespace readyroom::report
