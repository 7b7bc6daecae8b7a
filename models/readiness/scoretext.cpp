// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/scoretext.h"

#include <QLocale>
#include <QStringView>

#include <algorithm>
#include <array>
#include <cmath>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

constexpr double noise = 1e-9;

struct Row {
    int from;
    QStringView letter;
};

constexpr std::array letters{Row{97, u"A+"}, Row{93, u"A"},  Row{90, u"A−"}, Row{87, u"B+"},
                             Row{83, u"B"},  Row{80, u"B−"}, Row{77, u"C+"}, Row{73, u"C"},
                             Row{70, u"C−"}, Row{67, u"D+"}, Row{63, u"D"},  Row{60, u"D−"}};

} // namespace

QString letterOf(double score)
{
    if (std::isnan(score)) {
        return {};
    }
    const double whole = std::floor(score + 0.5 + noise);
    const auto *const found = std::ranges::find_if(letters, [whole](const Row &row) { return whole >= row.from; });
    return found == letters.end() ? u"F"_s : found->letter.toString();
}

QString scoreText(double score)
{
    if (std::isnan(score)) {
        return {};
    }
    return QString::number(std::floor((score + noise) * 10.0) / 10.0, 'f', 1);
}

QString limitText(double limit)
{
    return QString::number(limit, 'g', QLocale::FloatingPointShortest);
}

} // namespace readyroom::readiness
