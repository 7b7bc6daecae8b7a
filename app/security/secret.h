// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace readyroom::security {

/// A resolved secret. A type of its own, so that it is not taken for text and printed or compared by accident.
struct Secret {
    QByteArray bytes;
};

} // namespace readyroom::security
