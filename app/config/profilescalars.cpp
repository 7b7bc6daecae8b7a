// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/profilescalars.h"

#include "app/config/mapreader.h"
#include "models/drills/nearestword.h"
#include "models/series/matcher.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostEffort = 10'000; // hours: five years of one person

QString asWritten(double number)
{
    return QString::number(number, 'g', 15);
}

} // namespace

std::optional<QString> ProfileScalars::slug(const YamlPtr &node, const QString &what) const
{
    static const QRegularExpression shape(u"^[a-z0-9]+(?:-[a-z0-9]+)*$"_s);
    const auto written = m_scalars.text(node, what);
    if (!written) {
        return std::nullopt;
    }
    if (!shape.match(*written).hasMatch()) {
        m_complaints.at(*node,
                        u"%1 \"%2\" must consist of a-z, 0-9 and single hyphens between them."_s.arg(what, *written));
        return std::nullopt;
    }
    return written;
}

template<typename Read>
QStringList ProfileScalars::list(const YamlPtr &node, const QString &what, const QString &each, Read read) const
{
    QStringList result;
    if (!node) {
        return result;
    }
    for (const YamlPtr &item : itemsOf(*node, what, m_complaints)) {
        const std::optional<QString> text = read(item, each);
        if (text && result.contains(*text)) {
            m_complaints.at(*item, u"\"%1\" stands twice in %2."_s.arg(*text, what));
        } else if (text) {
            result << *text;
        }
    }
    return result;
}

QStringList ProfileScalars::texts(const YamlPtr &node, const QString &what, const QString &each) const
{
    return list(node, what, each, [this](const YamlPtr &n, const QString &w) { return m_scalars.text(n, w); });
}

QStringList ProfileScalars::slugs(const YamlPtr &node, const QString &what, const QString &each) const
{
    return list(node, what, each, [this](const YamlPtr &n, const QString &w) { return slug(n, w); });
}

std::optional<double> ProfileScalars::number(const YamlPtr &node, const QString &what, double least, double most) const
{
    const auto value = m_scalars.number(node, what);
    if (value && (*value < least || *value > most)) {
        m_complaints.at(*node,
                        u"%1 must lie between %2 and %3, but is %4."_s.arg(what, asWritten(least), asWritten(most),
                                                                           asWritten(*value)));
        return std::nullopt;
    }
    return value;
}

std::optional<int> ProfileScalars::integer(const YamlPtr &node, const QString &what, int least, int most) const
{
    const auto value = m_scalars.integer(node, what);
    if (value && (*value < least || *value > most)) {
        m_complaints.at(*node,
                        u"%1 must lie between %2 and %3, but is %4."_s.arg(what).arg(least).arg(most).arg(*value));
        return std::nullopt;
    }
    return value;
}

std::optional<readiness::HalfHours> ProfileScalars::effort(const YamlPtr &node, const QString &what) const
{
    static const QRegularExpression shape(u"^([0-9]+(?:\\.[0-9]+)?)(h|d|w)?$"_s);
    const auto written = m_scalars.text(node, what);
    if (!written) {
        return std::nullopt;
    }
    const QRegularExpressionMatch match = shape.match(*written);
    if (!match.hasMatch()) {
        m_complaints.at(*node,
                        u"%1 must be a number of hours, or a number with h, d (8 hours) or w (40 hours), such as 2d; "
                        "\"%2\" is neither."_s.arg(what, *written));
        return std::nullopt;
    }
    const QString unit = match.captured(2);
    const double hours = match.captured(1).toDouble() * (unit == "w"_L1 ? 40.0 : (unit == "d"_L1 ? 8.0 : 1.0));
    if (hours < 0.5 || hours > mostEffort) {
        m_complaints.at(*node, u"%1 must lie between half an hour and 10,000 hours."_s.arg(what));
        return std::nullopt;
    }
    if (std::floor(hours * 2) != hours * 2) {
        m_complaints.at(*node, u"%1 must be a multiple of half an hour, but is %2 h."_s.arg(what, asWritten(hours)));
        return std::nullopt;
    }
    return static_cast<readiness::HalfHours>(hours * 2);
}

std::optional<Timestamp> ProfileScalars::moment(const YamlPtr &node, const QString &what, Day day) const
{
    static const QRegularExpression dayShape(u"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"_s);
    static const QRegularExpression timeShape(
        u"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$"_s);
    const auto written = m_scalars.text(node, what);
    if (!written) {
        return std::nullopt;
    }
    QDateTime moment;
    if (dayShape.match(*written).hasMatch()) {
        const QDate date = QDate::fromString(*written, Qt::ISODate);
        moment = date.isValid() ? date.addDays(day == Day::Ends ? 1 : 0).startOfDay(Qt::UTC) : QDateTime();
    } else if (timeShape.match(*written).hasMatch()) {
        moment = QDateTime::fromString(written->toUpper(), Qt::ISODateWithMs);
    }
    if (!moment.isValid()) {
        m_complaints.at(
            *node,
            u"%1 must be a day such as 2026-11-21 or a time such as 2026-11-21T02:00:00Z, not \"%2\"."_s.arg(what,
                                                                                                             *written));
        return std::nullopt;
    }
    return fromMillis(moment.toMSecsSinceEpoch());
}

std::optional<ProfileScalars::Printed> ProfileScalars::printed(const YamlPtr &node, const QString &what) const
{
    static const QRegularExpression shape(u"^-?[0-9]{1,15}(?:\\.([0-9]{1,15}))?$"_s);
    if (!node) {
        return std::nullopt;
    }
    const QRegularExpressionMatch match = shape.match(node->text);
    if (!node->isScalar() || !match.hasMatch()) {
        m_complaints.at(
            *node,
            u"%1 must be a number in plain digits, such as 66.5; its last digit tells how exact it is."_s.arg(what));
        return std::nullopt;
    }
    return Printed{node->text.toDouble(), 0.5 * std::pow(10.0, -static_cast<double>(match.capturedLength(1)))};
}

std::optional<QString> ProfileScalars::headerName(const YamlPtr &node, const QString &what) const
{
    const auto name = m_scalars.text(node, what);
    if (name && !isHeaderName(*name)) {
        m_complaints.at(*node, u"A header name must consist of letters, digits and hyphens."_s);
        return std::nullopt;
    }
    return name;
}

std::optional<QString> ProfileScalars::pattern(const YamlPtr &node, const QString &what) const
{
    const auto written = m_scalars.text(node, what);
    if (!written) {
        return std::nullopt;
    }
    if (const auto compiled = series::Matcher::create(series::Matcher::Type::Regex, {}, written->toUtf8()); !compiled) {
        m_complaints.at(*node, compiled.error().message);
        return std::nullopt;
    }
    return written;
}

void ProfileScalars::complainAboutChoice(const YamlNode &node, const QString &written, const QString &kind,
                                         const QStringList &words) const
{
    m_complaints.at(node, u"\"%1\" is not %2"_s.arg(written, kind) + drills::nearestHint(written, words));
}

} // namespace readyroom::config
