// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/yamlbuilder.h"

#include <yaml-cpp/mark.h>

#include <algorithm>
#include <utility>

namespace readyroom::config {

using namespace Qt::StringLiterals;

SourcePosition YamlBuilder::position(const YAML::Mark &mark)
{
    if (mark.is_null()) {
        return {m_file, 0, 0};
    }
    const int line = mark.line + 1;
    if (line > m_lines.size()) {
        return {m_file, static_cast<int>(std::max<qsizetype>(1, m_lines.size())), 1};
    }
    // yaml-cpp counts the bytes of UTF-8. Marks mostly move forward, so counting goes on from the last one: a file of
    // one long line would otherwise cost the square of its length.
    if (m_last.line != line || mark.column < m_last.bytes) {
        m_last = {line, 0, 0, 0};
    }
    const QString &text = m_lines.at(line - 1);
    while (m_last.bytes < mark.column && m_last.units < text.size()) {
        const QChar c = text.at(m_last.units);
        const bool pair = c.isHighSurrogate();
        m_last.units += pair ? 2 : 1;
        m_last.bytes += pair ? 4 : c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 ? 2 : 3;
        ++m_last.codePoints;
    }
    return {m_file, line, m_last.codePoints + 1};
}

std::shared_ptr<YamlNode> YamlBuilder::make(YamlNode::Kind kind, const YAML::Mark &mark)
{
    const SourcePosition where = position(mark);
    auto node = std::make_shared<YamlNode>();
    node->kind = kind;
    node->line = where.line;
    node->column = where.column;
    return node;
}

void YamlBuilder::complain(const YamlNode &node, const QString &message)
{
    m_errors.push_back({Error::Kind::Config, message, {}, {m_file, node.line, node.column}});
}

void YamlBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    const YamlPtr node = make(YamlNode::Kind::Null, mark);
    if (anchor != YAML::NullAnchor) {
        m_anchored[anchor] = {node, 1};
    }
    add(node, 1);
}

void YamlBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                           const std::string &value)
{
    auto node = make(YamlNode::Kind::Scalar, mark);
    node->text = QString::fromStdString(value);
    node->plain = tag == "?";
    if (anchor != YAML::NullAnchor) {
        m_anchored[anchor] = {node, 1};
    }
    add(node, 1);
}

void YamlBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    const auto found = m_anchored.find(anchor);
    if (found == m_anchored.end()) {
        const auto node = make(YamlNode::Kind::Null, mark);
        complain(*node, u"This alias stands inside the node it refers to."_s);
        add(node, 1);
        return;
    }
    add(found->second.node, found->second.size);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value)
{
    open(YamlNode::Kind::Sequence, mark, anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value)
{
    open(YamlNode::Kind::Map, mark, anchor);
}

void YamlBuilder::open(YamlNode::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
{
    m_open.push_back({make(kind, mark), anchor});
}

void YamlBuilder::close()
{
    const Open done = std::move(m_open.back());
    m_open.pop_back();
    if (done.anchor != YAML::NullAnchor) {
        m_anchored[done.anchor] = {done.node, done.size};
    }
    add(done.node, done.size);
}

void YamlBuilder::add(const YamlPtr &node, std::size_t size)
{
    if (m_open.empty()) {
        m_root = node;
        return;
    }
    Open &parent = m_open.back();
    if (m_full) {
        return;
    }
    if (parent.size + size > maxYamlNodes) {
        m_full = true;
        complain(*node, u"With its aliases unfolded this file has more than %1 nodes."_s.arg(maxYamlNodes));
        return;
    }
    parent.size += size;
    if (parent.node->isSequence()) {
        parent.node->items.push_back(node);
    } else if (!parent.key) {
        parent.key = node;
    } else {
        addEntry(parent, node);
    }
}

void YamlBuilder::addEntry(Open &map, const YamlPtr &value)
{
    const YamlPtr key = std::exchange(map.key, nullptr);
    if (!key->isScalar()) {
        complain(*key, u"A key must be a plain word."_s);
        return;
    }
    if (key->text == "<<"_L1) {
        complain(*key, u"Merge keys (<<) are not supported; repeat the keys, or use an alias for the whole value."_s);
        return;
    }
    const auto [known, fresh] = map.lineOf.try_emplace(key->text, key->line);
    if (!fresh) {
        complain(*key, u"The key \"%1\" is given twice; the first is on line %2."_s.arg(key->text).arg(known->second));
        return;
    }
    map.node->entries.emplace_back(key, value);
}

} // namespace readyroom::config
