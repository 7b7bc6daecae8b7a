// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/scalars.h"
#include "models/readiness/severity.h"
#include "models/readiness/unit.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <span>

namespace readyroom::config {

/// A word of a profile and what it stands for.
template<typename T> struct Choice {
    QLatin1StringView word;
    T value;
};

inline constexpr auto unitChoices = [] {
    std::array<Choice<readiness::Unit>, readiness::unitNames.size()> choices{};
    std::ranges::transform(readiness::unitNames, choices.begin(),
                           [](const auto &unit) { return Choice<readiness::Unit>{unit.first, unit.second}; });
    return choices;
}();

/// Reads the scalars that only readiness profiles have; complains and yields nothing when one is something else. `what`
/// names it in the sentence.
class ProfileScalars final {
public:
    explicit ProfileScalars(Complaints &complaints)
        : m_complaints(complaints)
        , m_scalars(complaints)
    {
    }

    /// a-z, 0-9 and "-": what can stand in a file's name, a label and a namespace of signatures.
    [[nodiscard]] std::optional<QString> slug(const YamlPtr &node, const QString &what) const;
    /// A list of texts, none of them twice; `what` names the list, `each` one of them.
    [[nodiscard]] QStringList texts(const YamlPtr &node, const QString &what, const QString &each) const;
    [[nodiscard]] QStringList slugs(const YamlPtr &node, const QString &what, const QString &each) const;
    [[nodiscard]] std::optional<double> number(const YamlPtr &node, const QString &what, double least,
                                               double most) const;
    [[nodiscard]] std::optional<int> integer(const YamlPtr &node, const QString &what, int least, int most) const;
    /// Hours, or a number with h, d (8 h) or w (40 h); a multiple of half an hour.
    [[nodiscard]] std::optional<readiness::HalfHours> effort(const YamlPtr &node, const QString &what) const;
    /// A day such as 2026-11-21, in UTC, or a moment as RFC 3339 has it. A day in which something happened begins it;
    /// a day until which something holds still belongs to it.
    enum class Day { Begins, Ends };
    [[nodiscard]] std::optional<Timestamp> moment(const YamlPtr &node, const QString &what, Day day) const;
    /// A number as it is printed: `tolerance` is half a unit of its last digit, 0.05 for 66.5 and 0.005 for 66.50.
    struct Printed {
        double value = 0.0;
        double tolerance = 0.0;
    };
    [[nodiscard]] std::optional<Printed> printed(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] std::optional<QString> headerName(const YamlPtr &node, const QString &what) const;
    /// A regular expression of RE2.
    [[nodiscard]] std::optional<QString> pattern(const YamlPtr &node, const QString &what) const;
    /// One of several words; `kind` is what it is not in the sentence, e.g. "a severity".
    template<typename T>
    [[nodiscard]] std::optional<T> choice(const YamlPtr &node, const QString &what, const QString &kind,
                                          std::span<const Choice<T>> choices) const
    {
        const auto written = m_scalars.text(node, what);
        if (!written) {
            return std::nullopt;
        }
        QStringList words;
        for (const Choice<T> &choice : choices) {
            if (*written == choice.word) {
                return choice.value;
            }
            words << QString(choice.word);
        }
        complainAboutChoice(*node, *written, kind, words);
        return std::nullopt;
    }

private:
    void complainAboutChoice(const YamlNode &node, const QString &written, const QString &kind,
                             const QStringList &words) const;
    template<typename Read>
    [[nodiscard]] QStringList list(const YamlPtr &node, const QString &what, const QString &each, Read read) const;

    Complaints &m_complaints;
    ScalarReader m_scalars;
};

} // namespace readyroom::config
