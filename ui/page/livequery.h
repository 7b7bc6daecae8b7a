// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/querysource.h"
#include "models/series/sample.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom::page {

/// A range query that is kept up to date: as the window moves on, only its new end is asked for. At most one query is
/// under way; one that is no longer wanted is stopped and its answer dropped.
class LiveQuery final : public QObject {
    Q_OBJECT
public:
    struct Line {
        series::Labels labels;
        std::shared_ptr<const std::vector<series::Sample>> samples; ///< ordered; a missing step is a gap
    };

    explicit LiveQuery(QuerySource &source, QObject *parent = nullptr);
    ~LiveQuery() override;
    Q_DISABLE_COPY_MOVE(LiveQuery)

    /// Another expression forgets all lines. Empty asks for nothing.
    void setExpression(const QString &expression);
    [[nodiscard]] const QString &expression() const { return m_expression; }

    /// Asks for what is missing of [from, to] at multiples of `step`; does nothing when nothing is. While a query is
    /// under way the newest wish waits for it, unless step or expression changed or the window jumped.
    void refresh(Timestamp from, Timestamp to, Duration step);
    /// Stops what is under way; lines stay.
    void cancel();

    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }
    [[nodiscard]] bool isBusy() const { return m_stop.has_value(); }
    /// At least one answer came for this expression.
    [[nodiscard]] bool hasAnswered() const { return m_answered; }
    /// Of the last query, when it failed.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    /// The distance of points for a window of this width on `pixels`: a round number, not below `atLeast`.
    [[nodiscard]] static Duration stepFor(Duration range, int pixels, Duration atLeast);

Q_SIGNALS:
    /// Lines or error() changed.
    void changed();

private:
    struct Span {
        Timestamp from;
        Timestamp to;
        Duration step;
        Timestamp keepFrom; ///< older samples are dropped when the answer comes
    };

    static QCoro::Task<void> run(QPointer<LiveQuery> self, QuerySource &source, QString expression, Span span,
                                 std::stop_token stop, quint64 generation);
    void ask(const Span &span);
    void take(const Span &span, Result<promql::QueryResult> result);
    void append(const Span &span, promql::Matrix matrix);

    QuerySource &m_source;
    QString m_expression;
    std::vector<Line> m_lines;
    std::optional<Span> m_held; ///< what the lines cover
    std::optional<Span> m_wish; ///< waits for the query under way
    std::optional<std::stop_source> m_stop; ///< of the query under way
    Span m_asked{};
    quint64 m_generation = 0;
    bool m_answered = false;
    std::optional<Error> m_error;
};

} // namespace readyroom::page
