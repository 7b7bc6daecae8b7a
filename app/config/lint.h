// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"

#include <QStringList>

namespace readyroom::config {

/// What a configuration file is, told from its top-level keys.
enum class FileKind { Fleet, Rules, SignalMap, Profile, Experiment, Unknown };
[[nodiscard]] FileKind sniff(const QByteArray &text);

/// Everything wrong with a file of any kind; empty when nothing is.
[[nodiscard]] Errors lint(const QString &path);
[[nodiscard]] Errors lintText(const QByteArray &text, const QString &file);

/// `file:line:column: sentence`, leaving out what is not known.
[[nodiscard]] QString toText(const Error &error);
[[nodiscard]] QStringList toText(const Errors &errors);

} // namespace readyroom::config
