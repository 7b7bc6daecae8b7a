// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/symboltable.h"

namespace readyroom::series {

namespace {

/// Header of a QByteArray's data and of its allocation.
constexpr std::size_t textOverhead = 32;
/// A hash entry with its share of an incompletely filled span.
constexpr std::size_t hashEntryBytes = 48;

} // namespace

SymbolTable::Id SymbolTable::acquire(const QByteArray &text)
{
    if (const auto it = m_ids.constFind(text); it != m_ids.cend()) {
        ++m_symbols[*it].uses;
        return *it;
    }
    // A copy of its own: `text` may be a slice of something larger or have spare capacity.
    const QByteArray own(text.constData(), text.size());
    Id id = 0;
    if (m_free.empty()) {
        id = static_cast<Id>(m_symbols.size());
        m_symbols.push_back({own, 1});
    } else {
        id = m_free.back();
        m_free.pop_back();
        m_symbols[id] = {own, 1};
    }
    m_ids.insert(own, id);
    m_textBytes += static_cast<std::size_t>(own.capacity()) + textOverhead;
    return id;
}

void SymbolTable::release(Id id)
{
    Symbol &symbol = m_symbols[id];
    Q_ASSERT(symbol.uses > 0);
    if (--symbol.uses > 0) {
        return;
    }
    m_textBytes -= static_cast<std::size_t>(symbol.text.capacity()) + textOverhead;
    m_ids.remove(symbol.text);
    symbol.text = {};
    m_free.push_back(id);
}

std::optional<SymbolTable::Id> SymbolTable::find(QByteArrayView text) const
{
    const auto it = m_ids.constFind(QByteArray::fromRawData(text.data(), text.size()));
    return it == m_ids.cend() ? std::nullopt : std::optional(*it);
}

std::size_t SymbolTable::bytes() const
{
    return m_textBytes + m_symbols.size() * sizeof(Symbol) + m_free.size() * sizeof(Id)
        + static_cast<std::size_t>(m_ids.size()) * hashEntryBytes;
}

} // namespace readyroom::series
