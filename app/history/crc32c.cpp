// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/crc32c.h"

#include <array>

namespace readyroom::history {

namespace {

constexpr std::uint32_t polynomial = 0x82f63b78; ///< 0x1edc6f41, reflected

constexpr std::array<std::uint32_t, 256> makeTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value >> 1) ^ ((value & 1) != 0 ? polynomial : 0);
        }
        table.at(byte) = value;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> table = makeTable();

} // namespace

std::uint32_t crc32c(QByteArrayView bytes)
{
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc = table[(crc ^ static_cast<unsigned char>(byte)) & 0xff] ^ (crc >> 8);
    }
    return ~crc;
}

} // namespace readyroom::history
