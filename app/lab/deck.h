// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/randomness.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace readyroom::lab {

/// Values drawn as from a deck of cards that is shuffled whenever it has run out: in any order, yet in exact
/// proportions. Not thread-safe.
template<typename T> class Deck final {
public:
    /// `cards` is not empty.
    Deck(std::vector<T> cards, Randomness &random)
        : m_cards(std::move(cards))
        , m_random(random)
    {
    }

    [[nodiscard]] T draw()
    {
        if (m_left == 0) {
            m_left = m_cards.size();
        }
        // Fisher and Yates, one step for each card that is drawn.
        std::swap(m_cards[m_random.below(m_left)], m_cards[m_left - 1]);
        return m_cards[--m_left];
    }

private:
    std::vector<T> m_cards;
    Randomness &m_random;
    std::size_t m_left = 0; ///< cards of this round
};

} // namespace readyroom::lab
