// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/servicepage.h"

#include "models/items/fleetsummary.h"
#include "ui/charts/timechart.h"
#include "ui/page/emptystate.h"
#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/service/actionscard.h"
#include "ui/service/breakercard.h"
#include "ui/service/cachescard.h"
#include "ui/service/endpointscard.h"
#include "ui/service/eventmarkers.h"
#include "ui/service/healthcard.h"
#include "ui/service/notexposedcard.h"
#include "ui/service/querychart.h"
#include "ui/service/reasonbanner.h"
#include "ui/service/saturationcard.h"
#include "ui/service/servicecolumns.h"
#include "ui/service/serviceheader.h"
#include "ui/service/servicelimits.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleet::ServiceStatus;

ServicePage::ServicePage(const page::PageContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_events(context.journal)
{
    setObjectName(u"servicePage"_s);
    build();
    charts::linkCharts({&m_latency->chart(), &m_requests->chart()}, this);
    for (QueryChart *chart : {m_latency, m_requests}) {
        connect(&chart->chart(), &charts::TimeChart::fullSizeRequested, this,
                [this, chart] { showFullSize(m_full == chart ? nullptr : chart); });
    }
    connect(m_requests, &QueryChart::dataChanged, this, [this] {
        m_hasRequests = m_hasRequests || m_requests->hasData();
        m_requests->setVisible(m_hasRequests && (m_full == nullptr || m_full == m_requests));
    });
    connect(m_saturation, &SaturationCard::changed, this,
            [this] { m_saturation->setVisible(!m_saturation->isEmpty() && m_full == nullptr); });
    connect(&m_events, &page::LiveEvents::changed, this, &ServicePage::showMarkers);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        takeSnapshot();
        refreshQueries();
    });
    connect(&context.feed, &FleetFeed::changed, this, &ServicePage::takeSnapshot);
    connect(&context.time, &page::ViewTime::changed, this, &ServicePage::refreshQueries);
}

ServicePage::~ServicePage() = default;

void ServicePage::build()
{
    const widgets::ThemeSource &themes = m_context.themes;
    auto *content = new QWidget(this);
    content->setObjectName(u"serviceContent"_s);
    m_header = new ServiceHeader(themes, content);
    m_reasons = new ReasonBanner(themes, content);
    m_columns = new ServiceColumns(content);
    m_latency = new QueryChart(m_context, tr("Latency"), paint::Unit::Seconds, m_columns);
    m_latency->setObjectName(u"latencyChart"_s);
    m_requests = new QueryChart(m_context, tr("Requests and errors"), paint::Unit::PerSecond, m_columns);
    m_requests->setObjectName(u"requestsChart"_s);
    m_requests->setSubtitle(tr("per second"));
    m_notExposed = new NotExposedCard(themes, m_columns);
    m_notExposed->setObjectName(u"notExposedCard"_s);
    m_rest = new QWidget(m_columns);
    m_endpoints = new EndpointsCard(themes, m_columns);
    m_endpoints->setObjectName(u"endpointsCard"_s);
    m_caches = new CachesCard(m_context, m_columns);
    m_caches->setObjectName(u"cachesCard"_s);
    m_saturation = new SaturationCard(m_context, m_columns);
    m_saturation->setObjectName(u"saturationCard"_s);
    m_breakers = new BreakerCard(themes, m_columns);
    m_breakers->setObjectName(u"breakersCard"_s);
    m_health = new HealthCard(themes, m_columns);
    m_health->setObjectName(u"healthCard"_s);
    m_latency->setMinimumHeight(240);
    m_requests->setMinimumHeight(190);
    m_columns->addLeft(m_notExposed, 0);
    m_columns->addLeft(m_latency, 3);
    m_columns->addLeft(m_requests, 2);
    m_columns->addLeft(m_endpoints, 0);
    m_columns->addLeft(m_rest, 3);
    for (QWidget *card : {static_cast<QWidget *>(m_caches), static_cast<QWidget *>(m_breakers),
                          static_cast<QWidget *>(m_health), static_cast<QWidget *>(m_saturation)}) {
        m_columns->addRight(card);
        card->hide();
    }
    m_requests->hide();
    m_notExposed->hide();
    m_rest->hide();

    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(paint::space::page, 18, paint::space::page, paint::space::page);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_header);
    layout->addWidget(m_reasons);
    layout->addWidget(m_columns, 1);

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"serviceScroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    page::slimScrollBars(*m_scroll, themes);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    m_empty = new page::EmptyState(themes, this);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_empty);
    setFocusProxy(m_scroll);
}

void ServicePage::attachDrills(DrillsPort &drills)
{
    Q_ASSERT(m_actions == nullptr);
    m_actions = new ActionsCard(m_context.themes, drills, m_columns);
    m_columns->addRight(m_actions, 0);
    m_actions->setNow(m_context.time.now());
    connect(m_actions, &ActionsCard::chosen, this, &ServicePage::drillRequested);
    connect(m_actions, &ActionsCard::changed, this, &ServicePage::refreshActions);
    if (const ServiceStatus *service = status()) {
        m_actions->setService(service->environment, service->name);
    }
    refreshActions();
}

void ServicePage::refreshActions()
{
    if (m_actions != nullptr) {
        m_actions->setVisible(m_full == nullptr && !m_actions->isEmpty());
    }
}

const ServiceStatus *ServicePage::status() const
{
    const auto snapshot = m_context.feed.latest();
    const auto found =
        std::find_if(snapshot->services.begin(), snapshot->services.end(), [this](const ServiceStatus &service) {
            return service.name == m_name && (m_environment.isEmpty() || service.environment == m_environment);
        });
    // The snapshot outlives the pointer: the feed keeps it until the next turn of the event loop.
    return found == snapshot->services.end() ? nullptr : &*found;
}

void ServicePage::showService(const QString &environment, const QString &name)
{
    QString wantedEnvironment = environment;
    QString wanted = name;
    if (wanted.isEmpty()) {
        const auto &services = m_context.feed.latest()->services;
        if (!m_name.isEmpty() || services.empty()) {
            return;
        }
        const auto worst =
            std::max_element(services.begin(), services.end(),
                             [](const ServiceStatus &a, const ServiceStatus &b) { return a.state < b.state; });
        wanted = worst->name;
        wantedEnvironment = worst->environment;
    }
    if (wanted == m_name && wantedEnvironment == m_environment) {
        return;
    }
    cancelQueries();
    m_name = wanted;
    m_environment = wantedEnvironment;
    m_queries = {};
    m_hasRequests = false;
    m_scroll->verticalScrollBar()->setValue(0);
    takeSnapshot();
    refreshQueries();
}

void ServicePage::takeSnapshot()
{
    if (!isVisible() && m_queries != ServiceQueries()) {
        return;
    }
    const auto snapshot = m_context.feed.latest();
    const ServiceStatus *service = status();
    if (service == nullptr) {
        if (snapshot->at == Timestamp{}) {
            m_empty->say(tr("Waiting for the first answers."));
        } else if (m_name.isEmpty()) {
            m_empty->say(tr("The fleet file names no services."),
                         tr("Add a name and at least one instance under “services:” and start Readyroom again."));
        } else {
            m_empty->say(tr("There is no service called “%1” in this fleet.").arg(m_name),
                         tr("Press Ctrl+1 for all services, or Ctrl+K to search for one."));
        }
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentWidget(m_scroll);
    setSources(*service);
    refreshCards(*service);
}

void ServicePage::setSources(const ServiceStatus &service)
{
    const ServiceQueries queries(service);
    if (m_queries != queries) {
        m_queries = queries;
        m_caches->setQueries(queries);
        m_saturation->setQueries(queries);
        m_events.setService(service.environment, service.name);
        const auto named = [](const QString &name) { return [name](const series::Labels &) { return name; }; };
        m_requests->setSources({{queries.requestRate(), named(tr("requests")), {}},
                                {queries.errorRate(), named(tr("errors")), paint::Tone::Critical}});
    }
    const auto instances = service.instances.size();
    const QString everywhere = instances > 1 ? tr("all instances") : QString();
    if (!service.signals_.latencySeconds.isEmpty() || m_latency->promql() == queries.latencyQuantiles()) {
        m_latency->setSources({{queries.latencyQuantiles(), quantileName}});
        m_latency->setSubtitle(everywhere);
        m_latency->chart().setThresholds(latencyThresholds(m_context.limits, service, false));
    } else if (service.signals_.latencyMeanSeconds) {
        m_latency->setSources({{queries.latencyMean(), [](const series::Labels &) { return tr("mean"); }}});
        m_latency->setSubtitle(everywhere);
        m_latency->chart().setThresholds(latencyThresholds(m_context.limits, service, true));
    } else if (m_latency->promql() != queries.latencyMean()) {
        m_latency->setSources({{queries.probeSeconds(), [](const series::Labels &labels) {
                                    return QString::fromUtf8(labels.value("endpoint"));
                                }}});
        m_latency->setSubtitle(tr("of our own polls: the service tells no latency"));
        m_latency->chart().setThresholds({});
    }
}

void ServicePage::refreshCards(const ServiceStatus &service)
{
    const Timestamp now = m_context.time.now();
    const bool all = m_full == nullptr;
    m_header->setService(service);
    m_header->setNow(now);
    if (m_actions != nullptr) {
        m_actions->setService(service.environment, service.name);
        m_actions->setNow(now);
        refreshActions();
    }
    m_reasons->setService(service, now);
    m_endpoints->setService(service);
    m_endpoints->setNow(now);
    m_caches->setService(service);
    m_breakers->setService(service);
    m_breakers->setNow(now);
    m_health->setService(service);
    m_hasRequests = m_hasRequests || service.signals_.requestRate || service.signals_.errorRatio;
    // Numbers from before it stopped exposing them stay in sight.
    const bool nothing = all && NotExposedCard::isFor(service) && m_latency->promql() == m_queries.probeSeconds();
    if (nothing) {
        m_notExposed->setService(service);
    }
    m_notExposed->setVisible(nothing);
    m_rest->setVisible(nothing && !m_hasRequests);
    m_latency->setVisible(!nothing && (all || m_full == m_latency));
    m_requests->setVisible(m_hasRequests && (all || m_full == m_requests));
    m_endpoints->setVisible(all);
    m_caches->setVisible(all && !m_caches->isEmpty());
    m_breakers->setVisible(all && !m_breakers->isEmpty());
    m_health->setVisible(all && !m_health->isEmpty());
    m_saturation->setVisible(all && !m_saturation->isEmpty());
}

void ServicePage::refreshQueries()
{
    const ServiceStatus *service = status();
    if (!isVisible() || service == nullptr) {
        return;
    }
    const Duration every = std::max<Duration>(1s, items::shortestPollInterval(*service));
    m_latency->refresh(every);
    m_requests->refresh(every);
    m_caches->refresh();
    m_saturation->refresh();
    refreshEvents();
}

void ServicePage::refreshEvents()
{
    const page::ViewTime::Window window = m_context.time.window();
    m_events.refresh(window.from, window.to, !m_context.time.isPaused());
}

void ServicePage::showMarkers()
{
    const std::vector<charts::Marker> markers = markersOf(m_events.entries());
    for (QueryChart *chart : {m_latency, m_requests}) {
        chart->chart().setMarkers(markers);
    }
}

void ServicePage::cancelQueries()
{
    m_latency->cancel();
    m_requests->cancel();
    m_caches->cancel();
    m_saturation->cancel();
    m_events.cancel();
}

void ServicePage::showFullSize(QueryChart *chart)
{
    m_full = chart;
    if (const ServiceStatus *service = status()) {
        refreshCards(*service);
    }
}

void ServicePage::step(int direction)
{
    const auto snapshot = m_context.feed.latest();
    const auto count = static_cast<std::ptrdiff_t>(snapshot->services.size());
    const ServiceStatus *current = status();
    if (current == nullptr || count < 2) {
        return;
    }
    const std::ptrdiff_t next = (current - snapshot->services.data() + direction + count) % count;
    const ServiceStatus &service = snapshot->services[static_cast<std::size_t>(next)];
    showService(service.environment, service.name);
}

std::vector<page::Command> ServicePage::commands()
{
    std::vector<page::Command> commands;
    for (QueryChart *chart : {m_latency, m_requests}) {
        if (chart->isVisible()) {
            commands.push_back(
                {tr("Copy PromQL of %1").arg(chart->chart().title()), m_name, {}, [promql = chart->promql()] {
                     QGuiApplication::clipboard()->setText(promql);
                 }});
            commands.push_back({tr("Show %1 in full size").arg(chart->chart().title()), m_name, {}, [this, chart] {
                                    showFullSize(chart);
                                }});
        }
    }
    commands.push_back({tr("Copy the name of the service"), m_name, {}, [name = m_name] {
                            QGuiApplication::clipboard()->setText(name);
                        }});
    commands.push_back({tr("Next service"), {}, QKeySequence(Qt::Key_BracketRight), [this] { step(1); }});
    commands.push_back({tr("Previous service"), {}, QKeySequence(Qt::Key_BracketLeft), [this] { step(-1); }});
    return commands;
}

void ServicePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_second.start();
    takeSnapshot();
    refreshQueries();
}

void ServicePage::hideEvent(QHideEvent *event)
{
    m_second.stop();
    cancelQueries();
    Page::hideEvent(event);
}

void ServicePage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Backspace:
        if (m_full != nullptr) {
            showFullSize(nullptr);
        } else {
            Q_EMIT closed();
        }
        return;
    case Qt::Key_BracketRight:
        step(1);
        return;
    case Qt::Key_BracketLeft:
        step(-1);
        return;
    default:
        Page::keyPressEvent(event);
    }
}

} // namespace readyroom::service
