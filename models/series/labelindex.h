// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/matcher.h"
#include "models/series/symboltable.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

namespace readyroom::series {

/// A label by the ids of its name and its value.
struct LabelPair {
    SymbolTable::Id name = 0;
    SymbolTable::Id value = 0;
    bool operator==(const LabelPair &) const = default;
};

/// The inverted index: per label pair the sorted list of the slots that carry it.
class LabelIndex {
public:
    using Slot = std::uint32_t;
    using Slots = std::vector<Slot>; ///< sorted, unique
    /// The labels of a slot, in the order of Labels.
    using LabelsOfSlot = std::function<std::span<const LabelPair>(Slot)>;

    explicit LabelIndex(const SymbolTable &symbols);

    void add(Slot slot, std::span<const LabelPair> labels);
    /// Takes out all of `slots` (sorted); `pairs` are all their label pairs. One pass over each list it touches.
    void remove(const Slots &slots, std::span<const LabelPair> pairs);

    /// The slots that satisfy every matcher. Without matchers: all slots. An absent label counts as empty.
    [[nodiscard]] Slots select(const std::vector<Matcher> &matchers, const LabelsOfSlot &labelsOf) const;
    /// The slots that carry the pair; null when none does.
    [[nodiscard]] const Slots *slots(LabelPair pair) const;

    using ValueSlots = std::unordered_map<SymbolTable::Id, Slots>;
    /// The values of a label with their slots; null when the label is not in use.
    [[nodiscard]] const ValueSlots *values(SymbolTable::Id name) const;
    [[nodiscard]] const std::unordered_map<SymbolTable::Id, ValueSlots> &names() const { return m_names; }
    /// What the index costs the memory budget.
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    /// Null when there is no such label.
    [[nodiscard]] const Slots *listOf(const Matcher &equal) const;
    [[nodiscard]] static Slots intersected(std::vector<const Slots *> lists);
    /// For a matcher that is none of equality.
    [[nodiscard]] Slots candidates(const Matcher &matcher) const;

    const SymbolTable &m_symbols;
    std::unordered_map<SymbolTable::Id, ValueSlots> m_names;
    Slots m_all;
    std::size_t m_bytes = 0;
};

} // namespace readyroom::series
