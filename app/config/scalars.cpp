// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/scalars.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

struct Unit {
    QLatin1StringView name;
    std::int64_t factor;
};

constexpr std::array timeUnits{Unit{"y"_L1, 365LL * 86'400'000},
                               Unit{"w"_L1, 7LL * 86'400'000},
                               Unit{"d"_L1, 86'400'000},
                               Unit{"h"_L1, 3'600'000},
                               Unit{"m"_L1, 60'000},
                               Unit{"s"_L1, 1000},
                               Unit{"ms"_L1, 1}};
constexpr std::array sizeUnits{
    Unit{"B"_L1, 1},     Unit{"KiB"_L1, 1LL << 10}, Unit{"MiB"_L1, 1LL << 20},   Unit{"GiB"_L1, 1LL << 30},
    Unit{"KB"_L1, 1000}, Unit{"MB"_L1, 1'000'000},  Unit{"GB"_L1, 1'000'000'000}};
constexpr std::int64_t largest = 1LL << 50;

/// A run of ASCII digits at the front, cut off `text`; nothing when there is none or it is beyond all reason.
std::optional<std::int64_t> takeDigits(QStringView &text)
{
    std::int64_t value = 0;
    qsizetype n = 0;
    while (n < text.size() && text[n] >= u'0' && text[n] <= u'9') {
        value = value * 10 + (text[n].unicode() - u'0');
        if (value > largest) {
            return std::nullopt;
        }
        ++n;
    }
    text = text.mid(n);
    return n > 0 ? std::optional(value) : std::nullopt;
}

QStringView takeWord(QStringView &text)
{
    qsizetype n = 0;
    while (n < text.size() && text[n].isLetter()) {
        ++n;
    }
    const QStringView word = text.left(n);
    text = text.mid(n);
    return word;
}

QString inWords(Duration duration)
{
    QString result;
    auto rest = duration.count();
    for (const Unit &unit : timeUnits) {
        if (unit.name == "w"_L1 || unit.name == "y"_L1) {
            continue;
        }
        if (const auto n = rest / unit.factor; n > 0) {
            result += QString::number(n) + unit.name;
            rest %= unit.factor;
        }
    }
    return result.isEmpty() ? u"0s"_s : result;
}

std::unexpected<Error> badDuration(QStringView text)
{
    return failure(
        Error::Kind::Config,
        u"\"%1\" is not a duration; write a whole number and a unit, such as 5s, 1m30s or 500ms."_s.arg(text));
}

} // namespace

bool isHeaderName(const QString &name)
{
    static const QRegularExpression token(u"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"_s);
    return token.match(name).hasMatch();
}

Result<Duration> parseDuration(QStringView text)
{
    if (text == "0"_L1) {
        return Duration{0};
    }
    std::int64_t total = 0;
    std::size_t firstAllowed = 0;
    QStringView rest = text;
    while (!rest.isEmpty()) {
        const auto amount = takeDigits(rest);
        const QStringView word = takeWord(rest);
        const auto unit = std::find_if(timeUnits.begin() + firstAllowed, timeUnits.end(),
                                       [word](const Unit &u) { return word == u.name; });
        if (!amount || unit == timeUnits.end() || *amount > largest / unit->factor) {
            return badDuration(text);
        }
        total += *amount * unit->factor;
        firstAllowed = static_cast<std::size_t>(unit - timeUnits.begin()) + 1;
    }
    if (text.isEmpty() || total > largest) {
        return badDuration(text);
    }
    return Duration{total};
}

Result<std::size_t> parseSize(QStringView text)
{
    QStringView rest = text;
    const auto amount = takeDigits(rest);
    const QStringView word = takeWord(rest);
    const auto unit = word.isEmpty()
        ? sizeUnits.begin()
        : std::ranges::find_if(sizeUnits, [word](const Unit &u) { return word == u.name; });
    if (!amount || !rest.isEmpty() || unit == sizeUnits.end() || *amount > largest / unit->factor) {
        return failure(Error::Kind::Config,
                       u"\"%1\" is not a size; write a whole number and a unit, such as 16MiB or 512KiB."_s.arg(text));
    }
    return static_cast<std::size_t>(*amount * unit->factor);
}

std::optional<QString> ScalarReader::text(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    if (!node->isScalar()) {
        m_complaints.at(*node, u"%1 must be a text."_s.arg(what));
        return std::nullopt;
    }
    if (node->text.trimmed().isEmpty()) {
        m_complaints.at(*node, u"%1 must not be empty."_s.arg(what));
        return std::nullopt;
    }
    if (std::ranges::any_of(node->text, [](QChar c) { return c.category() == QChar::Other_Control; })) {
        m_complaints.at(*node, u"%1 must not contain line breaks or control characters."_s.arg(what));
        return std::nullopt;
    }
    return node->text;
}

std::optional<QString> ScalarReader::prose(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    if (!node->isScalar()) {
        m_complaints.at(*node, u"%1 must be a text."_s.arg(what));
        return std::nullopt;
    }
    const QString trimmed = node->text.trimmed();
    if (trimmed.isEmpty()) {
        m_complaints.at(*node, u"%1 must not be empty."_s.arg(what));
        return std::nullopt;
    }
    if (std::ranges::any_of(trimmed, [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; })) {
        m_complaints.at(*node, u"%1 must not contain control characters."_s.arg(what));
        return std::nullopt;
    }
    return trimmed;
}

std::optional<bool> ScalarReader::truth(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    if (node->isScalar() && node->plain && (node->text == "true"_L1 || node->text == "false"_L1)) {
        return node->text == "true"_L1;
    }
    m_complaints.at(*node, u"%1 must be true or false."_s.arg(what));
    return std::nullopt;
}

std::optional<int> ScalarReader::integer(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    bool ok = false;
    const int value = QLocale::c().toInt(node->text, &ok);
    if (!node->isScalar() || !ok) {
        m_complaints.at(*node, u"%1 must be a whole number."_s.arg(what));
        return std::nullopt;
    }
    return value;
}

std::optional<double> ScalarReader::number(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    bool ok = false;
    const double value = node->text.toDouble(&ok);
    if (!node->isScalar() || !ok || !std::isfinite(value)) {
        m_complaints.at(*node, u"%1 must be a number."_s.arg(what));
        return std::nullopt;
    }
    return value;
}

std::optional<Duration> ScalarReader::duration(const YamlPtr &node, const QString &what, Duration least,
                                               Duration most) const
{
    const auto written = text(node, what);
    if (!written) {
        return std::nullopt;
    }
    const auto value = parseDuration(*written);
    if (!value) {
        m_complaints.at(*node, u"%1: "_s.arg(what) + value.error().message);
        return std::nullopt;
    }
    if (*value < least || *value > most) {
        m_complaints.at(
            *node, u"%1 must lie between %2 and %3, but is %4."_s.arg(what, inWords(least), inWords(most), *written));
        return std::nullopt;
    }
    return *value;
}

std::optional<std::size_t> ScalarReader::size(const YamlPtr &node, const QString &what, std::size_t least,
                                              std::size_t most) const
{
    const auto written = text(node, what);
    if (!written) {
        return std::nullopt;
    }
    const auto value = parseSize(*written);
    if (!value) {
        m_complaints.at(*node, u"%1: "_s.arg(what) + value.error().message);
        return std::nullopt;
    }
    if (*value < least || *value > most) {
        m_complaints.at(
            *node, u"%1 must lie between %2 and %3 bytes, but is %4."_s.arg(what).arg(least).arg(most).arg(*value));
        return std::nullopt;
    }
    return *value;
}

std::optional<QUrl> ScalarReader::url(const YamlPtr &node, const QString &what) const
{
    const auto written = text(node, what);
    if (!written) {
        return std::nullopt;
    }
    const auto complain = [&](const QString &message) {
        m_complaints.at(*node, what + message);
        return std::nullopt;
    };
    const QUrl url(*written, QUrl::StrictMode);
    const bool web = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    // The text may hold a password, so it is not repeated before it is known not to.
    if (web && !url.userInfo().isEmpty()) {
        return complain(u" must not contain a user name or password; put credentials under \"auth:\"."_s);
    }
    if (!url.isValid() && written->startsWith("http"_L1)) {
        return complain(u" is not a valid URL (%1)."_s.arg(url.errorString().section(u';', 0, 0)));
    }
    if (!web) {
        return complain(u" must be a URL that begins with http:// or https://."_s);
    }
    if (url.host().isEmpty()) {
        return complain(u" has no host; write it as http://host:port."_s);
    }
    if (url.port(1) == 0) {
        return complain(u" has the port 0, which nothing can listen on."_s);
    }
    if (url.hasQuery() || url.hasFragment()) {
        return complain(u" must end before \"?\" and \"#\"; a query belongs to the path of an endpoint."_s);
    }
    return url;
}

std::optional<QString> ScalarReader::path(const YamlPtr &node) const
{
    const auto written = text(node, u"The path"_s);
    if (!written) {
        return std::nullopt;
    }
    if (written->contains("://"_L1)) {
        m_complaints.at(*node, u"The path must not be a whole URL; its host belongs under \"instances\"."_s);
        return std::nullopt;
    }
    if (!written->startsWith(u'/')) {
        m_complaints.at(*node, u"The path \"%1\" must begin with \"/\"."_s.arg(*written));
        return std::nullopt;
    }
    if (written->contains(u'#') || std::ranges::any_of(*written, [](QChar c) { return c.isSpace(); })) {
        m_complaints.at(*node, u"The path must not contain blanks or \"#\"; write a blank as %20."_s);
        return std::nullopt;
    }
    return written;
}

std::optional<QString> ScalarReader::pointer(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    static const QRegularExpression shape(u"^(?:/(?:[^~/]|~[01])*)*$"_s);
    if (!node->isScalar() || !shape.match(node->text).hasMatch()) {
        m_complaints.at(
            *node,
            u"%1 must be a JSON pointer such as /stats/hits (it begins with \"/\"; ~ is written ~0)."_s.arg(what));
        return std::nullopt;
    }
    return node->text;
}

} // namespace readyroom::config
