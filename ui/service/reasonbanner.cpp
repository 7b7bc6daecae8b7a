// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/reasonbanner.h"

#include "models/items/servicetile.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statebadge.h"

#include <QDateTime>
#include <QVBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleet::ServiceState;
using paint::TextSize;
using paint::Weight;
using widgets::ElidedLabel;

ReasonBanner::ReasonBanner(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_card(new widgets::Card(themes, this))
    , m_content(new QWidget(m_card))
    , m_rows(new QVBoxLayout(m_content))
{
    setObjectName(u"reasons"_s);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
    m_card->setContent(m_content);
    m_card->setContentMargins({12, 0, 12, 10});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
}

void ReasonBanner::setService(const fleet::ServiceStatus &service, Timestamp now)
{
    const auto since = [now](const std::optional<Timestamp> &at) {
        if (!at) {
            return QString();
        }
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(toMillis(*at));
        const QString when = now - *at < 24h ? moment.toString(u"HH:mm:ss"_s) : moment.toString(u"d MMM HH:mm"_s);
        return tr("since %1, %2").arg(when, items::longAgeText(now - *at));
    };
    std::vector<Line> lines;
    QStringList further;
    for (const fleet::StateReason &reason : service.reasons) {
        if (lines.empty()) {
            lines.push_back({items::sentenceCase(reason.text), since(reason.since)});
        } else {
            further += items::sentenceCase(reason.text)
                + (reason.since ? tr(" (for %1)").arg(items::longAgeText(now - *reason.since)) : QString());
        }
    }
    for (const QString &contradiction : service.contradictions) {
        further += items::sentenceCase(contradiction);
    }
    if (lines.empty() && !further.isEmpty()) {
        lines.push_back({further.takeFirst(), {}});
    } else if (lines.empty() && service.state != ServiceState::Ok) {
        const items::ServiceTile tile = items::ServiceTile::of(service);
        lines.push_back({tile.headline.isEmpty() ? tile.note(now) : tile.headline, since(service.stateSince)});
    }
    if (!further.isEmpty()) {
        lines.push_back({further.join(u" · "_s), {}});
    }
    const bool calm = service.state == ServiceState::Ok;
    showLines(lines, calm ? paint::Tone::Warning : widgets::toneOf(service.state));
}

void ReasonBanner::showLines(const std::vector<Line> &lines, paint::Tone tone)
{
    if (m_lines == lines && !lines.empty()) {
        m_card->setTone(tone);
        return;
    }
    m_lines = lines;
    while (m_labels.size() < lines.size()) {
        auto *row = new QHBoxLayout;
        row->setSpacing(16);
        auto *text = new ElidedLabel(m_themes, m_content);
        auto *since = new ElidedLabel(m_themes, m_content);
        const bool first = m_labels.empty();
        text->setObjectName(first ? u"reason"_s : u"furtherReason"_s);
        text->setTextFont(TextSize::Body, first ? Weight::Strong : Weight::Regular);
        since->setMuted(true);
        since->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row->addWidget(text, 1);
        row->addWidget(since);
        m_rows->addLayout(row);
        m_labels.emplace_back(text, since);
    }
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const bool used = i < lines.size();
        m_labels[i].first->setVisible(used);
        m_labels[i].second->setVisible(used && !lines[i].since.isEmpty());
        if (used) {
            m_labels[i].first->setText(lines[i].text);
            m_labels[i].first->setTone(i == 0 ? tone : paint::Tone::Neutral);
            m_labels[i].first->setMuted(i > 0);
            m_labels[i].second->setText(lines[i].since);
        }
    }
    m_card->setTone(tone);
    QStringList spoken;
    for (const Line &line : lines) {
        spoken += line.since.isEmpty() ? line.text : QString(line.text + u", "_s + line.since);
    }
    setAccessibleName(spoken.join(u". "_s));
    setVisible(!lines.empty());
}

} // namespace readyroom::service
