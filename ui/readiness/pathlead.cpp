// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/pathlead.h"

#include "models/items/readinesslines.h"
#include "ui/paint/scorebar.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"
#include "ui/widgets/wrappedlabel.h"

#include <QPainter>
#include <QVBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

/// How far the score has come of what it has to be.
class PathLead::Bar final : public QWidget {
public:
    Bar(const widgets::ThemeSource &themes, QWidget *parent)
        : QWidget(parent)
        , m_themes(themes)
    {
        setFixedHeight(6);
        connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    }
    void setShare(double share)
    {
        m_share = share;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paint::paintScoreBar(painter, rect(), m_share * 100.0, paint::Tone::Accent, m_themes.theme());
    }

private:
    const widgets::ThemeSource &m_themes;
    double m_share = 0.0;
};

PathLead::PathLead(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_text(new widgets::WrappedLabel(themes, 4, this))
    , m_bar(new Bar(themes, this))
    , m_assumed(new widgets::WrappedLabel(themes, 2, this))
{
    m_assumed->setObjectName(u"pathAssumed"_s);
    m_assumed->setTextFont(paint::TextSize::Small);
    m_assumed->setMuted(true);
    m_assumed->hide();
    m_text->setObjectName(u"pathText"_s);
    m_text->setMuted(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(paint::space::card, paint::space::half, paint::space::card, paint::space::unit);
    layout->setSpacing(paint::space::unit);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_assumed);
}

void PathLead::take(const readiness::Assessment &assessment)
{
    const readiness::Path &path = assessment.path;
    const QString way = items::pathText(assessment);
    const bool walks = !way.isEmpty() && path.reachable;
    m_text->setText(!path.reachable ? path.reason : way.isEmpty() ? tr("Nothing is left to do.") : way);
    int assumed = 0;
    for (const readiness::PathStep &step : path.steps) {
        assumed += assessment.items.at(step.item).item->effort ? 0 : 1;
    }
    m_assumed->setText(assumed == 1 ? tr("1 effort is assumed, as the profile gives none.")
                                    : tr("%1 efforts are assumed, as the profile gives none.").arg(assumed));
    m_assumed->setVisible(walks && assumed > 0);
    m_bar->setVisible(walks);
    if (walks) {
        m_bar->setShare(assessment.score.value_or(0.0) / std::max(1.0, path.scoreAfter.value_or(100.0)));
    }
}

QString PathLead::text() const
{
    return m_text->text();
}

} // namespace readyroom::readinessui
