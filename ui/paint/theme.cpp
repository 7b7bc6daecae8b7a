// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/theme.h"

#include <algorithm>
#include <cmath>

namespace readyroom::paint {

namespace {

constexpr QColor hex(unsigned rgb)
{
    return QColor::fromRgb(static_cast<QRgb>(0xff000000U | rgb));
}

Theme makeLight()
{
    Theme t;
    t.isDark = false;
    t.background = hex(0xf6f7f8);
    t.surface = hex(0xffffff);
    t.hover = hex(0xf1f3f5);
    t.hairline = hex(0xe3e6ea);
    t.track = hex(0xedeff2);
    t.text = hex(0x1b1f24);
    t.mutedText = hex(0x676e78);
    t.placeholder = hex(0x676e78);
    t.accent = hex(0x0072b2);
    t.selection = hex(0xe8f1f8);
    t.selectionText = hex(0x1b1f24);
    t.focus = hex(0x0072b2);
    t.tones = {{
        {hex(0x8a8f98), hex(0x1b1f24)}, // Neutral
        {hex(0x009e73), hex(0x007a58)}, // Ok
        {hex(0xb87900), hex(0x8f5e00)}, // Warning
        {hex(0xc4500a), hex(0xb84a08)}, // Critical
        {hex(0x8a8f98), hex(0x676e78)}, // Unknown
        {hex(0x8a8f98), hex(0x676e78)}, // Stale
        {hex(0xa85c8b), hex(0xa05583)}, // HalfOpen
        {hex(0x0072b2), hex(0x0072b2)}, // Accent
    }};
    t.series = {{
        {hex(0x0072b2), hex(0x0072b2)},
        {hex(0xc98300), hex(0x8f5e00)},
        {hex(0xa85c8b), hex(0xa05583)},
        {hex(0x009e73), hex(0x007a58)},
        {hex(0x2f93cc), hex(0x1f74a6)},
        {hex(0xc4500a), hex(0xb84a08)},
        {hex(0x948400), hex(0x756900)},
        {hex(0x575e68), hex(0x575e68)},
    }};
    return t;
}

Theme makeDark()
{
    Theme t;
    t.isDark = true;
    t.background = hex(0x14171a);
    t.surface = hex(0x1c2024);
    t.hover = hex(0x23282d);
    t.hairline = hex(0x2b3036);
    t.track = hex(0x262b30);
    t.text = hex(0xe8eaed);
    t.mutedText = hex(0x9aa1ab);
    t.placeholder = hex(0x9aa1ab);
    t.accent = hex(0x56b4e9);
    t.selection = hex(0x20303c);
    t.selectionText = hex(0xe8eaed);
    t.focus = hex(0x56b4e9);
    t.tones = {{
        {hex(0x7b8189), hex(0xe8eaed)}, // Neutral
        {hex(0x1fb88c), hex(0x1fb88c)}, // Ok
        {hex(0xe69f00), hex(0xe69f00)}, // Warning
        {hex(0xf0723a), hex(0xf0723a)}, // Critical
        {hex(0x8a8f98), hex(0x9aa1ab)}, // Unknown
        {hex(0x8a8f98), hex(0x9aa1ab)}, // Stale
        {hex(0xd68fbb), hex(0xd68fbb)}, // HalfOpen
        {hex(0x56b4e9), hex(0x56b4e9)}, // Accent
    }};
    t.series = {{
        {hex(0x56b4e9), hex(0x56b4e9)},
        {hex(0xe69f00), hex(0xe69f00)},
        {hex(0xd68fbb), hex(0xd68fbb)},
        {hex(0x1fb88c), hex(0x1fb88c)},
        {hex(0x3d8fc7), hex(0x5aa5d8)},
        {hex(0xf0723a), hex(0xf0723a)},
        {hex(0xf0e442), hex(0xf0e442)},
        {hex(0xb8bec6), hex(0xb8bec6)},
    }};
    return t;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::dark()
{
    static const Theme theme = makeDark();
    return theme;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor &under, const QColor &over, double amount)
{
    const auto mix = [amount](float a, float b) { return static_cast<float>(a + (b - a) * amount); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

} // namespace readyroom::paint
