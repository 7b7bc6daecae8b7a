// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/pagehead.h"

#include "models/items/readinesswords.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textbutton.h"

#include <QHBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

PageHead::PageHead(const widgets::ThemeSource &themes, Chooser::Provider services, Chooser::Provider profiles,
                   QWidget *parent)
    : QWidget(parent)
    , m_service(new Chooser(themes, tr("Service"), std::move(services), this))
    , m_profile(new Chooser(themes, tr("Profile"), std::move(profiles), this))
    , m_gate(new widgets::ElidedLabel(themes, this))
    , m_compare(new widgets::TextButton(themes, tr("Compare…"), {}, this))
    , m_export(new widgets::TextButton(themes, tr("Export"), {}, this))
{
    m_service->setObjectName(u"serviceChooser"_s);
    m_profile->setObjectName(u"profileChooser"_s);
    m_gate->setObjectName(u"gate"_s);
    m_gate->setMuted(true);
    m_compare->setObjectName(u"compare"_s);
    m_compare->setToolTip(tr("What changed since an earlier assessment (C)"));
    m_export->setObjectName(u"exportReport"_s);
    m_export->setToolTip(tr("Write a report of this moment to a file (E)"));
    const auto word = [&](const QString &text) {
        auto *label = new widgets::ElidedLabel(themes, this);
        label->setMuted(true);
        label->setText(text);
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        return label;
    };
    auto *title = new widgets::ElidedLabel(themes, this);
    title->setTextFont(paint::TextSize::Title, paint::Weight::Strong);
    title->setText(tr("Readiness"));
    title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(title);
    layout->addSpacing(paint::space::unit);
    layout->addWidget(m_service, 3);
    layout->addWidget(word(tr("· profile")));
    layout->addWidget(m_profile, 3);
    layout->addWidget(m_gate, 1);
    layout->addStretch(1);
    layout->addWidget(m_compare);
    layout->addSpacing(paint::space::card);
    layout->addWidget(m_export);
    connect(m_compare, &QAbstractButton::clicked, this, &PageHead::compareRequested);
    connect(m_export, &QAbstractButton::clicked, this, &PageHead::exportRequested);
    setSubject({}, {});
    setGate({});
}

void PageHead::setSubject(const ReadinessSubject &subject, const QString &profileTitle)
{
    m_service->setCurrent(subject.service.isEmpty() ? tr("choose a service") : subject.service);
    m_profile->setCurrent(subject.profile.isEmpty() ? tr("choose a profile") : subject.profile);
    if (!profileTitle.isEmpty()) {
        m_profile->setToolTip(widgets::plainToolTip(profileTitle));
    }
}

void PageHead::setGate(std::optional<double> gate)
{
    m_gate->setText(gate ? tr("· gate %1").arg(items::shortScoreText(gate)) : QString());
    m_compare->setEnabled(gate.has_value());
    m_export->setEnabled(gate.has_value());
}

QWidget &PageHead::exportButton()
{
    return *m_export;
}

} // namespace readyroom::readinessui
