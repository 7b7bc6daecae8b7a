// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// httplib.h is long: headers make do with the names.
namespace httplib {
class Server;
struct Request;
struct Response;
} // namespace httplib
