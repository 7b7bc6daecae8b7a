// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <stop_token>

namespace readyroom::drillsui {

/// Finds out what a drill would do, whenever what is asked for changes: a moment later, so that typing does not ask at
/// every letter. Only the newest answer counts; what it replaces is stopped.
class Previewer final : public QObject {
    Q_OBJECT
public:
    /// `port` outlives this.
    explicit Previewer(DrillsPort &port, QObject *parent = nullptr);
    ~Previewer() override;
    Q_DISABLE_COPY_MOVE(Previewer)

    /// Does nothing when it is the same. Another drill forgets what was known of the one before.
    void ask(const DrillRequest &request);
    /// Asks the same again, at once.
    void refresh();
    /// Nothing is asked for any more.
    void clear();

    /// The newest answer; while isBusy() of a question that was asked before.
    [[nodiscard]] const std::optional<Result<DrillPreview>> &answer() const { return m_answer; }
    /// answer() is of what is asked for now, though perhaps a moment old.
    [[nodiscard]] bool isCurrent() const { return m_answer && m_answered == m_request; }
    [[nodiscard]] bool isBusy() const { return m_stop.has_value() || m_soon.isActive(); }

Q_SIGNALS:
    /// answer() or isBusy().
    void changed();

private:
    void start();
    void stop();

    DrillsPort &m_port;
    QTimer m_soon;
    std::optional<DrillRequest> m_request;
    std::optional<Result<DrillPreview>> m_answer;
    std::optional<DrillRequest> m_answered;
    std::optional<std::stop_source> m_stop; ///< of the question under way
    quint64 m_generation = 0;
};

} // namespace readyroom::drillsui
