// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/jsonpath.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace readyroom::drills {

/// Reads the text of a JSONPath; what is understood stands at JsonPath. For one text, once.
class JsonPathReader final {
public:
    explicit JsonPathReader(QStringView text);
    [[nodiscard]] Result<std::vector<JsonPath::Segment>> read();

private:
    template<typename T> using Read = std::optional<T>; ///< absent: m_problem says why

    [[nodiscard]] Read<JsonPath::Segment> segment();
    [[nodiscard]] Read<JsonPath::Segment> bracketed();
    [[nodiscard]] Read<JsonPath::Selector> selector();
    [[nodiscard]] Read<JsonPath::Selector> indexOrSlice();
    [[nodiscard]] Read<JsonPath::Selector> filter();
    [[nodiscard]] bool filterPath(JsonPath::Filter &into);
    [[nodiscard]] bool comparison(JsonPath::Filter &into);
    [[nodiscard]] Read<QJsonValue> literal();
    [[nodiscard]] Read<qint64> integer();
    [[nodiscard]] Read<QString> quoted();
    [[nodiscard]] QString bareName();

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar peek() const { return atEnd() ? QChar() : m_text[m_at]; }
    [[nodiscard]] bool accept(QStringView token);
    void skipBlanks();
    /// Keeps the first problem. Always nullopt, for `return problem(…)`.
    std::nullopt_t problem(const QString &sentence);
    std::nullopt_t expected(const QString &what);

    QStringView m_text;
    qsizetype m_at = 0;
    QString m_problem;
};

} // namespace readyroom::drills
