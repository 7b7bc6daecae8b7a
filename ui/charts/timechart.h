// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "ui/charts/trace.h"
#include "ui/paint/format.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QImage;
class QMenu;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::charts {

class ChartHeader;
class LegendTable;
class PlotModel;
class PlotView;

/// A chart over time: title, subtitle and a legend row above, the plot, and a legend table that opens below.
///
/// The caller owns the data and the window of time: it sets traces and window together whenever new data comes, at most
/// some times a second. A wheel turn or a drag changes the window at once and tells it by windowRequested(); the caller
/// then pauses and may fetch data for it. Escape, or "Back to live" in the menu, asks by liveRequested().
class TimeChart final : public QWidget {
    Q_OBJECT
public:
    explicit TimeChart(const widgets::ThemeSource &themes, QWidget *parent = nullptr);
    ~TimeChart() override;

    /// All are plain text.
    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    [[nodiscard]] QString title() const;
    void setUnit(paint::Unit unit);
    /// Takes ownership; between title and legend.
    void addHeaderWidget(QWidget *widget);

    void setTraces(std::vector<Trace> traces);
    [[nodiscard]] const std::vector<Trace> &traces() const;
    void setThresholds(std::vector<Threshold> thresholds);
    [[nodiscard]] const std::vector<Threshold> &thresholds() const;
    void setSpans(std::vector<Span> spans);
    [[nodiscard]] const std::vector<Span> &spans() const;
    void setMarkers(std::vector<Marker> markers);
    [[nodiscard]] const std::vector<Marker> &markers() const;

    /// The time that the width shows; `live` writes "now" at the right edge. An empty or reversed window is ignored.
    void setWindow(Timestamp from, Timestamp to, bool live = true);
    [[nodiscard]] Timestamp from() const;
    [[nodiscard]] Timestamp to() const;
    /// The usual distance of samples: a hole of more than twice this is a gap. Zero (the default): the median distance.
    void setStep(Duration step);

    /// What "Copy PromQL" copies.
    void setExpression(const QString &promql);
    /// One sentence shown in the plot while no trace has a sample in the window; empty: "No data yet."
    void setEmptyText(const QString &text);
    /// One sentence shown over the traces, muted, e.g. "No answer for 1 min 12 s."; empty: nothing.
    void setNotice(const QString &text);

    [[nodiscard]] bool isTraceShown(const QString &name) const;
    void setTraceShown(const QString &name, bool shown);
    [[nodiscard]] bool isLegendTableShown() const;
    void setLegendTableShown(bool shown);

    /// The actions of the context and double-click menu; the caller owns the menu.
    void fillMenu(QMenu &menu);
    /// What the plot shows now, as CSV: time (ISO 8601, UTC) and one column per shown trace; missing is empty.
    [[nodiscard]] QByteArray toCsv() const;
    [[nodiscard]] QByteArray toSvg();
    /// The whole widget at `scale` device pixels per pixel.
    [[nodiscard]] QImage toImage(double scale = 2.0);

    [[nodiscard]] QSize sizeHint() const override { return {480, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 140}; }

public Q_SLOTS:
    /// The shared crosshair; absent hides it. Does not emit.
    void setCrosshair(std::optional<readyroom::Timestamp> at);

Q_SIGNALS:
    /// The pointer moved over the plot, or left it (absent).
    void crosshairMoved(std::optional<readyroom::Timestamp> at);
    void windowRequested(readyroom::Timestamp from, readyroom::Timestamp to);
    void liveRequested();
    /// "Open full size" was chosen.
    void fullSizeRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refreshLegend();
    void showMenu(const QPoint &globalPos);
    void save(const QString &suffix, const QString &filter, const QByteArray &data);

    const widgets::ThemeSource &m_themes;
    std::unique_ptr<PlotModel> m_model;
    ChartHeader *m_header = nullptr;
    PlotView *m_plot = nullptr;
    LegendTable *m_table = nullptr;
    QString m_expression;
};

/// Makes charts share one crosshair and one window: what one is asked to show, all show. The charts must not outlive
/// `context`, nor `context` the charts.
void linkCharts(const std::vector<TimeChart *> &charts, QObject *context);

} // namespace readyroom::charts
