// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/runstrip.h"

#include "ui/paint/format.h"
#include "ui/paint/scorebar.h"
#include "ui/paint/typography.h"
#include "ui/readiness/evidencerunner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QPainter>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

RunStrip::RunStrip(const widgets::ThemeSource &themes, EvidenceRunner &runner, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_runner(runner)
    , m_what(new widgets::ElidedLabel(themes, this))
    , m_elapsed(new widgets::ElidedLabel(themes, this))
    , m_abort(new widgets::TextButton(themes, tr("Abort"), {}, this))
{
    setObjectName(u"runStrip"_s);
    setFixedHeight(48);
    m_what->setObjectName(u"runWhat"_s);
    m_elapsed->setObjectName(u"runElapsed"_s);
    m_elapsed->setMuted(true);
    m_elapsed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_elapsed->setFixedWidth(104);
    m_abort->setObjectName(u"abortRun"_s);
    m_abort->setToolTip(tr("Ends it now; what has not been collected stays as it was."));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(paint::space::card, 6, paint::space::unit, 10);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_what, 1);
    layout->addWidget(m_elapsed);
    layout->addWidget(m_abort);
    connect(m_abort, &QAbstractButton::clicked, &runner, &EvidenceRunner::abort);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void RunStrip::take(const std::shared_ptr<const ReadinessView> &view, Timestamp now)
{
    const bool known = view && !view->running.empty();
    setVisible(m_runner.isRunning() || known);
    if (isHidden()) {
        return;
    }
    m_abort->setVisible(m_runner.isRunning());
    m_abort->setEnabled(!m_runner.isAborting());
    m_done.reset();
    QString what = m_runner.isAborting() ? tr("Ending …") : tr("Beginning …");
    if (known) {
        const EvidenceRun &run = view->running.front();
        const readiness::Item *item = view->assessment ? view->assessment->profile->item(run.item) : nullptr;
        QStringList parts{item != nullptr ? item->title : run.item};
        const QStringList &all = m_runner.items();
        if (const qsizetype place = all.indexOf(run.item); place >= 0 && all.size() > 1) {
            parts.front() =
                tr("%1 of %2: %3").arg(QString::number(place + 1), QString::number(all.size()), parts.front());
        }
        parts += run.doing;
        parts.removeAll(QString());
        what = m_runner.isAborting() ? tr("Ending: %1").arg(parts.join(u" · "_s)) : parts.join(u" · "_s);
        m_elapsed->setText(paint::duration(std::max(Duration::zero(), now - run.startedAt)));
        m_done = run.done;
    } else {
        m_elapsed->setText({});
    }
    m_what->setText(what);
    setAccessibleName(what);
    update();
}

void RunStrip::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.fill(paint::Tone::Accent), 1.0));
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), paint::space::radius, paint::space::radius);
    const QRectF bar(paint::space::card, height() - 9.0, width() - 2 * paint::space::card, 4);
    paint::paintScoreBar(painter, bar, m_done ? std::optional(*m_done * 100.0) : std::nullopt, paint::Tone::Accent,
                         theme);
}

} // namespace readyroom::readinessui
