// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/opensslexit.h"

namespace {

/// As both programs do, but before main(), because the macros of Qt Test write that.
[[maybe_unused]] const bool left = [] {
    readyroom::async::leaveOpenSslToTheSystem();
    return true;
}();

} // namespace
