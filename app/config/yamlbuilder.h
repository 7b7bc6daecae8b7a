// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/yaml.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>

#include <unordered_map>

namespace readyroom::config {

/// Builds our own tree from yaml-cpp's events, because YAML::Node keeps duplicate keys silently, forgets whether a
/// scalar was quoted, and unfolds aliases without a limit.
class YamlBuilder final : public YAML::EventHandler {
public:
    YamlBuilder(QString file, const QList<QString> &lines)
        : m_file(std::move(file))
        , m_lines(lines)
    {
    }

    [[nodiscard]] YamlPtr root() const { return m_root; }
    [[nodiscard]] const Errors &errors() const { return m_errors; }
    [[nodiscard]] SourcePosition position(const YAML::Mark &mark);

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

private:
    struct Open {
        std::shared_ptr<YamlNode> node;
        YAML::anchor_t anchor = YAML::NullAnchor;
        std::size_t size = 1; ///< nodes in it, aliases counted as often as they stand
        YamlPtr key = nullptr; ///< of a map: the key that waits for its value
        std::unordered_map<QString, int> lineOf = {}; ///< of a map: where its keys stand
    };
    struct Anchored {
        YamlPtr node;
        std::size_t size = 1;
    };

    /// How far the code points of a line have been counted.
    struct Counted {
        int line = 0;
        int bytes = 0;
        qsizetype units = 0;
        int codePoints = 0;
    };

    [[nodiscard]] std::shared_ptr<YamlNode> make(YamlNode::Kind kind, const YAML::Mark &mark);
    void open(YamlNode::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor);
    void close();
    void add(const YamlPtr &node, std::size_t size);
    void addEntry(Open &map, const YamlPtr &value);
    void complain(const YamlNode &node, const QString &message);

    QString m_file;
    const QList<QString> &m_lines;
    std::vector<Open> m_open;
    std::unordered_map<YAML::anchor_t, Anchored> m_anchored;
    YamlPtr m_root;
    Errors m_errors;
    Counted m_last;
    bool m_full = false;
};

} // namespace readyroom::config
