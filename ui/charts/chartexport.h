// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotmodel.h"

#include <QByteArray>
#include <QString>

#include <functional>

class QObject;

namespace readyroom::charts {

/// What the window shows, as CSV (RFC 4180): time (ISO 8601, UTC) and one column per shown trace; a missing value is
/// empty.
[[nodiscard]] QByteArray toCsv(const PlotModel &model);

/// Writes a file on a pool thread, whole or not at all; then calls `done` on the thread of `context`, if that still
/// lives, with an empty string or one sentence that says what went wrong.
void saveFile(const QString &path, const QByteArray &data, QObject *context, std::function<void(const QString &)> done);

} // namespace readyroom::charts
