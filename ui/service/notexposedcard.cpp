// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/notexposedcard.h"

#include "ui/page/emptystate.h"
#include "ui/widgets/card.h"

#include <QVBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;

namespace {

/// Room for two lines of each sentence.
constexpr int textHeight = 180;

} // namespace

NotExposedCard::NotExposedCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_text(new page::EmptyState(themes))
{
    m_text->setObjectName(u"notExposedText"_s);
    m_text->setFixedHeight(textHeight);
    auto *card = new widgets::Card(themes, this);
    card->setContent(m_text);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NotExposedCard::setService(const fleet::ServiceStatus &service)
{
    QStringList paths;
    QStringList keys;
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            const QString key = u"“%1:”"_s.arg(fleet::endpointKindName(endpoint.id.kind));
            if (!paths.contains(endpoint.id.path)) {
                paths += endpoint.id.path;
            }
            if (!keys.contains(key)) {
                keys += key;
            }
        }
    }
    const QString sentence = tr("%1 answers, but exposes nothing to watch.").arg(service.name);
    const QString next =
        tr("It answers 404 to %1. Add them to the service, or name the paths it does serve under %2 in "
           "the fleet file. Readyroom keeps asking.")
            .arg(paths.join(tr(" and ")), keys.join(tr(" and ")));
    m_text->say(sentence, next);
}

bool NotExposedCard::isFor(const fleet::ServiceStatus &service)
{
    bool any = false;
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            if (endpoint.state != fleet::EndpointState::NotExposed) {
                return false;
            }
            any = true;
        }
    }
    return any;
}

} // namespace readyroom::service
