// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/typography.h"

#include <QFontDatabase>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace readyroom::paint {

QFont font(TextSize size, Weight weight)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setFamilies({u"Noto Sans"_s, font.family()});
    font.setPixelSize(static_cast<int>(size));
    font.setWeight(weight == Weight::Strong ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QFont monospaceFont(TextSize size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setFamilies({u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, font.family()});
    font.setPixelSize(static_cast<int>(size));
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

} // namespace readyroom::paint
