// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/httpanswer.h"

#include "models/exposition/jsonpointer.h"
#include "models/readiness/threshold.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Confirmed;
using drills::Verification;

namespace {

constexpr qsizetype longestShown = 80;

/// Absent when it is not JSON. Wrapped, because QJsonDocument reads arrays and objects only, and a bare true is JSON,
/// too (RFC 8259).
std::optional<QJsonValue> parsed(const QByteArray &body)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson('[' + body + ']', &error);
    return error.error == QJsonParseError::NoError && document.array().size() == 1
        ? std::optional(document.array().first())
        : std::nullopt;
}

bool saysJson(const http::Response &response)
{
    const QByteArray type = response.header("content-type").toByteArray().toLower();
    return type.startsWith("application/json") || type.split(';').first().trimmed().endsWith("+json");
}

/// As JSON writes it, texts without quotes.
QString textOf(const QJsonValue &value)
{
    if (value.isString()) {
        return value.toString();
    }
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

QString shown(const QJsonValue &value)
{
    const QString text = textOf(value).simplified();
    return text.size() > longestShown ? QString(text.left(longestShown) + u'…') : text;
}

std::optional<std::int64_t> wholeNumber(const QString &text)
{
    bool isNumber = false;
    const double number = text.trimmed().toDouble(&isNumber);
    constexpr double largest = 9e15; // exact in a double
    return isNumber && number >= 0 && number <= largest && std::trunc(number) == number
        ? std::optional(static_cast<std::int64_t>(number))
        : std::nullopt;
}

std::optional<std::int64_t> countAt(const exposition::JsonPointer &pointer, const QByteArray &body)
{
    const std::optional<QJsonValue> json = parsed(body);
    if (!json) {
        return std::nullopt;
    }
    const QJsonValue value = pointer.resolve(*json);
    return value.isArray()                     ? std::optional(std::int64_t{value.toArray().size()})
        : value.isDouble() || value.isString() ? wholeNumber(textOf(value))
                                               : std::nullopt;
}

std::optional<std::int64_t> countIn(const re2::RE2 &regex, const QByteArray &text)
{
    const re2::StringPiece whole(text.constData(), static_cast<std::size_t>(text.size()));
    std::array<re2::StringPiece, 2> groups;
    const int wanted = std::min(regex.NumberOfCapturingGroups(), 1) + 1;
    if (!regex.Match(whole, 0, whole.size(), re2::RE2::UNANCHORED, groups.data(), wanted)) {
        return std::nullopt;
    }
    const re2::StringPiece found = groups.at(static_cast<std::size_t>(wanted - 1));
    return wholeNumber(QString::fromUtf8(found.data(), static_cast<qsizetype>(found.size())));
}

Verification judged(bool holds, const QString &observed)
{
    return {.confirmed = holds ? Confirmed::Yes : Confirmed::No, .observed = observed};
}

} // namespace

QJsonObject answerJson(const http::Response &response, const security::Redactor &redactor)
{
    QJsonObject headers;
    for (const auto &[name, value] : response.headers) {
        headers.insert(QString::fromLatin1(name), redactor.redacted(QString::fromUtf8(value)));
    }
    const QByteArray body = redactor.redacted(response.body);
    const std::optional<QJsonValue> json = saysJson(response) ? parsed(body) : std::nullopt;
    return {{u"status"_s, response.status},
            {u"headers"_s, headers},
            {u"body"_s, json ? *json : QJsonValue(QString::fromUtf8(body))}};
}

bool isExpected(int status, const QJsonValue &wanted)
{
    if (wanted.isArray()) {
        const QJsonArray list = wanted.toArray();
        return std::ranges::any_of(list, [status](const QJsonValue &one) { return one.toInt() == status; });
    }
    return wanted.isDouble() ? wanted.toInt() == status : status >= 200 && status < 300;
}

QString expectedText(const QJsonValue &wanted)
{
    if (!wanted.isArray()) {
        return wanted.isDouble() ? QString::number(wanted.toInt()) : u"2xx"_s;
    }
    QStringList statuses;
    for (const QJsonValue &one : wanted.toArray()) {
        statuses += QString::number(one.toInt());
    }
    return statuses.join(u" or "_s);
}

Result<std::optional<std::int64_t>> countOf(const QJsonValue &count, const http::Response &response)
{
    const QJsonObject where = count.toObject();
    if (where.contains("at"_L1)) {
        const auto pointer = exposition::JsonPointer::parse(where.value("at"_L1).toString());
        if (!pointer) {
            return std::unexpected(pointer.error());
        }
        return countAt(*pointer, response.body);
    }
    if (!where.contains("regex"_L1)) {
        return std::optional<std::int64_t>();
    }
    const re2::RE2 regex(where.value("regex"_L1).toString().toStdString(), re2::RE2::Quiet);
    if (!regex.ok()) {
        return failure(Error::Kind::Config,
                       u"The regex of count is wrong: %1"_s.arg(QString::fromStdString(regex.error())));
    }
    const QString in = where.value("in"_L1).toString(u"body"_s).toLower();
    return countIn(regex,
                   in == "body"_L1         ? response.body
                       : in == "reason"_L1 ? response.reason
                                           : response.header(in.toLatin1()).toByteArray());
}

Verification judgeAnswer(const QJsonObject &verify, const http::Response &response, const security::Redactor &redactor)
{
    if (response.error) {
        return {.observed = response.error->message};
    }
    const QJsonValue status = verify.value("status"_L1);
    if (!isExpected(response.status, status)) {
        return judged(false, u"%1, and not %2"_s.arg(response.status).arg(expectedText(status)));
    }
    const QString at = verify.value("at"_L1).toString();
    const bool comparesValue = verify.contains("at"_L1) || verify.contains("pass"_L1) || verify.contains("equals"_L1);
    if (!comparesValue) {
        return judged(true, QString::number(response.status));
    }
    const auto pointer = exposition::JsonPointer::parse(at);
    if (!pointer) {
        return {.observed = pointer.error().message};
    }
    const QByteArray body = redactor.redacted(response.body);
    const std::optional<QJsonValue> json = parsed(body);
    const QJsonValue value = json             ? pointer->resolve(*json)
        : at.isEmpty() && !saysJson(response) ? QJsonValue(QString::fromUtf8(body).trimmed())
                                              : QJsonValue(QJsonValue::Undefined);
    const QString name = at.isEmpty() ? u"the body"_s : at;
    if (value.isUndefined()) {
        return judged(false, json ? u"the answer has nothing at %1"_s.arg(at) : u"the answer is not JSON"_s);
    }
    const QString observed = u"%1 is %2"_s.arg(name, shown(value));
    if (verify.contains("equals"_L1)) {
        const QJsonValue wanted = verify.value("equals"_L1);
        return judged(value == wanted || textOf(value) == textOf(wanted), observed);
    }
    if (!verify.contains("pass"_L1)) {
        return judged(true, observed);
    }
    const Result<readiness::Threshold> pass = readiness::parseThreshold(verify.value("pass"_L1).toString());
    if (!pass) {
        return {.observed = pass.error().message};
    }
    bool isNumber = false;
    const double number = textOf(value).toDouble(&isNumber);
    return judged(isNumber && pass->holds(number),
                  isNumber ? observed : u"%1 is no number but %2"_s.arg(name, shown(value)));
}

} // namespace readyroom::actions
