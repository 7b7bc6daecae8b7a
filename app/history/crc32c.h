// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace readyroom::history {

/// CRC-32C (Castagnoli), as of RFC 3720 appendix B.4.
[[nodiscard]] std::uint32_t crc32c(QByteArrayView bytes);

} // namespace readyroom::history
