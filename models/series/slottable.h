// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace readyroom::series {

/// Grows at its end; elements keep their addresses, and neighbours lie side by side in pieces of a memory page.
template<typename T> class SlotTable final {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] T &operator[](std::size_t slot) { return m_blocks[slot / blockSize][slot % blockSize]; }
    [[nodiscard]] const T &operator[](std::size_t slot) const { return m_blocks[slot / blockSize][slot % blockSize]; }

    /// A new element at slot size().
    T &grow()
    {
        if (m_size % blockSize == 0) {
            m_blocks.push_back(std::make_unique<T[]>(blockSize));
        }
        return (*this)[m_size++];
    }

private:
    static constexpr std::size_t blockSize = 4096 / sizeof(T);
    static_assert(blockSize > 0);

    std::vector<std::unique_ptr<T[]>> m_blocks;
    std::size_t m_size = 0;
};

} // namespace readyroom::series
