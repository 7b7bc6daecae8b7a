// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/placeholders.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <functional>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.';
}

struct Found {
    qsizetype at = -1; ///< of the dollar sign; -1: there is none
    qsizetype length = 0;
    QString name;
};

/// The first placeholder from `from` on.
Found nextIn(const QString &text, qsizetype from)
{
    for (qsizetype at = text.indexOf("${"_L1, from); at >= 0; at = text.indexOf("${"_L1, at + 1)) {
        qsizetype end = at + 2;
        if (end < text.size() && isNameStart(text[end])) {
            while (end < text.size() && isNamePart(text[end])) {
                ++end;
            }
            if (end < text.size() && text[end] == u'}') {
                return {at, end + 1 - at, text.mid(at + 2, end - at - 2)};
            }
        }
    }
    return {};
}

QString asText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default: {
        // QJsonDocument writes a whole number as such and everything else so that it reads back the same
        const QByteArray inList = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(inList.sliced(1, inList.size() - 2));
    }
    }
}

std::unexpected<Error> unknown(const QString &name, const QJsonObject &values)
{
    const QStringList known = values.keys();
    return failure(Error::Kind::Config,
                   known.isEmpty()
                       ? u"The placeholder ${%1} has no value; there are none."_s.arg(name)
                       : u"The placeholder ${%1} has no value; there are: %2."_s.arg(name, known.join(", "_L1)));
}

Result<QJsonValue> filledText(const QString &text, const QJsonObject &values)
{
    QString whole;
    qsizetype done = 0;
    for (Found found = nextIn(text, 0); found.at >= 0; found = nextIn(text, done)) {
        const auto value = values.constFind(found.name);
        if (value == values.constEnd()) {
            return unknown(found.name, values);
        }
        if (found.length == text.size()) {
            return QJsonValue(*value);
        }
        whole += QStringView(text).sliced(done, found.at - done) + asText(*value);
        done = found.at + found.length;
    }
    return QJsonValue(QString(whole + QStringView(text).sliced(done)));
}

void visitTexts(const QJsonValue &value, const std::function<void(const QString &)> &visit)
{
    if (value.isString()) {
        visit(value.toString());
    } else if (value.isArray()) {
        for (const QJsonValue &element : value.toArray()) {
            visitTexts(element, visit);
        }
    } else if (value.isObject()) {
        for (const QJsonValue &member : value.toObject()) {
            visitTexts(member, visit);
        }
    }
}

} // namespace

Result<QJsonValue> filled(const QJsonValue &value, const QJsonObject &values)
{
    if (value.isString()) {
        return filledText(value.toString(), values);
    }
    if (value.isArray()) {
        QJsonArray result;
        for (const QJsonValue &element : value.toArray()) {
            const auto one = filled(element, values);
            if (!one) {
                return one;
            }
            result.append(*one);
        }
        return QJsonValue(result);
    }
    if (value.isObject()) {
        QJsonObject result = value.toObject();
        for (auto member = result.begin(); member != result.end(); ++member) {
            const auto one = filled(*member, values);
            if (!one) {
                return one;
            }
            *member = *one;
        }
        return QJsonValue(result);
    }
    return value;
}

QStringList placeholdersIn(const QJsonValue &value)
{
    QStringList names;
    visitTexts(value, [&names](const QString &text) {
        for (Found found = nextIn(text, 0); found.at >= 0; found = nextIn(text, found.at + found.length)) {
            if (!names.contains(found.name)) {
                names.append(found.name);
            }
        }
    });
    return names;
}

} // namespace readyroom::drills
