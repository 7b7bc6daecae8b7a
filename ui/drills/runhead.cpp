// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/runhead.h"

#include "models/items/drillwords.h"
#include "ui/drills/abortbutton.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textbutton.h"

#include <QHBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

RunHead::RunHead(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_back(new widgets::TextButton(themes, tr("All drills"), {}, this))
    , m_title(new widgets::ElidedLabel(themes, this))
    , m_where(new widgets::ElidedLabel(themes, this))
    , m_armed(new widgets::ElidedLabel(themes, this))
    , m_undo(new widgets::TextButton(themes, tr("Undo"), {}, this))
    , m_abort(new AbortButton(themes, port, this))
{
    m_back->setObjectName(u"backToDrills"_s);
    m_back->setToolTip(tr("Back to the list (Esc); a run goes on."));
    m_title->setObjectName(u"runTitle"_s);
    m_title->setTextFont(paint::TextSize::Title, paint::Weight::Strong);
    m_where->setObjectName(u"runWhere"_s);
    m_where->setMuted(true);
    m_armed->setObjectName(u"runArmed"_s);
    m_armed->setTextFont(paint::TextSize::Body, paint::Weight::Strong);
    m_armed->setTone(paint::Tone::Warning);
    m_armed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_undo->setObjectName(u"undoRun"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::card);
    layout->addWidget(m_title);
    layout->addWidget(m_where, 1);
    layout->addWidget(m_armed);
    layout->addWidget(m_back);
    layout->addWidget(m_undo);
    layout->addWidget(m_abort);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_back, &QAbstractButton::clicked, this, &RunHead::backRequested);
    connect(m_undo, &QAbstractButton::clicked, this, &RunHead::undoRequested);
}

void RunHead::setRun(const drills::Run &run)
{
    // A button is titled with its service, which stands beside it here.
    QString title = run.experiment.title;
    const QString suffix = u" · "_s + run.service;
    title.chop(title.endsWith(suffix) ? suffix.size() : 0);
    m_title->setText(title);
    const QString description = run.experiment.description.section(u'\n', 0, 0).simplified();
    QStringList where{run.service, run.environment, description == title ? QString() : description,
                      run.by.user.isEmpty() ? QString() : QString(run.by.user + u'@' + run.by.host),
                      tr("run %1").arg(run.id.left(8))};
    where.removeAll(QString());
    m_where->setText(where.join(u" · "_s));
    setAccessibleName(title);
}

void RunHead::setArmed(const std::optional<Armed> &armed)
{
    m_armed->setText(armed ? tr("Armed: %1, %2 left").arg(armed->environment, items::stopwatchText(armed->left))
                           : QString());
    m_armed->setVisible(armed.has_value());
}

void RunHead::setUndoable(bool undoable, const QString &toBeArmed)
{
    m_undo->setVisible(undoable);
    m_undo->setText(toBeArmed.isEmpty() ? tr("Undo") : tr("Arm %1 to undo …").arg(toBeArmed));
    m_undo->setAccessibleName(m_undo->text());
    m_undo->setToolTip(tr("Takes back what the run did and left in force."));
    m_undo->updateGeometry();
}

} // namespace readyroom::drillsui
