// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/itemdecisions.h"

#include "ui/page/whendone.h"
#include "ui/readiness/attestdialog.h"
#include "ui/readiness/textdialog.h"
#include "ui/readiness/waiverdialog.h"

namespace readyroom::readinessui {

using readiness::Decision;
using What = Decision::What;

ItemDecisions::ItemDecisions(const widgets::ThemeSource &themes, ReadinessPort &port, QWidget *window)
    : QObject(window)
    , m_themes(themes)
    , m_port(port)
    , m_window(window)
{
}

void ItemDecisions::ask(const readiness::AssessedItem &item, ItemAction action, Timestamp now)
{
    const std::shared_ptr<const ReadinessView> view = m_port.view();
    if (!view) {
        return;
    }
    const QString profile = view->subject.profile;
    const QString title = item.item->title;
    switch (action) {
    case ItemAction::Waive:
        if (canLift(item)) {
            decide({.what = What::LiftWaiver, .profile = profile, .item = item.item->id},
                   tr("The waiver of “%1” was lifted.").arg(title));
        } else if (readiness::isUnfinished(item.result)) {
            openDialog(new WaiverDialog(m_themes, item, profile, now, m_window), tr("“%1” was waived.").arg(title));
        }
        break;
    case ItemAction::NotApplicable:
        if (canApplyAgain(item)) {
            decide({.what = What::Applicable, .profile = profile, .item = item.item->id},
                   tr("“%1” applies again.").arg(title));
        } else if (!item.notApplicable) {
            openDialog(new TextDialog(m_themes, item, profile, What::NotApplicable, m_window),
                       tr("“%1” does not apply.").arg(title));
        }
        break;
    case ItemAction::Note:
        openDialog(new TextDialog(m_themes, item, profile, What::Note, m_window),
                   tr("The note about “%1” was kept.").arg(title));
        break;
    case ItemAction::Attest:
        openDialog(new AttestDialog(m_themes, item, profile, now, m_window), tr("“%1” was attested.").arg(title));
        break;
    case ItemAction::Run:
        break;
    }
}

template<typename Dialog> void ItemDecisions::openDialog(Dialog *dialog, const QString &done)
{
    connect(dialog, &page::AskDialog::asked, this, [this, dialog, done] {
        const Decision decision = dialog->decision();
        page::whenDone(m_port.decide(decision), dialog, [this, dialog, decision, done](const Result<void> &result) {
            if (result) {
                Q_EMIT decided(decision.item, done);
            }
            dialog->finish(result);
        });
    });
    dialog->open();
}

void ItemDecisions::decide(const Decision &decision, const QString &done)
{
    page::whenDone(m_port.decide(decision), this, [this, decision, done](const Result<void> &result) {
        if (result) {
            Q_EMIT decided(decision.item, done);
        } else {
            Q_EMIT failed(result.error().message);
        }
    });
}

} // namespace readyroom::readinessui
