// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace readyroom {

/// Random JSON values with what is awkward in each: the same for the same seed.
class RandomJson final {
public:
    explicit RandomJson(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    [[nodiscard]] int below(int limit) { return static_cast<int>(m_engine() % static_cast<std::uint64_t>(limit)); }

    /// Any finite double, each bit pattern as likely as another.
    [[nodiscard]] double finite()
    {
        double number = NAN;
        while (!std::isfinite(number)) {
            number = std::bit_cast<double>(m_engine());
        }
        return number;
    }

    [[nodiscard]] double number()
    {
        switch (below(4)) {
        case 0:
            return below(2000) - 1000;
        case 1:
            return below(1'000'000) / 1000.0;
        case 2:
            return std::ldexp(1.0 + below(3), below(140) - 70);
        default:
            return finite();
        }
    }

    /// Of whole characters: ASCII, controls, the borders of UTF-8's lengths and of UTF-16's surrogates.
    [[nodiscard]] QString text()
    {
        constexpr std::array<char32_t, 20> awkward{0,      1,      8,      0x1f,    '"',     '\\',    '/',
                                                   0x7f,   0x80,   0x7ff,  0x800,   0xd7ff,  0xe000,  0xfeff,
                                                   0xfffd, 0xffff, 0x2028, 0x1f600, 0x10000, 0x10ffff};
        QString out;
        for (int i = below(6); i > 0; --i) {
            const char32_t c = below(2) == 0 ? char32_t('a' + below(26)) : awkward.at(std::size_t(below(20)));
            out += QString::fromUcs4(&c, 1);
        }
        return out;
    }

    [[nodiscard]] QJsonObject object(int depth = 0)
    {
        QJsonObject out;
        for (int i = below(5); i > 0; --i) {
            out.insert(text(), value(depth + 1));
        }
        return out;
    }

    [[nodiscard]] QJsonValue value(int depth = 0)
    {
        switch (below(depth < 4 ? 7 : 5)) {
        case 0:
            return QJsonValue::Null;
        case 1:
            return below(2) == 0;
        case 2:
        case 3:
            return number();
        case 4:
            return text();
        case 5: {
            QJsonArray out;
            for (int i = below(5); i > 0; --i) {
                out.append(value(depth + 1));
            }
            return out;
        }
        default:
            return object(depth);
        }
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace readyroom
