// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/signbanner.h"

#include "models/items/readinesslines.h"
#include "ui/page/linedelegate.h"
#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using paint::Tone;

namespace {

/// More of them would leave no room for the page.
constexpr std::size_t mostDrift = 3;

QString titlesOf(const QStringList &roles, const readiness::Profile &profile)
{
    QStringList titles;
    for (const QString &role : roles) {
        const auto found = std::ranges::find(profile.approvals, role, &readiness::Role::name);
        titles += found != profile.approvals.end() && !found->title.isEmpty() ? found->title : role;
    }
    return titles.join(u", "_s);
}

} // namespace

SignBanner::SignBanner(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_mark(new widgets::StateBadge(themes, this))
    , m_text(new widgets::WrappedLabel(themes, 3, this))
    , m_drift(new page::LineView(themes, tr("What has drifted"), this))
{
    setObjectName(u"signBanner"_s);
    m_text->setObjectName(u"signText"_s);
    m_drift->setObjectName(u"drift"_s);
    m_drift->delegate().setRuled(false);
    auto *content = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(paint::space::card, 0, paint::space::card, 0);
    head->setSpacing(paint::space::unit);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    head->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(m_drift);
    m_card->setContent(content);
    m_card->setContentMargins({0, 0, 0, 10});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_drift, &page::LineView::chosen, this, &SignBanner::itemChosen);
    hide();
}

void SignBanner::take(const ReadinessView &view, Timestamp now)
{
    if (!view.latestSignOff || view.latestSignOff->signedBy.isEmpty() || !view.assessment) {
        hide();
        return;
    }
    const SignedRecord &record = *view.latestSignOff;
    const readiness::Profile &profile = *view.assessment->profile;
    const QString what = tr("%1, %2").arg(readiness::verdictName(record.verdict), items::shortScoreText(record.score));
    const QString by = titlesOf(record.signedBy, profile);
    const QString when = items::momentText(record.at, now);
    Tone tone = Tone::Ok;
    if (!view.drift.empty()) {
        tone = Tone::Warning;
        const QString drifted =
            view.drift.size() == 1 ? tr("1 item has drifted") : tr("%1 items have drifted").arg(view.drift.size());
        m_text->setText(tr("%1 since %2 signed %3 at %4. The record stands for what was signed; what runs now is "
                           "something else.")
                            .arg(drifted, by, what, when));
    } else if (!record.missing.isEmpty()) {
        tone = Tone::Accent;
        m_text->setText(
            tr("Signed by %1 at %2: %3. Still to sign: %4.").arg(by, when, what, titlesOf(record.missing, profile)));
    } else {
        m_text->setText(tr("Signed off by %1 at %2: %3.").arg(by, when, what));
    }
    m_mark->setState(tone, {},
                     tone == Tone::Ok            ? tr("signed off")
                         : tone == Tone::Warning ? tr("drifted")
                                                 : tr("signed in part"));
    m_card->setTone(tone);
    std::vector<items::Line> drift = items::driftLines(view.drift, now);
    if (drift.size() > mostDrift + 1) {
        const std::size_t more = drift.size() - mostDrift;
        drift.resize(mostDrift);
        drift.push_back({.key = u"-"_s, .text = tr("and %1 more").arg(more)});
    }
    m_drift->setVisible(!drift.empty());
    m_drift->setLines(std::move(drift));
    setAccessibleName(m_text->text());
    show();
}

QString SignBanner::text() const
{
    return m_text->text();
}

} // namespace readyroom::readinessui
