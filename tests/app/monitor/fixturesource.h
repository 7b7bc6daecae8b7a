// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/answersource.h"

#include <QMetaObject>

#include <atomic>

namespace readyroom::test {

/// An AnswerSource without a network: yields what the test gives it, on the thread it lives on.
class FixtureSource final : public AnswerSource {
public:
    void start() override { m_running = true; }
    void stop() override { m_running = false; }

    /// From any thread; returns once the answer has been taken.
    void give(const Answer &answer)
    {
        QMetaObject::invokeMethod(
            this,
            [this, &answer] {
                if (m_running) {
                    Q_EMIT answered(answer);
                }
            },
            Qt::BlockingQueuedConnection);
    }

private:
    bool m_running = false;
};

} // namespace readyroom::test
