// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/terminal.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::ItemResult;

namespace {

/// The first `cells` code points.
QStringView front(QStringView text, qsizetype cells)
{
    qsizetype end = 0;
    while (cells-- > 0 && end < text.size()) {
        end += text[end].isHighSurrogate() && end + 1 < text.size() ? 2 : 1;
    }
    return text.first(end);
}

} // namespace

qsizetype cellsOf(QStringView text)
{
    return text.size() - std::ranges::count_if(text, [](QChar c) { return c.isLowSurrogate(); });
}

QString wrapped(const QString &first, const QString &text)
{
    const QString indent(cellsOf(first), u' ');
    const qsizetype room = std::max<qsizetype>(terminalColumns - indent.size(), 16);
    QString out;
    QString line;
    const auto flush = [&] {
        out += (out.isEmpty() ? first : indent) + line + u'\n';
        line.clear();
    };
    for (QStringView word : QStringView(text).split(u' ', Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && cellsOf(line) + 1 + cellsOf(word) > room) {
            flush();
        }
        while (cellsOf(word) > room) {
            line = front(word, room).toString();
            word = word.sliced(line.size());
            flush();
        }
        line += (line.isEmpty() ? QString() : u" "_s) + word;
    }
    flush();
    return out;
}

QString fitted(const QString &text, qsizetype width)
{
    const qsizetype cells = cellsOf(text);
    return cells <= width ? QString(text + QString(width - cells, u' '))
                          : QString(front(text, width - 1).toString() + u'…');
}

QString textBar(const std::optional<double> &score, int width)
{
    const int full = score ? std::clamp(int(std::floor(*score / 100.0 * width + 1e-9)), 0, width) : 0;
    return QString(full, u'█') + QString(width - full, u'░');
}

QChar shapeOf(ItemResult result)
{
    switch (result) {
    case ItemResult::NotApplicable:
        return u'–';
    case ItemResult::Pass:
        return u'●';
    case ItemResult::Waived:
        return u'△';
    case ItemResult::Partial:
        return u'▲';
    case ItemResult::Fail:
        return u'◆';
    case ItemResult::Unknown:
        break;
    }
    return u'◌';
}

} // namespace readyroom::report
