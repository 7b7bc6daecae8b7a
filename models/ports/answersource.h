// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/answer.h"

#include <QObject>

namespace readyroom {

/// Answers of endpoints, as they come: live polls, a recording, a fixture. Answers arrive on the thread of this object.
class AnswerSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    /// No answer arrives after this returns.
    virtual void stop() = 0;

Q_SIGNALS:
    void answered(const readyroom::Answer &answer);
};

} // namespace readyroom
