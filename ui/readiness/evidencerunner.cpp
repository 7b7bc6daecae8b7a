// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/evidencerunner.h"

#include "ui/page/whendone.h"

namespace readyroom::readinessui {

EvidenceRunner::EvidenceRunner(ReadinessPort &port, QObject *parent)
    : QObject(parent)
    , m_port(port)
{
}

EvidenceRunner::~EvidenceRunner()
{
    if (m_stop) {
        m_stop->request_stop();
    }
}

void EvidenceRunner::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
    connect(&arming, &ArmingPort::changed, this, &EvidenceRunner::changed);
    Q_EMIT changed();
}

QString EvidenceRunner::whyNot(const ReadinessView &view) const
{
    if (isRunning() || !view.running.empty()) {
        return tr("Running …");
    }
    const QString &environment = view.subject.environment;
    const std::optional<Armed> armed = m_arming != nullptr ? m_arming->armed() : std::nullopt;
    if (armed && armed->environment == environment) {
        return {};
    }
    return environment.isEmpty() ? tr("Not armed") : tr("%1 is not armed").arg(environment);
}

QStringList EvidenceRunner::activeItems(const readiness::Assessment &assessment)
{
    QStringList ids;
    for (const readiness::AssessedItem &item : assessment.items) {
        if (item.item->evidence && readiness::isActive(*item.item->evidence)
            && item.result != readiness::ItemResult::NotApplicable) {
            ids += item.item->id;
        }
    }
    return ids;
}

void EvidenceRunner::start(const QStringList &items)
{
    if (m_stop || items.isEmpty()) {
        return;
    }
    m_items = items;
    m_stop.emplace();
    Q_EMIT changed();
    page::whenDone(m_port.runActive(items, m_stop->get_token()), this, [this](const Result<void> &done) {
        const bool aborted = isAborting();
        m_stop.reset();
        m_items.clear();
        Q_EMIT changed();
        Q_EMIT finished(done || aborted ? QString() : done.error().message, aborted);
    });
}

void EvidenceRunner::abort()
{
    if (m_stop && m_stop->request_stop()) {
        Q_EMIT changed();
    }
}

} // namespace readyroom::readinessui
