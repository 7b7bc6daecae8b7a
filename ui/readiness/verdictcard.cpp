// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/verdictcard.h"

#include "models/items/readinesswords.h"
#include "ui/paint/resultmark.h"
#include "ui/paint/typography.h"
#include "ui/readiness/dial.h"
#include "ui/widgets/card.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using readiness::Assessment;

namespace {

QString captionOf(const Assessment &assessment)
{
    QStringList parts;
    if (assessment.score) {
        parts += readiness::letterOf(*assessment.score);
    }
    parts += VerdictCard::tr("gate %1").arg(items::shortScoreText(assessment.profile->gate));
    parts += VerdictCard::tr("%1 of %2 unknown")
                 .arg(QString::number(assessment.unknown), QString::number(assessment.applicable));
    return parts.join(u" · "_s);
}

} // namespace

VerdictCard::VerdictCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_dial(new Dial(themes, this))
    , m_why(new widgets::WrappedLabel(themes, 4, this))
    , m_assumed(new widgets::WrappedLabel(themes, 2, this))
{
    setObjectName(u"verdictCard"_s);
    m_dial->setObjectName(u"dial"_s);
    m_why->setObjectName(u"why"_s);
    m_why->setMuted(true);
    m_why->setAlignment(Qt::AlignHCenter);
    m_assumed->setObjectName(u"assumed"_s);
    m_assumed->setTone(paint::Tone::Accent);
    m_assumed->setAlignment(Qt::AlignHCenter);
    m_assumed->hide();
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::half);
    column->addWidget(m_assumed);
    column->addWidget(m_dial);
    column->addWidget(m_why);
    m_card->setContent(content);
    m_card->setContentMargins({paint::space::card, 0, paint::space::card, paint::space::card});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
}

void VerdictCard::take(const Assessment &assessment, const Assessment *actual)
{
    m_dial->setFace({.score = assessment.score,
                     .figure = assessment.score ? readiness::scoreText(*assessment.score) : QString(),
                     .gate = assessment.profile->gate,
                     .floor = assessment.profile->floor,
                     .tone = paint::toneOf(assessment.verdict),
                     .verdict = readiness::verdictName(assessment.verdict),
                     .caption = captionOf(assessment)});
    m_why->setText(QStringList(assessment.why.begin(), assessment.why.end()).join(u'\n'));
    m_assumed->setVisible(actual != nullptr);
    m_card->setTone(actual != nullptr ? paint::Tone::Accent : paint::Tone::Neutral);
    if (actual != nullptr) {
        m_assumed->setText(tr("What if · now %1, %2")
                               .arg(actual->score ? readiness::scoreText(*actual->score) : u"–"_s,
                                    readiness::verdictName(actual->verdict)));
    }
}

} // namespace readyroom::readinessui
