// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace readyroom::series {

/// Every label name and value once, counted by use, so that a series costs eight bytes a label.
class SymbolTable {
public:
    using Id = std::uint32_t;

    /// The id of `text`, made when missing; counts one use more.
    [[nodiscard]] Id acquire(const QByteArray &text);
    /// Counts one use less; the last one frees the symbol and its id.
    void release(Id id);
    [[nodiscard]] std::optional<Id> find(QByteArrayView text) const;
    [[nodiscard]] const QByteArray &text(Id id) const { return m_symbols[id].text; }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_ids.size()); }
    /// What the table costs the memory budget.
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Symbol {
        QByteArray text;
        std::uint32_t uses = 0;
    };

    std::vector<Symbol> m_symbols;
    std::vector<Id> m_free;
    QHash<QByteArray, Id> m_ids;
    std::size_t m_textBytes = 0;
};

} // namespace readyroom::series
