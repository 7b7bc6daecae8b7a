// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"

#include <cstdio>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

Result<void> print(const QByteArray &text)
{
    if (std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout)
            != static_cast<std::size_t>(text.size())
        || std::fflush(stdout) != 0) {
        return failure(Error::Kind::Io, u"Standard output cannot be written to."_s);
    }
    return {};
}

void warn(const QString &sentence)
{
    std::fputs(qPrintable(u"readyroomctl: "_s + sentence + u'\n'), stderr);
}

} // namespace readyroom::ctl
