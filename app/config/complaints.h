// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/yaml.h"

namespace readyroom::config {

/// Gathers everything that is wrong with one file.
class Complaints final {
public:
    explicit Complaints(QString file)
        : m_file(std::move(file))
    {
    }

    void at(const YamlNode &node, const QString &message, Error::Kind kind = Error::Kind::Config);
    void at(const SourcePosition &where, const QString &message, Error::Kind kind = Error::Kind::Config);
    void add(Errors errors);
    [[nodiscard]] bool empty() const { return m_errors.empty(); }
    [[nodiscard]] SourcePosition where(const YamlNode &node) const { return {m_file, node.line, node.column}; }
    /// In the order of the lines; those of other files behind.
    [[nodiscard]] Errors take();

private:
    QString m_file;
    Errors m_errors;
};

} // namespace readyroom::config
