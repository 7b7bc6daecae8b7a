// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>

namespace readyroom::drills {

/// The provider of a tolerance that is a probe, given the output that it is to judge: as in Chaos Toolkit the output
/// becomes `arguments.value`, in place of one that stands there. Only http and process have `arguments`. Where these
/// are a text or a list nothing can be named, and they stay as they are. What has parts goes to a process as JSON.
[[nodiscard]] QJsonObject givenValue(QJsonObject provider, const QJsonValue &output);

/// Whether what a tolerance that is a probe yields means yes, asked of `provider`: true; of http one of its `status`,
/// without that a status from 200 to 399; of a process that it ended with its `exit`, without that 0. Of several
/// targets, a list, each must mean it. Chaos Toolkit takes every answer and every end of a process for a yes, which
/// tells nothing.
[[nodiscard]] bool meansYes(const QJsonValue &output, const QJsonObject &provider);

} // namespace readyroom::drills
