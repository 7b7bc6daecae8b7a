// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/livequery.h"
#include "ui/page/pagecontext.h"
#include "ui/paint/format.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace readyroom::charts {
class TimeChart;
}

namespace readyroom::service {

/// A card with a chart whose traces are live queries over the window of the page.
class QueryChart final : public QWidget {
    Q_OBJECT
public:
    /// One expression and how its lines are shown.
    struct Source {
        QString expression;
        std::function<QString(const series::Labels &)> nameOf; ///< also the order: names are sorted as numbers go
        std::optional<paint::Tone> tone = {};
    };

    QueryChart(const page::PageContext &context, const QString &title, paint::Unit unit, QWidget *parent = nullptr);

    /// Other expressions start anew; the same ones go on.
    void setSources(const std::vector<Source> &sources);
    void setSubtitle(const QString &subtitle);

    /// Shows the window of the page and asks for what is missing; `atLeast` is the shortest sensible step.
    void refresh(Duration atLeast);
    void cancel();

    /// Some line has a sample.
    [[nodiscard]] bool hasData() const;
    [[nodiscard]] charts::TimeChart &chart() { return *m_chart; }
    /// The expressions, one a line.
    [[nodiscard]] QString promql() const;

Q_SIGNALS:
    void dataChanged();

private:
    void showLines();

    page::PageContext m_context;
    charts::TimeChart *m_chart = nullptr;
    std::vector<Source> m_sources;
    std::vector<std::unique_ptr<page::LiveQuery>> m_queries;
};

} // namespace readyroom::service
