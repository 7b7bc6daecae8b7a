// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/comparisonmodel.h"

#include "models/items/quantity.h"

#include <cmath>
#include <limits>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using drills::Comparison;
using drills::Summary;
using readiness::Unit;

namespace {

const QChar minus(0x2212);
const QChar noBreak(0x00a0);

/// Three digits always: what is compared may differ in the third.
QString secondsText(double seconds)
{
    if (std::isnan(seconds)) {
        return QString(QChar(0x2013));
    }
    const double scale = seconds < 1e-3 ? 1e6 : seconds < 1 ? 1e3 : 1;
    const double value = seconds * scale;
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    const QString unit = scale > 1e5 ? u"µs"_s : scale > 1 ? u"ms"_s : u"s"_s;
    return QString::number(value, 'f', decimals) + noBreak + unit;
}

QString signedFigure(double value, Unit unit)
{
    if (std::isnan(value)) {
        return comparedText(value, unit);
    }
    return (value < 0 ? QString(minus) : value > 0 ? u"+"_s : QString()) + comparedText(std::abs(value), unit);
}

QString withThousands(std::int64_t n)
{
    QString text = QString::number(n);
    for (qsizetype place = text.size() - 3; place > 0; place -= 3) {
        text.insert(place, u',');
    }
    return text;
}

/// Per cent; NaN where there is nothing to compare with.
double changeOf(double before, double after)
{
    return before > 0 ? (after - before) / before * 100 : std::numeric_limits<double>::quiet_NaN();
}

QString percentText(double percent)
{
    if (std::isnan(percent)) {
        return QString(QChar(0x2013));
    }
    const double amount = std::abs(percent);
    const QString digits =
        amount < 9.95 ? QString::number(amount, 'f', 1) : QString::number(std::round(amount), 'f', 0);
    const bool nothing = digits == u"0.0";
    return (nothing ? QString() : percent < 0 ? QString(minus) : u"+"_s) + (nothing ? u"0"_s : digits) + noBreak + u'%';
}

} // namespace

QString comparedText(double value, Unit unit)
{
    switch (unit) {
    case Unit::Seconds:
        return secondsText(value);
    case Unit::Ratio:
        return ratioQuantity(value).text().replace(u' ', noBreak);
    case Unit::Bytes:
        return bytesQuantity(value).text().replace(u' ', noBreak);
    default:
        return countQuantity(value).text().replace(u' ', noBreak);
    }
}

ComparisonModel::Table ComparisonModel::tableOf(const Comparison &comparison, Unit unit, bool ended)
{
    constexpr double noteworthy = 20;
    const auto row = [unit](const QString &name, const Summary &summary) {
        return std::array<Cell, ColumnCount>{Cell{name},
                                             Cell{withThousands(summary.n)},
                                             Cell{comparedText(summary.mean, unit)},
                                             Cell{comparedText(summary.p50, unit)},
                                             Cell{comparedText(summary.p95, unit)},
                                             Cell{comparedText(summary.p99, unit)}};
    };
    const auto change = [unit](double before, double after) {
        const double percent = changeOf(before, after);
        // Of other units nobody knows whether more is worse.
        return Cell{percentText(percent),
                    unit == Unit::Seconds && percent > noteworthy ? LineState::Doubtful : LineState::Plain};
    };
    const Summary &before = comparison.before;
    const Summary &after = comparison.after;
    return {row(tr("before"), before), row(ended ? tr("after") : tr("now"), after),
            std::array<Cell, ColumnCount>{Cell{tr("change")}, Cell{}, change(before.mean, after.mean),
                                          change(before.p50, after.p50), change(before.p95, after.p95),
                                          change(before.p99, after.p99)}};
}

void ComparisonModel::setComparison(const std::optional<Comparison> &comparison, Unit unit, bool ended)
{
    Table next = comparison ? tableOf(*comparison, unit, ended) : Table();
    const int last = static_cast<int>(next.size()) - 1;
    if (m_cells.size() == next.size()) {
        if (m_cells != next) {
            m_cells = std::move(next);
            Q_EMIT dataChanged(index(0, 0), index(last, ColumnCount - 1));
        }
    } else if (m_cells.empty()) {
        beginInsertRows({}, 0, last);
        m_cells = std::move(next);
        endInsertRows();
    } else {
        beginRemoveRows({}, 0, static_cast<int>(m_cells.size()) - 1);
        m_cells.clear();
        endRemoveRows();
    }
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cells.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Cell &cell = m_cells.at(static_cast<std::size_t>(index.row())).at(static_cast<std::size_t>(index.column()));
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::AccessibleTextRole:
        return index.column() == NameColumn
            ? cell.text
            : QString(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u' ' + cell.text);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            static_cast<int>((index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    case StateRole:
        return static_cast<int>(cell.state);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            static_cast<int>((section == NameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case CountColumn:
        return u"n"_s;
    case MeanColumn:
        return tr("mean");
    case P50Column:
        return u"p50"_s;
    case P95Column:
        return u"p95"_s;
    case P99Column:
        return u"p99"_s;
    default:
        return QString();
    }
}

QString comparisonText(const Comparison &comparison, Unit unit)
{
    QStringList said;
    const double percent = comparison.reductionPercent;
    if (!std::isnan(percent)) {
        const QString amount = percentText(std::abs(percent)).remove(u'+');
        said += percent > 0 ? ComparisonModel::tr("The mean fell by %1.").arg(amount)
            : percent < 0   ? ComparisonModel::tr("The mean rose by %1.").arg(amount)
                            : ComparisonModel::tr("The mean is the same.");
    }
    const QString word = drills::effectWord(comparison.cohensD);
    if (word.isEmpty() || std::isnan(comparison.low) || std::isnan(comparison.high)) {
        said += ComparisonModel::tr("Too little was measured to say how sure that is.");
    } else {
        QString d = QString::number(std::abs(comparison.cohensD), 'f', 2);
        d.prepend(comparison.cohensD < 0 && d != u"0.00" ? QString(minus) : QString());
        said += ComparisonModel::tr("Cohen’s d %1 (%2), 95 % interval of the mean difference %3 … %4.")
                    .arg(d, word, signedFigure(comparison.low, unit), signedFigure(comparison.high, unit));
    }
    if (comparison.throughputBefore && comparison.throughputAfter && comparison.throughputRatio) {
        said += ComparisonModel::tr("Throughput %1/s → %2/s, ratio %3.")
                    .arg(rateQuantity(*comparison.throughputBefore).text(),
                         rateQuantity(*comparison.throughputAfter).text(),
                         QString::number(*comparison.throughputRatio, 'f', 2));
    }
    return said.join(u' ');
}

} // namespace readyroom::items
