// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/verdictbanner.h"

#include "ui/page/tones.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

VerdictBanner::VerdictBanner(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_mark(new widgets::StateBadge(themes, this))
    , m_title(new widgets::WrappedLabel(themes, 2, this))
    , m_text(new widgets::WrappedLabel(themes, 4, this))
{
    setObjectName(u"runVerdict"_s);
    m_title->setObjectName(u"verdictTitle"_s);
    m_title->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    m_text->setObjectName(u"verdictText"_s);
    m_text->setMuted(true);
    auto *content = new QWidget(m_card);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(paint::space::unit);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    row->addLayout(words, 1);
    m_card->setContent(content);
    m_card->setContentMargins({paint::space::card, 0, paint::space::card, 10});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    hide();
}

void VerdictBanner::setRun(const drills::Run &run)
{
    const bool tells = run.hasEnded() || run.rollback == drills::RollbackState::Running;
    setVisible(tells);
    if (!tells) {
        return;
    }
    const items::RunVerdict verdict = items::runVerdict(run);
    const paint::Tone tone = page::toneOf(verdict.state);
    m_card->setTone(tone);
    m_mark->setState(tone, {}, items::runWords(run.status, run.deviated, run.rollback).word);
    m_title->setText(verdict.title);
    m_title->setTone(tone);
    m_text->setText(verdict.text);
    m_text->setVisible(!verdict.text.isEmpty());
    setAccessibleName(verdict.text.isEmpty() ? verdict.title : QString(verdict.title + u' ' + verdict.text));
}

} // namespace readyroom::drillsui
