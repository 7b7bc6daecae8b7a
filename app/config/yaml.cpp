// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/yaml.h"

#include "app/config/jsonescapes.h"
#include "app/config/yamlbuilder.h"

#include <QStringDecoder>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

Errors single(QString message, SourcePosition where)
{
    return {Error{Error::Kind::Parse, std::move(message), {}, std::move(where)}};
}

QString decoded(const QByteArray &text, bool &valid)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString result = decoder(text);
    valid = !decoder.hasError();
    return result;
}

int firstBadLine(const QByteArray &text)
{
    int line = 1;
    for (const QByteArray &bytes : text.split('\n')) {
        bool valid = true;
        (void)decoded(bytes, valid);
        if (!valid) {
            break;
        }
        ++line;
    }
    return line;
}

/// What yaml-cpp says, in a sentence that tells what to do.
QString explained(const YAML::Exception &error, const QString &line, int column)
{
    const QString before = line.left(column);
    // yaml-cpp 0.7 takes a "?" in a flow map for a complex key, even in the middle of a word.
    if ((before.contains(u'{') || before.contains(u'[')) && line.contains(u'?') && !line.contains("\"?"_L1)) {
        return u"A value that contains \"?\" inside {…} or […] must be quoted: write \"/path?query\" in quotes."_s;
    }
    if (before.contains(u'\t')) {
        return u"YAML must be indented with spaces; there is a tab here."_s;
    }
    return u"This is not valid YAML: %1."_s.arg(QString::fromStdString(error.msg));
}

qsizetype leadingBlanks(const QString &line)
{
    qsizetype n = 0;
    while (n < line.size() && line[n].isSpace()) {
        ++n;
    }
    return n;
}

qsizetype unitOfColumn(const QString &line, int column)
{
    qsizetype unit = 0;
    for (int c = 1; c < column && unit < line.size(); ++c) {
        unit += line[unit].isHighSurrogate() ? 2 : 1;
    }
    return std::min(unit, line.size());
}

int columnOfUnit(const QString &line, qsizetype unit)
{
    return static_cast<int>(QStringView(line).left(unit).toUcs4().size()) + 1;
}

} // namespace

YamlPtr YamlNode::value(QStringView key) const
{
    for (const auto &[name, node] : entries) {
        if (name->text == key) {
            return node;
        }
    }
    return nullptr;
}

Loaded<YamlDocument> YamlDocument::parse(const QByteArray &text, const QString &file)
{
    if (text.size() > maxYamlBytes) {
        return std::unexpected(single(u"This file is larger than 4 MiB."_s, {file, 0, 0}));
    }
    bool valid = true;
    QString unicode = decoded(text, valid);
    if (!valid) {
        return std::unexpected(single(u"This line is not valid UTF-8."_s, {file, firstBadLine(text), 1}));
    }
    if (unicode.contains(QChar::Null)) {
        return std::unexpected(single(u"This file contains a zero byte; it is not a text."_s, {file, 0, 0}));
    }
    if (unicode.startsWith(QChar::ByteOrderMark)) {
        unicode.remove(0, 1);
    }
    unicode = withJoinedSurrogates(unicode);
    YamlDocument document;
    document.m_file = file;
    document.m_lines = unicode.split(u'\n');

    YamlBuilder builder(file, document.m_lines);
    try {
        std::istringstream stream(unicode.toStdString());
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder) || !builder.root()) {
            return std::unexpected(single(u"This file is empty."_s, {file, 1, 1}));
        }
        const YamlPtr root = builder.root();
        if (parser.HandleNextDocument(builder)) {
            return std::unexpected(single(u"This file holds more than one YAML document."_s,
                                          {file, builder.root()->line, builder.root()->column}));
        }
        document.m_root = root;
    } catch (const YAML::Exception &error) {
        SourcePosition where = builder.position(error.mark);
        const QString line = where.isValid() ? document.m_lines.value(where.line - 1) : QString();
        return std::unexpected(single(explained(error, line, where.column), where));
    }
    if (!builder.errors().empty()) {
        return std::unexpected(builder.errors());
    }
    return document;
}

SourcePosition YamlDocument::positionInside(const YamlNode &scalar, qsizetype offset) const
{
    // Folding changes white space only, so the characters that are not white space are counted off in the source.
    const auto before = QStringView(scalar.text).left(offset);
    const bool atEnd = QStringView(scalar.text).mid(offset).trimmed().isEmpty();
    auto toSkip = std::ranges::count_if(before, [](QChar c) { return !c.isSpace(); });
    qsizetype line = scalar.line - 1;
    qsizetype unit = unitOfColumn(m_lines.value(line), scalar.column);
    const auto current = [&] { return m_lines.value(line); };
    while (unit < current().size() && (current()[unit] == u'&' || current()[unit] == u'!')) {
        while (unit < current().size() && !current()[unit].isSpace()) {
            ++unit;
        }
        while (unit < current().size() && current()[unit].isSpace()) {
            ++unit;
        }
    }
    const QChar style = unit < current().size() ? current()[unit] : QChar();
    if (style == u'|' || style == u'>') {
        ++line;
        unit = leadingBlanks(current());
    } else if (style == u'"' || style == u'\'') {
        ++unit;
    }
    while (line < m_lines.size() && !(atEnd && toSkip == 0)) {
        if (unit >= current().size()) {
            if (line + 1 >= m_lines.size()) {
                break;
            }
            ++line;
            unit = leadingBlanks(current());
            continue;
        }
        const QChar c = current()[unit];
        if (c.isSpace()) {
            // White space right before the place belongs to what comes before it.
            ++unit;
            continue;
        }
        if (toSkip == 0) {
            break;
        }
        const QChar following = current().mid(unit + 1, 1).isEmpty() ? QChar() : current()[unit + 1];
        const bool escaped = (style == u'"' && c == u'\\') || (style == u'\'' && c == u'\'' && following == u'\'');
        unit += escaped ? 2 : 1;
        --toSkip;
    }
    line = std::min(line, m_lines.size() - 1);
    return {m_file, static_cast<int>(line) + 1, columnOfUnit(current(), unit)};
}

} // namespace readyroom::config
