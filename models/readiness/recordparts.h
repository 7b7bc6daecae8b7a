// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/document.h"

#include <QJsonValue>
#include <QLatin1StringView>

#include <span>

namespace readyroom::readiness {

/// One member of a record in JSON: the only place that knows its name, its spelling and what to call it. A text, number
/// or time that is missing is null and never empty, so that every value has one spelling.
template<typename Record> struct Part {
    QLatin1StringView name;
    QLatin1StringView words; ///< "the result of %1"; without %1 for a part of the document itself
    QJsonValue (*write)(const Record &record);
    bool (*read)(const QJsonValue &value, Record &record); ///< false when write() never writes such a value
};

/// All but `format`, `digests`, `items` and `categories`. Like the others in the order in which people are told.
[[nodiscard]] std::span<const Part<Document>> documentParts();
/// With the name, which is the subject of the words of the others.
[[nodiscard]] std::span<const Part<Document::CategoryRecord>> categoryParts();
/// With the id, likewise.
[[nodiscard]] std::span<const Part<Document::ItemRecord>> itemParts();

inline constexpr QLatin1StringView recordFormat("readyroom-assessment/1");
inline constexpr QLatin1StringView categorySubject("name");
inline constexpr QLatin1StringView itemSubject("id");

/// "the result of health-endpoint": a subject comes from a file that anybody may have written, so it is cut short and
/// cleared of what is not printable.
[[nodiscard]] QString partWords(QLatin1StringView words, const QString &subject);

} // namespace readyroom::readiness
