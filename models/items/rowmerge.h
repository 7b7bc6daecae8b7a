// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace readyroom::items {

/// Turns `rows` into `next` with as few row signals as the difference needs, never a reset: rows that vanish are
/// removed in runs, rows that appear are inserted in runs, rows that change places are moved, and rows that stay absorb
/// their new value in place, so that selection and scroll position survive.
///
/// Ops is what the model does about it:
///   key(row)                     names a row; no two rows of one list share a key
///   absorb(row&, next&&) → bool  takes over the new value, says whether anything a view shows changed
///   beginInsert(first, last), endInsert(), beginRemove(first, last), endRemove(), beginMove(from, to), endMove()
///   changed(first, last)         rows of one unbroken run changed in place
template<typename Row, typename Ops> void mergeRows(std::vector<Row> &rows, std::vector<Row> next, Ops ops)
{
    const auto has = [&ops](const std::vector<Row> &list, const Row &wanted, std::size_t from) {
        return std::any_of(list.begin() + static_cast<std::ptrdiff_t>(from), list.end(),
                           [&](const Row &row) { return ops.key(row) == ops.key(wanted); });
    };
    const auto at = [](std::vector<Row> &list, std::size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };

    const bool sameKeys = rows.size() == next.size()
        && std::equal(rows.begin(), rows.end(), next.begin(),
                      [&ops](const Row &a, const Row &b) { return ops.key(a) == ops.key(b); });
    if (!sameKeys) {
        for (std::size_t end = rows.size(); end > 0;) {
            if (has(next, rows[end - 1], 0)) {
                --end;
                continue;
            }
            std::size_t first = end - 1;
            while (first > 0 && !has(next, rows[first - 1], 0)) {
                --first;
            }
            ops.beginRemove(static_cast<int>(first), static_cast<int>(end) - 1);
            rows.erase(at(rows, first), at(rows, end));
            ops.endRemove();
            end = first;
        }
    }

    std::vector<bool> changed(next.size(), false);
    for (std::size_t i = 0; i < next.size();) {
        if (i < rows.size() && ops.key(rows[i]) == ops.key(next[i])) {
            changed[i] = ops.absorb(rows[i], std::move(next[i]));
            ++i;
            continue;
        }
        const auto found = i < rows.size()
            ? std::find_if(
                  at(rows, i), rows.end(), [&](const Row &row) { return ops.key(row) == ops.key(next[i]); })
            : rows.end();
        if (found != rows.end()) {
            ops.beginMove(static_cast<int>(found - rows.begin()), static_cast<int>(i));
            std::rotate(at(rows, i), found, std::next(found));
            ops.endMove();
            continue;
        }
        std::size_t last = i;
        while (last + 1 < next.size() && !has(rows, next[last + 1], i)) {
            ++last;
        }
        ops.beginInsert(static_cast<int>(i), static_cast<int>(last));
        rows.insert(at(rows, i), std::make_move_iterator(at(next, i)), std::make_move_iterator(at(next, last + 1)));
        ops.endInsert();
        i = last + 1;
    }
    Q_ASSERT(rows.size() == next.size());

    for (std::size_t i = 0; i < changed.size(); ++i) {
        if (!changed[i]) {
            continue;
        }
        const std::size_t first = i;
        while (i + 1 < changed.size() && changed[i + 1]) {
            ++i;
        }
        ops.changed(static_cast<int>(first), static_cast<int>(i));
    }
}

/// What most models do about it: rows below the root, taken over whole, and shown differently whenever they differ. A
/// model that uses it makes it a friend, and adds key() and changed().
template<typename Model> struct PlainRowOps {
    Model *model;

    template<typename Row> [[nodiscard]] static bool absorb(Row &row, Row &&next)
    {
        if (row == next) {
            return false;
        }
        row = std::move(next);
        return true;
    }
    void beginInsert(int first, int last) const { model->beginInsertRows({}, first, last); }
    void endInsert() const { model->endInsertRows(); }
    void beginRemove(int first, int last) const { model->beginRemoveRows({}, first, last); }
    void endRemove() const { model->endRemoveRows(); }
    void beginMove(int from, int to) const { model->beginMoveRows({}, from, from, {}, to); }
    void endMove() const { model->endMoveRows(); }
};

} // namespace readyroom::items
