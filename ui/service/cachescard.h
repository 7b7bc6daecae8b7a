// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "ui/page/livequery.h"
#include "ui/page/pagecontext.h"
#include "ui/paint/gaugepainter.h"
#include "ui/service/servicequeries.h"

#include <QMap>
#include <QWidget>

class QGridLayout;

namespace readyroom::widgets {
class Gauge;
}

namespace readyroom::service {

/// A gauge per cache: hit ratio, its trend over five minutes, hits and misses per second.
class CachesCard final : public QWidget {
    Q_OBJECT
public:
    explicit CachesCard(const page::PageContext &context, QWidget *parent = nullptr);

    void setQueries(const ServiceQueries &queries);
    void setService(const fleet::ServiceStatus &service);
    /// Asks for the rates and the trend of the last five minutes.
    void refresh();
    void cancel();
    [[nodiscard]] bool isEmpty() const { return m_gauges.isEmpty(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showFaces();
    void arrange();

    page::PageContext m_context;
    page::LiveQuery m_trend;
    page::LiveQuery m_hits;
    page::LiveQuery m_misses;
    QMap<QString, double> m_ratios;
    QMap<QString, fleet::ServiceState> m_severities;
    QMap<QString, paint::GaugeFace> m_bands; ///< only their limits are set
    QMap<QString, widgets::Gauge *> m_gauges;
    QWidget *m_content = nullptr;
    QGridLayout *m_grid = nullptr;
    int m_columns = 0;
};

} // namespace readyroom::service
