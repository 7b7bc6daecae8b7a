// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include "ui/charts/chartexport.h"
#include "ui/charts/chartheader.h"
#include "ui/charts/legendtable.h"
#include "ui/charts/plotview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/themesource.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSvgGenerator>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;

namespace readyroom::charts {

TimeChart::TimeChart(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_model(std::make_unique<PlotModel>())
    , m_header(new ChartHeader(themes, this))
    , m_plot(new PlotView(*m_model, themes, this))
    , m_table(new LegendTable(themes, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(paint::space::card, 0, paint::space::card, paint::space::half);
    layout->setSpacing(paint::space::half);
    layout->addWidget(m_header);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_table);
    m_table->hide();
    setFocusPolicy(Qt::StrongFocus);
    connect(m_header, &ChartHeader::traceToggled, this, &TimeChart::setTraceShown);
    connect(m_header, &ChartHeader::tableToggled, this, &TimeChart::setLegendTableShown);
    connect(m_table, &LegendTable::traceToggled, this, &TimeChart::setTraceShown);
    connect(m_plot, &PlotView::hovered, this, [this](std::optional<Timestamp> at) {
        setCrosshair(at);
        Q_EMIT crosshairMoved(at);
    });
    connect(m_plot, &PlotView::windowRequested, this, [this](Timestamp from, Timestamp to) {
        refreshLegend();
        Q_EMIT windowRequested(from, to);
    });
    connect(m_plot, &PlotView::menuRequested, this, &TimeChart::showMenu);
    connect(&m_themes, &widgets::ThemeSource::changed, this, [this] {
        refreshLegend();
        update();
    });
}

TimeChart::~TimeChart() = default;

void TimeChart::setTitle(const QString &title)
{
    m_header->setTitle(title);
    setAccessibleName(title);
}

void TimeChart::setSubtitle(const QString &subtitle)
{
    m_header->setSubtitle(subtitle);
}

QString TimeChart::title() const
{
    return m_header->title();
}

void TimeChart::setUnit(paint::Unit unit)
{
    m_model->setUnit(unit);
    refreshLegend();
    m_plot->refresh();
}

void TimeChart::addHeaderWidget(QWidget *widget)
{
    m_header->addWidget(widget);
}

void TimeChart::setTraces(std::vector<Trace> traces)
{
    m_model->setTraces(std::move(traces));
    refreshLegend();
    m_plot->refresh();
}

const std::vector<Trace> &TimeChart::traces() const
{
    return m_model->traces();
}

const std::vector<Threshold> &TimeChart::thresholds() const
{
    return m_model->thresholds;
}

void TimeChart::setThresholds(std::vector<Threshold> thresholds)
{
    if (thresholds != m_model->thresholds) {
        m_model->thresholds = std::move(thresholds);
        m_plot->refresh();
    }
}

const std::vector<Span> &TimeChart::spans() const
{
    return m_model->spans;
}

void TimeChart::setSpans(std::vector<Span> spans)
{
    if (spans != m_model->spans) {
        m_model->spans = std::move(spans);
        m_plot->refresh();
    }
}

const std::vector<Marker> &TimeChart::markers() const
{
    return m_model->markers;
}

void TimeChart::setMarkers(std::vector<Marker> markers)
{
    if (markers != m_model->markers) {
        m_model->markers = std::move(markers);
        m_plot->refreshOverlay();
    }
}

void TimeChart::setWindow(Timestamp from, Timestamp to, bool live)
{
    if (toMillis(from) == m_model->from() && toMillis(to) == m_model->to() && live == m_model->isLive()) {
        return;
    }
    m_model->setWindow(toMillis(from), toMillis(to), live);
    refreshLegend();
    m_plot->refresh();
}

Timestamp TimeChart::from() const
{
    return fromMillis(m_model->from());
}

Timestamp TimeChart::to() const
{
    return fromMillis(m_model->to());
}

void TimeChart::setStep(Duration step)
{
    m_model->setStep(static_cast<double>(step.count()));
    m_plot->refresh();
}

void TimeChart::setExpression(const QString &promql)
{
    m_expression = promql;
}

void TimeChart::setEmptyText(const QString &text)
{
    if (text != m_model->emptyText) {
        m_model->emptyText = text;
        m_plot->refreshOverlay();
    }
}

void TimeChart::setNotice(const QString &text)
{
    if (text != m_model->notice) {
        m_model->notice = text;
        m_plot->refreshOverlay();
    }
}

bool TimeChart::isTraceShown(const QString &name) const
{
    return m_model->isShown(name);
}

void TimeChart::setTraceShown(const QString &name, bool shown)
{
    if (shown != m_model->isShown(name)) {
        m_model->setShown(name, shown);
        refreshLegend();
        m_plot->refresh();
    }
}

bool TimeChart::isLegendTableShown() const
{
    return m_table->isVisibleTo(this);
}

void TimeChart::setLegendTableShown(bool shown)
{
    m_table->setVisible(shown);
    m_header->setTableShown(shown);
    refreshLegend();
}

void TimeChart::setCrosshair(std::optional<Timestamp> at)
{
    const std::optional<std::int64_t> ms = at ? std::optional(toMillis(*at)) : std::nullopt;
    if (ms != m_model->crosshair) {
        m_model->crosshair = ms;
        refreshLegend();
        m_plot->refreshOverlay();
    }
}

void TimeChart::refreshLegend()
{
    const paint::Theme &theme = m_themes.theme();
    const paint::Unit unit = m_model->unit();
    std::vector<LegendRow> rows;
    QStringList spoken;
    for (std::size_t i = 0; i < m_model->traces().size(); ++i) {
        const QString &name = m_model->traces()[i].name;
        double value = m_model->lastValue(i);
        if (m_model->crosshair) {
            const std::optional<series::Sample> sample = m_model->sampleAt(i, *m_model->crosshair);
            value = sample ? sample->v : std::numeric_limits<double>::quiet_NaN();
        }
        rows.push_back({name, m_model->colours(i, theme), m_model->isShown(name), paint::text(value, unit)});
        spoken += name + u' ' + rows.back().value;
    }
    m_header->setRows(rows);
    const QString description = spoken.join(u", "_s);
    if (description != accessibleDescription()) {
        setAccessibleDescription(description);
    }
    if (!isLegendTableShown()) {
        return;
    }
    std::vector<LegendTableRow> table;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TraceStatistics s = m_model->statistics(i);
        table.push_back({rows[i].name,
                         rows[i].colours,
                         rows[i].shown,
                         {paint::text(s.last, unit), paint::text(s.minimum, unit), paint::text(s.mean, unit),
                          paint::text(s.maximum, unit)}});
    }
    m_table->setRows(std::move(table));
}

void TimeChart::fillMenu(QMenu &menu)
{
    const QColor colour = m_themes.theme().mutedText;
    const auto add = [&](widgets::Symbol symbol, const QString &text, auto &&action) {
        return menu.addAction(widgets::icon(symbol, colour), text, this, std::forward<decltype(action)>(action));
    };
    QAction *copy =
        add(widgets::Symbol::Copy, tr("Copy PromQL"), [this] { QGuiApplication::clipboard()->setText(m_expression); });
    copy->setObjectName(u"copyPromQl"_s);
    copy->setEnabled(!m_expression.isEmpty());
    add(widgets::Symbol::Expand, tr("Open full size"), [this] { Q_EMIT fullSizeRequested(); });
    QAction *live = add(widgets::Symbol::Play, tr("Back to live"), [this] {
        m_model->setValueZoom({});
        m_plot->refresh();
        Q_EMIT liveRequested();
    });
    live->setObjectName(u"backToLive"_s);
    menu.addSeparator();
    add(widgets::Symbol::Save, tr("Save as PNG…"), [this] {
        QByteArray data;
        QBuffer buffer(&data);
        buffer.open(QIODevice::WriteOnly);
        toImage().save(&buffer, "PNG");
        save(u"png"_s, tr("PNG picture (*.png)"), data);
    });
    add(widgets::Symbol::Save, tr("Save as SVG…"), [this] { save(u"svg"_s, tr("SVG picture (*.svg)"), toSvg()); });
    add(widgets::Symbol::Table, tr("Save as CSV…"), [this] { save(u"csv"_s, tr("CSV table (*.csv)"), toCsv()); });
}

void TimeChart::showMenu(const QPoint &globalPos)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(globalPos);
}

void TimeChart::save(const QString &suffix, const QString &filter, const QByteArray &data)
{
    auto *dialog = new QFileDialog(this, tr("Save the chart"), {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, data](const QString &path) {
        saveFile(path, data, this, [this](const QString &problem) {
            if (!problem.isEmpty()) {
                auto *box = new QMessageBox(QMessageBox::Warning, tr("Save the chart"), problem, QMessageBox::Ok, this);
                box->setTextFormat(Qt::PlainText);
                box->setAttribute(Qt::WA_DeleteOnClose);
                box->open();
            }
        });
    });
    dialog->open();
}

QByteArray TimeChart::toCsv() const
{
    return charts::toCsv(*m_model);
}

QByteArray TimeChart::toSvg()
{
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size());
    generator.setViewBox(rect());
    generator.setTitle(title());
    QPainter painter(&generator);
    painter.fillRect(rect(), m_themes.theme().surface);
    m_header->render(&painter, m_header->pos(), {}, QWidget::DrawChildren);
    painter.translate(m_plot->pos());
    m_plot->paintVectors(painter);
    painter.end();
    return svg;
}

QImage TimeChart::toImage(double scale)
{
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(m_themes.theme().surface);
    QPainter painter(&image);
    m_header->render(&painter, m_header->pos(), {}, QWidget::DrawChildren);
    if (isLegendTableShown()) {
        m_table->render(&painter, m_table->pos());
    }
    painter.translate(m_plot->pos());
    m_plot->paintVectors(painter);
    return image;
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const std::int64_t middle = m_model->crosshair.value_or((m_model->from() + m_model->to()) / 2);
    switch (event->key()) {
    case Qt::Key_Left:
        event->modifiers().testFlag(Qt::ShiftModifier) ? m_plot->pan(-0.1) : m_plot->moveCrosshair(-1);
        break;
    case Qt::Key_Right:
        event->modifiers().testFlag(Qt::ShiftModifier) ? m_plot->pan(0.1) : m_plot->moveCrosshair(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_plot->zoom(0.8, middle);
        break;
    case Qt::Key_Minus:
        m_plot->zoom(1.25, middle);
        break;
    case Qt::Key_Escape:
        m_model->setValueZoom({});
        m_plot->refresh();
        Q_EMIT liveRequested();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Menu:
        showMenu(mapToGlobal(rect().center()));
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    update();
    QWidget::focusInEvent(event);
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    update();
    QWidget::focusOutEvent(event);
}

void TimeChart::paintEvent(QPaintEvent *)
{
    if (hasFocus()) {
        QPainter painter(this);
        widgets::paintFocusRing(painter, QRectF(rect()), paint::space::radius - 1, m_themes.theme());
    }
}

} // namespace readyroom::charts
