// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/matcher.h"

#include "models/series/labels.h"

#include <re2/re2.h>

namespace readyroom::series {

namespace {

re2::StringPiece piece(QByteArrayView v)
{
    return {v.data(), static_cast<size_t>(v.size())};
}

} // namespace

Matcher::Matcher(Type type, QByteArray name, QByteArray value)
    : m_type(type)
    , m_name(std::move(name))
    , m_value(std::move(value))
{
}

Result<Matcher> Matcher::create(Type type, QByteArray name, QByteArray value)
{
    Matcher m(type, std::move(name), std::move(value));
    if (type == Type::Regex || type == Type::NotRegex) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_dot_nl(true); // as Prometheus since 3.0
        auto regex = std::make_shared<re2::RE2>(piece(m.m_value), options);
        if (!regex->ok()) {
            return failure(Error::Kind::Parse,
                           QStringLiteral("The regular expression %1 is not valid: %2.")
                               .arg(QString::fromUtf8(m.m_value), QString::fromStdString(regex->error())));
        }
        m.m_regex = std::move(regex);
    }
    return m;
}

Matcher Matcher::equal(QByteArray name, QByteArray value)
{
    return {Type::Equal, std::move(name), std::move(value)};
}

bool Matcher::matches(QByteArrayView labelValue) const
{
    switch (m_type) {
    case Type::Equal:
        return labelValue == QByteArrayView(m_value);
    case Type::NotEqual:
        return labelValue != QByteArrayView(m_value);
    case Type::Regex:
        return re2::RE2::FullMatch(piece(labelValue), *m_regex);
    case Type::NotRegex:
        return !re2::RE2::FullMatch(piece(labelValue), *m_regex);
    }
    return false;
}

QByteArray Matcher::toText() const
{
    static constexpr const char *operators[] = {"=", "!=", "=~", "!~"};
    const QByteArray name = isLegacyLabelName(m_name) ? m_name : '"' + escapeLabelValue(m_name) + '"';
    return name + operators[static_cast<int>(m_type)] + '"' + escapeLabelValue(m_value) + '"';
}

} // namespace readyroom::series
