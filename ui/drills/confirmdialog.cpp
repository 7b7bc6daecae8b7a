// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/confirmdialog.h"

#include "ui/drills/targetpreview.h"

#include <QLineEdit>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

QString whatItDoes(const DrillPreview &preview)
{
    QStringList said;
    for (const DrillPreview::Step &step : preview.steps) {
        const auto targets = step.targets.size();
        QString line = step.title;
        if (targets == 1) {
            line += u": "_s + effectText(step.targets.front());
        } else if (targets > 1) {
            line += u" · "_s + ConfirmDialog::tr("%1 targets").arg(targets);
        }
        said += line;
        constexpr qsizetype most = 5;
        if (said.size() == most && preview.steps.size() > most + 1) {
            said += ConfirmDialog::tr("… and %1 more steps").arg(preview.steps.size() - most);
            break;
        }
    }
    if (preview.blast) {
        said += drills::blastRadiusText(*preview.blast);
    }
    said += preview.warnings;
    return said.join(u'\n');
}

} // namespace

ConfirmDialog::ConfirmDialog(const widgets::ThemeSource &themes, const DrillEntry &entry, const DrillPreview &preview,
                             const QString &name, QWidget *parent)
    : AskDialog(themes,
                tr("Run “%1” in %2?").arg(entry.title.isEmpty() ? entry.name : entry.title, preview.environment),
                tr("Run in %1").arg(preview.environment), parent)
    , m_typed(new QLineEdit(this))
{
    setObjectName(u"confirmDialog"_s);
    m_typed->setObjectName(u"confirmTyped"_s);
    setExplanation(whatItDoes(preview));
    addField(tr("Type %1 to confirm:").arg(name), m_typed);
    setReady(false);
    connect(m_typed, &QLineEdit::textChanged, this, [this, name](const QString &typed) { setReady(typed == name); });
    m_typed->setFocus(Qt::OtherFocusReason);
}

} // namespace readyroom::drillsui
