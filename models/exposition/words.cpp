// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

struct HealthWord {
    QLatin1StringView word;
    double value;
};

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

constexpr std::array healthWords{
    HealthWord{"up"_L1, 1.0},           HealthWord{"pass"_L1, 1.0},
    HealthWord{"ok"_L1, 1.0},           HealthWord{"circuit_closed"_L1, 1.0},
    HealthWord{"warn"_L1, 0.5},         HealthWord{"warning"_L1, 0.5},
    HealthWord{"degraded"_L1, 0.5},     HealthWord{"circuit_half_open"_L1, 0.5},
    HealthWord{"down"_L1, 0.0},         HealthWord{"out_of_service"_L1, 0.0},
    HealthWord{"fail"_L1, 0.0},         HealthWord{"error"_L1, 0.0},
    HealthWord{"circuit_open"_L1, 0.0},
};

constexpr std::array healthJsonWords{"pass"_L1, "ok"_L1, "up"_L1, "warn"_L1, "fail"_L1, "error"_L1, "down"_L1};
constexpr std::array actuatorWords{"UP"_L1, "DOWN"_L1, "OUT_OF_SERVICE"_L1, "UNKNOWN"_L1};

} // namespace

double healthValue(QStringView word)
{
    const auto it = std::ranges::find_if(
        healthWords, [word](const HealthWord &known) { return known.word.compare(word, Qt::CaseInsensitive) == 0; });
    return it == healthWords.end() ? unknown : it->value;
}

bool isHealthJsonWord(QStringView word)
{
    return std::ranges::any_of(healthJsonWords,
                               [word](QLatin1StringView w) { return w.compare(word, Qt::CaseInsensitive) == 0; });
}

bool isActuatorWord(QStringView word)
{
    return std::ranges::any_of(actuatorWords, [word](QLatin1StringView w) { return w == word; });
}

std::optional<fleet::BreakerState> breakerStateOf(QStringView word)
{
    QString letters;
    for (const QChar c : word) {
        if (c != u'-' && c != u'_' && c != u' ') {
            letters += c.toLower();
        }
    }
    using enum fleet::BreakerState;
    for (const fleet::BreakerState state : {Closed, Open, HalfOpen, ForcedOpen, Disabled, MetricsOnly}) {
        if (letters == fleet::breakerStateName(state).remove(u'_')) {
            return state;
        }
    }
    return std::nullopt;
}

QString shortText(const QString &text, qsizetype most)
{
    // The cut comes first: a remote text may be megabytes long.
    QString out = text.left(most * 4);
    for (QChar &c : out) {
        const bool odd = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        c = odd ? QChar(u' ') : c;
    }
    out = out.simplified();
    if (out.size() <= most) {
        return out;
    }
    out.truncate(most - 1);
    if (out.back().isHighSurrogate()) {
        out.chop(1);
    }
    return out.trimmed() + u'…';
}

QString scalarText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return shortText(value.toString());
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const bool whole = std::floor(number) == number && std::abs(number) < 1e15;
        return whole ? QString::number(number, 'f', 0) : QString::number(number, 'g', 10);
    }
    default:
        return {};
    }
}

QString measuredText(const QJsonValue &value)
{
    const double number = value.toDouble();
    if (!value.isDouble() || std::floor(number) == number) {
        return scalarText(value);
    }
    const double magnitude = std::abs(number);
    return magnitude >= 999.5 && magnitude < 1e15 ? QString::number(number, 'f', 0) : QString::number(number, 'g', 3);
}

QString bytesText(double bytes)
{
    static constexpr std::array units{"B"_L1, "KB"_L1, "MB"_L1, "GB"_L1, "TB"_L1, "PB"_L1};
    std::size_t unit = 0;
    while (bytes >= 1024 && unit + 1 < units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return u"%1 %2"_s.arg(QString::number(std::floor(bytes), 'f', 0), units.at(unit));
}

} // namespace readyroom::exposition
