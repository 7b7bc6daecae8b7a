// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/themesource.h"

namespace readyroom::widgets {

QPalette paletteOf(const paint::Theme &theme)
{
    QPalette p;
    p.setColor(QPalette::Window, theme.background);
    p.setColor(QPalette::WindowText, theme.text);
    p.setColor(QPalette::Base, theme.surface);
    p.setColor(QPalette::AlternateBase, theme.hover);
    p.setColor(QPalette::Text, theme.text);
    p.setColor(QPalette::PlaceholderText, theme.placeholder);
    p.setColor(QPalette::Button, theme.surface);
    p.setColor(QPalette::ButtonText, theme.text);
    p.setColor(QPalette::BrightText, theme.textOf(paint::Tone::Critical));
    p.setColor(QPalette::ToolTipBase, theme.surface);
    p.setColor(QPalette::ToolTipText, theme.text);
    p.setColor(QPalette::Highlight, theme.selection);
    p.setColor(QPalette::HighlightedText, theme.selectionText);
    p.setColor(QPalette::Link, theme.accent);
    p.setColor(QPalette::LinkVisited, theme.accent);
    p.setColor(QPalette::Light, theme.hover);
    p.setColor(QPalette::Midlight, theme.hover);
    p.setColor(QPalette::Mid, theme.hairline);
    p.setColor(QPalette::Dark, theme.hairline);
    p.setColor(QPalette::Shadow, theme.hairline);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, theme.mutedText);
    }
    return p;
}

ThemeSource::ThemeSource(paint::Theme theme, QObject *parent)
    : QObject(parent)
    , m_theme(std::move(theme))
{
}

void ThemeSource::setTheme(const paint::Theme &theme)
{
    if (theme == m_theme) {
        return;
    }
    m_theme = theme;
    Q_EMIT changed();
}

} // namespace readyroom::widgets
