// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/unforgotten.h"

#include "models/items/drillwords.h"
#include "models/items/quantity.h"
#include "ui/drills/noticecard.h"
#include "ui/paint/typography.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

/// By which an override is known in the list; several may be of one run, and several runs may have done the same.
QString keyOf(const Override &one)
{
    return one.run + u'/' + one.service + u'/' + one.what;
}

} // namespace

Unforgotten::Unforgotten(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_port(port)
    , m_owed(new NoticeCard(themes, paint::Tone::Critical, this))
    , m_overrides(new NoticeCard(themes, paint::Tone::Warning, this))
{
    setObjectName(u"unforgotten"_s);
    m_owed->setObjectName(u"owed"_s);
    m_overrides->setObjectName(u"overrides"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_owed);
    layout->addWidget(m_overrides);
    connect(m_owed, &NoticeCard::opened, this, &Unforgotten::runChosen);
    connect(m_owed, &NoticeCard::acted, this, [this](const QString &run) {
        for (const RunSummary &owed : m_port.owed()) {
            if (owed.id == run) {
                act(run, owed.environment);
            }
        }
    });
    connect(m_overrides, &NoticeCard::acted, this, [this](const QString &key) {
        for (const Override &one : m_port.overrides()) {
            if (keyOf(one) == key) {
                act(one.run, one.environment);
                return;
            }
        }
    });
    hide();
}

void Unforgotten::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
}

bool Unforgotten::isArmed(const QString &environment) const
{
    const std::optional<Armed> armed = m_arming != nullptr ? m_arming->armed() : std::nullopt;
    return armed && (environment.isEmpty() || armed->environment == environment);
}

QString Unforgotten::actionText(const QString &environment, const QString &word) const
{
    return isArmed(environment) ? word : environment.isEmpty() ? tr("Arm …") : tr("Arm %1 …").arg(environment);
}

void Unforgotten::act(const QString &run, const QString &environment)
{
    if (isArmed(environment)) {
        Q_EMIT undoRequested(run);
    } else {
        Q_EMIT armRequested(environment);
    }
}

void Unforgotten::refresh(Timestamp now)
{
    showOwed(now);
    showOverrides(now);
    setVisible(!m_owed->isHidden() || !m_overrides->isHidden());
}

void Unforgotten::showOwed(Timestamp now)
{
    std::vector<NoticeCard::Row> rows;
    for (const RunSummary &run : m_port.owed()) {
        const Duration age = now - run.endedAt.value_or(run.startedAt);
        rows.push_back({.key = run.id,
                        .text = joined({run.title.isEmpty() ? run.drill : run.title, run.why}),
                        .note = joined({run.service, run.environment, run.by, tr("%1 ago").arg(items::ageText(age))}),
                        .action = actionText(run.environment, tr("Roll back now")),
                        .opens = true});
    }
    m_owed->setTitle(rows.size() == 1 ? tr("A rollback is owed") : tr("%1 rollbacks are owed").arg(rows.size()));
    m_owed->setRows(std::move(rows));
}

void Unforgotten::showOverrides(Timestamp now)
{
    std::vector<NoticeCard::Row> rows;
    for (const Override &one : m_port.overrides()) {
        const QString since = one.since ? tr("for %1").arg(items::ageText(now - *one.since)) : QString();
        const QString by = one.run.isEmpty() ? tr("done elsewhere, so it is undone there") : one.by;
        rows.push_back({.key = keyOf(one),
                        .text = one.what,
                        .note = joined({one.service, one.environment, since, by}),
                        .action = one.run.isEmpty() ? QString() : actionText(one.environment, tr("Undo"))});
    }
    m_overrides->setTitle(tr("Still in force"));
    m_overrides->setRows(std::move(rows));
}

} // namespace readyroom::drillsui
