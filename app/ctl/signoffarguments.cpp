// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/options.h"
#include "models/readiness/recordcheck.h"

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

Result<SignOffArguments> parseSignOffArguments(const QStringList &arguments)
{
    const QString verb = arguments.value(0);
    if (verb != "verify"_L1) {
        return wrong(verb.isEmpty() ? u"Say what to do with a sign-off: verify."_s
                                    : u"A sign-off can be verified, there is no \"%1\"."_s.arg(verb));
    }
    Options options({u"allowed-signers"_s, u"role"_s, u"output"_s});
    if (const Result<void> parsed = options.parse(arguments.mid(1)); !parsed) {
        return std::unexpected(parsed.error());
    }
    const Result<Output> output = options.output();
    if (!output) {
        return std::unexpected(output.error());
    }
    const QStringList files = options.positional();
    if (files.size() != 1 || files.front().isEmpty()) {
        return wrong(u"Name one file, the X.json of a sign-off."_s);
    }
    SignOffArguments signOff{.file = files.front(),
                             .allowedSigners = options.text(u"allowed-signers"_s),
                             .roles = options.texts(u"role"_s),
                             .output = *output};
    if (signOff.allowedSigners.isEmpty()) {
        return wrong(u"Say who may sign: --allowed-signers FILE, as ssh-keygen(1) describes it."_s);
    }
    for (const QString &role : signOff.roles) {
        if (!readiness::isRoleName(role)) {
            return wrong(u"--role takes a role, which has only a-z, 0-9 and -, not \"%1\"."_s.arg(role));
        }
    }
    signOff.roles.removeDuplicates();
    return signOff;
}

} // namespace readyroom::ctl
