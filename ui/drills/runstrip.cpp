// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/runstrip.h"

#include "models/items/drillwords.h"
#include "ui/drills/abortbutton.h"
#include "ui/paint/shapes.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::StepState;

namespace {

/// The step under way; empty between two of them.
QString stepText(const drills::Run &run)
{
    const auto found = std::ranges::find_if(run.steps, [](const drills::Step &step) {
        return step.state == StepState::Running || step.state == StepState::Holding;
    });
    return found == run.steps.end() ? QString() : found->title;
}

} // namespace

RunStrip::RunStrip(const widgets::ThemeSource &themes, DrillsPort &port, std::function<Timestamp()> now,
                   QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_port(port)
    , m_time(std::move(now))
    , m_what(new widgets::ElidedLabel(themes, this))
    , m_elapsed(new widgets::ElidedLabel(themes, this))
{
    setObjectName(u"drillStrip"_s);
    setFixedHeight(48);
    m_what->setObjectName(u"drillStripWhat"_s);
    m_elapsed->setObjectName(u"drillStripElapsed"_s);
    m_elapsed->setMuted(true);
    m_elapsed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // Its neighbours keep their places while the seconds pass.
    m_elapsed->setFixedWidth(64);
    auto *show = new widgets::TextButton(themes, tr("Show"), {}, this);
    show->setObjectName(u"showRun"_s);
    show->setAccessibleName(tr("Show the run"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(paint::space::page + 22, 0, paint::space::page, 0);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_what, 1);
    layout->addWidget(m_elapsed);
    layout->addWidget(show);
    layout->addWidget(new AbortButton(themes, port, this));
    m_tick.setInterval(1s);
    connect(show, &QAbstractButton::clicked, this, &RunStrip::showRequested);
    connect(&m_tick, &QTimer::timeout, this, &RunStrip::refresh);
    connect(&port, &DrillsPort::runChanged, this, &RunStrip::refresh);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void RunStrip::setSeen(bool seen)
{
    m_seen = seen;
    refresh();
}

void RunStrip::refresh()
{
    const std::shared_ptr<const drills::Run> run = m_port.run();
    const bool tells = run && !run->hasEnded() && !m_seen;
    setVisible(tells);
    if (!tells) {
        m_tick.stop();
        return;
    }
    if (!m_tick.isActive()) {
        m_tick.start();
    }
    const QString title =
        run->service.isEmpty() ? run->experiment.title : tr("%1 on %2").arg(run->experiment.title, run->service);
    QStringList what{run->rollback == drills::RollbackState::Running ? tr("%1 is rolled back").arg(title)
                                                                     : tr("%1 is running").arg(title),
                     stepText(*run)};
    what.removeAll(QString());
    m_what->setText(what.join(u" · "_s));
    m_elapsed->setText(items::stopwatchText(m_time() - run->startedAt));
    setAccessibleName(m_what->text());
}

void RunStrip::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.surface);
    painter.setPen(QPen(theme.fill(paint::Tone::Warning), 1));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
    paint::paintShape(painter, QRectF(paint::space::page, (height() - 12) / 2.0, 12, 12), paint::Tone::Warning, theme);
}

} // namespace readyroom::drillsui
