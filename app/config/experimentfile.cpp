// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/experimentfile.h"

#include "app/config/complaints.h"
#include "app/config/textfile.h"
#include "app/config/yamljson.h"

#include <QChar>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype escapeLength = 6; // of \uXXXX

/// Of the escape that begins at `at`.
std::optional<char16_t> escapedUnit(const QByteArray &text, qsizetype at)
{
    bool isHex = false;
    const QByteArray escape = text.mid(at, escapeLength);
    const char16_t unit = escape.mid(2).toUShort(&isHex, 16);
    return escape.size() == escapeLength && escape.startsWith("\\u") && isHex ? std::optional(unit) : std::nullopt;
}

/// JSON writes a character beyond the first plane as two escapes, which YAML, where each escape is a whole character,
/// refuses. What follows such a pair on its line moves two columns to the left.
QByteArray withJoinedSurrogates(const QByteArray &json)
{
    QByteArray result;
    result.reserve(json.size());
    for (qsizetype at = 0; at < json.size();) {
        const std::optional<char16_t> high = escapedUnit(json, at);
        const std::optional<char16_t> low = high ? escapedUnit(json, at + escapeLength) : std::nullopt;
        if (low && QChar::isHighSurrogate(*high) && QChar::isLowSurrogate(*low)) {
            const uint character = QChar::surrogateToUcs4(*high, *low);
            result += "\\U" + QByteArray::number(character, 16).rightJustified(8, '0');
            at += 2 * escapeLength;
            continue;
        }
        const qsizetype length = json.at(at) == '\\' ? 2 : 1; // what is escaped begins no escape
        result += json.mid(at, length);
        at += length;
    }
    return result;
}

QByteArray asYaml(const QByteArray &text)
{
    return text.contains("\\u") && text.trimmed().startsWith('{') ? withJoinedSurrogates(text) : text;
}

} // namespace

Loaded<drills::Experiment> loadExperiment(const QString &path)
{
    const Loaded<QByteArray> text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadExperimentText(*text, path);
}

Loaded<drills::Experiment> loadExperimentText(const QByteArray &text, const QString &file)
{
    const Loaded<YamlDocument> document = YamlDocument::parse(asYaml(text), file);
    if (!document) {
        return std::unexpected(document.error());
    }
    const YamlNode &root = *document->root();
    if (!root.isMap()) {
        return std::unexpected(Errors{Error{Error::Kind::Config,
                                            u"An experiment must be a map with a title, a description and a method."_s,
                                            {},
                                            {file, std::max(1, root.line), std::max(1, root.column)}}});
    }
    std::expected<drills::Experiment, std::vector<drills::Problem>> experiment =
        drills::experimentFrom(jsonOf(root).toObject());
    if (experiment) {
        return *std::move(experiment);
    }
    Complaints complaints(file);
    for (const drills::Problem &problem : experiment.error()) {
        complaints.at(nodeAt(root, problem.pointer), problem.sentence);
    }
    return std::unexpected(complaints.take());
}

} // namespace readyroom::config
