// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace readyroom::config {

struct YamlNode;
using YamlPtr = std::shared_ptr<const YamlNode>;

/// One node of a YAML text. Aliases are resolved, so a node may have several parents; there are no cycles.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Map };
    Kind kind = Kind::Null;
    QString text = {}; ///< scalars
    bool plain = false; ///< a scalar without quotes, whose text may be read as a number or truth value
    int line = 0; ///< 1-based
    int column = 0; ///< 1-based, in code points
    std::vector<YamlPtr> items = {}; ///< sequences
    std::vector<std::pair<YamlPtr, YamlPtr>> entries = {}; ///< maps, in order; keys are scalars and unique

    [[nodiscard]] bool isMap() const { return kind == Kind::Map; }
    [[nodiscard]] bool isSequence() const { return kind == Kind::Sequence; }
    [[nodiscard]] bool isScalar() const { return kind == Kind::Scalar; }
    [[nodiscard]] bool isNull() const { return kind == Kind::Null; }
    /// The value of a key of a map, or null.
    [[nodiscard]] YamlPtr value(QStringView key) const;
};

/// A YAML text of one document, read within limits: at most 4 MiB of UTF-8, a bounded depth, and at most 200,000 nodes
/// with aliases counted as often as they stand, so that a short text cannot unfold into a huge one.
class YamlDocument final {
public:
    /// Every duplicate key is an error of its own; a syntax error is the only one.
    [[nodiscard]] static Loaded<YamlDocument> parse(const QByteArray &text, const QString &file);

    [[nodiscard]] const YamlPtr &root() const { return m_root; }
    [[nodiscard]] const QString &file() const { return m_file; }
    /// Where in the file the code unit `offset` of a scalar's text stands, whatever style the scalar is written in.
    [[nodiscard]] SourcePosition positionInside(const YamlNode &scalar, qsizetype offset) const;

private:
    QString m_file;
    QList<QString> m_lines;
    YamlPtr m_root; ///< never null
};

inline constexpr qsizetype maxYamlBytes = 4 * 1024 * 1024;
inline constexpr std::size_t maxYamlNodes = 200'000;

} // namespace readyroom::config
