// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace readyroom::history {

/// Appends numbers: little-endian of fixed width, or LEB128 (seven bits a byte, the lowest first).
class ByteWriter final {
public:
    explicit ByteWriter(QByteArray &out)
        : m_out(out)
    {
    }

    void fixed32(std::uint32_t value) { fixed(value, 4); }
    void fixed64(std::uint64_t value) { fixed(value, 8); }
    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7) {
            m_out.append(static_cast<char>(value | 0x80));
        }
        m_out.append(static_cast<char>(value));
    }
    /// Small for small numbers of either sign (zigzag).
    void difference(std::int64_t value)
    {
        number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void text(const QByteArray &bytes)
    {
        number(static_cast<std::uint64_t>(bytes.size()));
        m_out.append(bytes);
    }

private:
    void fixed(std::uint64_t value, int width)
    {
        for (; width > 0; --width, value >>= 8) {
            m_out.append(static_cast<char>(value & 0xff));
        }
    }

    QByteArray &m_out;
};

/// Reads what ByteWriter wrote. Beyond the end, or where a number is no number, it fails and stays failed; what it
/// yields then is zero or empty.
class ByteReader final {
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] qsizetype left() const { return m_rest.size(); }

    std::uint32_t fixed32() { return static_cast<std::uint32_t>(fixed(4)); }
    std::uint64_t fixed64() { return fixed(8); }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.isEmpty()) {
                break;
            }
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest = m_rest.sliced(1);
            value |= std::uint64_t{byte & 0x7fU} << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        fail();
        return 0;
    }
    std::int64_t difference()
    {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    QByteArray text()
    {
        const std::uint64_t size = number();
        if (size > static_cast<std::uint64_t>(m_rest.size())) {
            fail();
            return {};
        }
        QByteArray bytes = m_rest.first(static_cast<qsizetype>(size)).toByteArray();
        m_rest = m_rest.sliced(static_cast<qsizetype>(size));
        return bytes;
    }

private:
    std::uint64_t fixed(int width)
    {
        if (m_rest.size() < width) {
            fail();
            return 0;
        }
        std::uint64_t value = 0;
        for (int i = 0; i < width; ++i) {
            value |= std::uint64_t{static_cast<unsigned char>(m_rest[i])} << (8 * i);
        }
        m_rest = m_rest.sliced(width);
        return value;
    }
    void fail()
    {
        m_failed = true;
        m_rest = {};
    }

    QByteArrayView m_rest;
    bool m_failed = false;
};

} // namespace readyroom::history
