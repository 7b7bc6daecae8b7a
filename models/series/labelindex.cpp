// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/labelindex.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace readyroom::series {

namespace {

/// A node of an unordered_map, its bucket and its allocation, without the list of slots.
constexpr std::size_t nodeBytes = 72;

std::size_t bytesOf(const LabelIndex::Slots &slots)
{
    return slots.capacity() * sizeof(LabelIndex::Slot);
}

void insertSorted(LabelIndex::Slots &slots, LabelIndex::Slot slot)
{
    // Slots are handed out in rising order until one is used again, so this is an append nearly always.
    slots.insert(slots.empty() || slots.back() < slot ? slots.end() : std::ranges::lower_bound(slots, slot), slot);
}

void eraseAll(LabelIndex::Slots &slots, const LabelIndex::Slots &gone)
{
    auto next = gone.begin();
    std::erase_if(slots, [&](LabelIndex::Slot slot) {
        next = std::lower_bound(next, gone.end(), slot);
        return next != gone.end() && *next == slot;
    });
    if (slots.capacity() > 2 * slots.size() + 16) {
        slots.shrink_to_fit();
    }
}

/// Decides a matcher once per distinct value of its label.
class CachedMatcher {
public:
    CachedMatcher(const Matcher &matcher, const SymbolTable &symbols)
        : m_matcher(matcher)
        , m_symbols(symbols)
        , m_name(symbols.find(matcher.name()))
        , m_matchesEmpty(matcher.matchesEmpty())
    {
    }

    [[nodiscard]] bool matches(std::span<const LabelPair> labels)
    {
        if (!m_name) {
            return m_matchesEmpty;
        }
        const auto it = std::ranges::find(labels, *m_name, &LabelPair::name);
        if (it == labels.end()) {
            return m_matchesEmpty;
        }
        const auto [known, isNew] = m_decided.try_emplace(it->value, false);
        if (isNew) {
            known->second = m_matcher.matches(m_symbols.text(it->value));
        }
        return known->second;
    }

private:
    const Matcher &m_matcher;
    const SymbolTable &m_symbols;
    std::optional<SymbolTable::Id> m_name;
    bool m_matchesEmpty;
    std::unordered_map<SymbolTable::Id, bool> m_decided;
};

} // namespace

LabelIndex::LabelIndex(const SymbolTable &symbols)
    : m_symbols(symbols)
{
}

void LabelIndex::add(Slot slot, std::span<const LabelPair> labels)
{
    const auto addTo = [&](Slots &slots) {
        m_bytes -= bytesOf(slots);
        insertSorted(slots, slot);
        m_bytes += bytesOf(slots);
    };
    addTo(m_all);
    for (const LabelPair &pair : labels) {
        const auto [name, newName] = m_names.try_emplace(pair.name);
        const auto [value, newValue] = name->second.try_emplace(pair.value);
        m_bytes += (newName ? nodeBytes : 0) + (newValue ? nodeBytes : 0);
        addTo(value->second);
    }
}

void LabelIndex::remove(const Slots &slots, std::span<const LabelPair> pairs)
{
    const auto removeFrom = [&](Slots &from) {
        m_bytes -= bytesOf(from);
        eraseAll(from, slots);
        m_bytes += bytesOf(from);
    };
    removeFrom(m_all);
    for (const LabelPair &pair : pairs) {
        const auto name = m_names.find(pair.name);
        if (name == m_names.end()) {
            continue;
        }
        const auto value = name->second.find(pair.value);
        if (value == name->second.end()) {
            continue;
        }
        removeFrom(value->second);
        if (value->second.empty()) {
            m_bytes -= bytesOf(value->second) + nodeBytes;
            name->second.erase(value);
        }
        if (name->second.empty()) {
            m_bytes -= nodeBytes;
            m_names.erase(name);
        }
    }
}

const LabelIndex::ValueSlots *LabelIndex::values(SymbolTable::Id name) const
{
    const auto it = m_names.find(name);
    return it == m_names.end() ? nullptr : &it->second;
}

const LabelIndex::Slots *LabelIndex::slots(LabelPair pair) const
{
    const ValueSlots *const byValue = values(pair.name);
    if (!byValue) {
        return nullptr;
    }
    const auto it = byValue->find(pair.value);
    return it == byValue->end() ? nullptr : &it->second;
}

const LabelIndex::Slots *LabelIndex::listOf(const Matcher &equal) const
{
    const auto name = m_symbols.find(equal.name());
    const auto value = m_symbols.find(equal.value());
    return name && value ? slots({*name, *value}) : nullptr;
}

LabelIndex::Slots LabelIndex::intersected(std::vector<const Slots *> lists)
{
    // Looking a few up in a long list is cheaper than walking along it.
    constexpr std::size_t muchLonger = 16;
    std::ranges::sort(lists, {}, [](const Slots *list) { return list->size(); });
    Slots result = *lists.front();
    for (std::size_t i = 1; i < lists.size(); ++i) {
        const Slots &list = *lists[i];
        if (list.size() / muchLonger > result.size()) {
            std::erase_if(result, [&list](Slot slot) { return !std::ranges::binary_search(list, slot); });
        } else {
            Slots both;
            std::ranges::set_intersection(result, list, std::back_inserter(both));
            result = std::move(both);
        }
    }
    return result;
}

LabelIndex::Slots LabelIndex::candidates(const Matcher &matcher) const
{
    const auto name = m_symbols.find(matcher.name());
    const ValueSlots *const byValue = name ? values(*name) : nullptr;
    if (!byValue) {
        return {};
    }
    Slots out;
    for (const auto &[value, slots] : *byValue) {
        if (matcher.matches(m_symbols.text(value))) {
            out.insert(out.end(), slots.begin(), slots.end());
        }
    }
    // A slot has one value per name, so the lists are disjoint and need no unique().
    std::ranges::sort(out);
    return out;
}

LabelIndex::Slots LabelIndex::select(const std::vector<Matcher> &matchers, const LabelsOfSlot &labelsOf) const
{
    // Lists narrow down only for matchers that an absent label fails; the others are asked per candidate.
    std::vector<const Matcher *> narrowing;
    std::vector<CachedMatcher> filters;
    for (const Matcher &matcher : matchers) {
        if (matcher.matchesEmpty()) {
            filters.emplace_back(matcher, m_symbols);
        } else {
            narrowing.push_back(&matcher);
        }
    }
    // Equality first: its lists are ready made, and what the shortest of them leaves is usually few.
    std::vector<const Slots *> lists;
    std::vector<const Matcher *> others;
    for (const Matcher *matcher : narrowing) {
        if (matcher->type() != Matcher::Type::Equal) {
            others.push_back(matcher);
        } else if (const Slots *const list = listOf(*matcher)) {
            lists.push_back(list);
        } else {
            return {};
        }
    }
    Slots result;
    if (!lists.empty()) {
        result = intersected(std::move(lists));
    } else if (!others.empty()) {
        result = candidates(*others.front());
        others.erase(others.begin());
    } else {
        result = m_all;
    }
    for (const Matcher *matcher : others) {
        filters.emplace_back(*matcher, m_symbols);
    }
    if (!filters.empty()) {
        std::erase_if(result, [&](Slot slot) {
            return !std::ranges::all_of(filters, [&](CachedMatcher &f) { return f.matches(labelsOf(slot)); });
        });
    }
    return result;
}

} // namespace readyroom::series
