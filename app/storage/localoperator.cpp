// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/localoperator.h"

#include <QFile>
#include <QSysInfo>

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

journal::Operator localOperator()
{
    // Not $USER, which anybody may set to anything.
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    (void)::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
    return {.user = found ? QFile::decodeName(found->pw_name) : u"uid %1"_s.arg(::getuid()),
            .host = QSysInfo::machineHostName()};
}

} // namespace readyroom::storage
