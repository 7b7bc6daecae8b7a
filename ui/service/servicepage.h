// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillsport.h"
#include "ui/page/liveevents.h"
#include "ui/page/page.h"
#include "ui/page/pagecontext.h"
#include "ui/service/servicequeries.h"

#include <QTimer>

class QScrollArea;
class QStackedLayout;

namespace readyroom::page {
class EmptyState;
}

namespace readyroom::service {

class ActionsCard;
class BreakerCard;
class CachesCard;
class EndpointsCard;
class HealthCard;
class NotExposedCard;
class QueryChart;
class ReasonBanner;
class SaturationCard;
class ServiceColumns;
class ServiceHeader;

/// One service: why it is in its state, its live charts, caches, breakers, health and endpoints.
class ServicePage final : public page::Page {
    Q_OBJECT
public:
    explicit ServicePage(const page::PageContext &context, QWidget *parent = nullptr);
    ~ServicePage() override;

    /// An empty environment means the first service of that name; an empty name keeps what is shown, and at first means
    /// the most troubled service.
    void showService(const QString &environment, const QString &name);
    [[nodiscard]] const QString &serviceName() const { return m_name; }

    /// Shows the buttons of the service, which there are none of without it. Outlives every page.
    void attachDrills(DrillsPort &drills);

    [[nodiscard]] std::vector<page::Command> commands() override;

Q_SIGNALS:
    /// Escape: back to where one came from.
    void closed();
    /// A person wants to see an action of the service.
    void drillRequested(const QString &service, const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    [[nodiscard]] const fleet::ServiceStatus *status() const;
    void takeSnapshot();
    void setSources(const fleet::ServiceStatus &service);
    void refreshQueries();
    void refreshEvents();
    void showMarkers();
    void refreshActions();
    void refreshCards(const fleet::ServiceStatus &service);
    void showFullSize(QueryChart *chart);
    void step(int direction);
    void cancelQueries();

    page::PageContext m_context;
    QString m_environment;
    QString m_name;
    ServiceQueries m_queries;
    page::LiveEvents m_events;
    QTimer m_second;
    QStackedLayout *m_stack = nullptr;
    page::EmptyState *m_empty = nullptr;
    QScrollArea *m_scroll = nullptr;
    ServiceHeader *m_header = nullptr;
    ReasonBanner *m_reasons = nullptr;
    ServiceColumns *m_columns = nullptr;
    QueryChart *m_latency = nullptr;
    QueryChart *m_requests = nullptr;
    NotExposedCard *m_notExposed = nullptr;
    QWidget *m_rest = nullptr; ///< keeps cards of their own height at the top while no chart takes the room
    EndpointsCard *m_endpoints = nullptr;
    CachesCard *m_caches = nullptr;
    SaturationCard *m_saturation = nullptr;
    ActionsCard *m_actions = nullptr; ///< null before attachDrills()
    BreakerCard *m_breakers = nullptr;
    HealthCard *m_health = nullptr;
    QueryChart *m_full = nullptr;
    bool m_hasRequests = false;
};

} // namespace readyroom::service
