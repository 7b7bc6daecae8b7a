// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/signoff.h"

#include "ui/page/whendone.h"
#include "ui/readiness/signdialog.h"

namespace readyroom::readinessui {

SignOff::SignOff(const widgets::ThemeSource &themes, ReadinessPort &port, QWidget *window)
    : QObject(window)
    , m_themes(themes)
    , m_port(port)
    , m_window(window)
{
}

void SignOff::ask(const std::shared_ptr<const ReadinessView> &view, Timestamp now)
{
    auto *dialog = new SignDialog(m_themes, m_port, view, now, m_window);
    connect(dialog, &page::AskDialog::asked, this, [this, dialog] {
        const QString role = dialog->role();
        page::whenDone(m_port.sign(role, dialog->keyFile(), dialog->reason(), dialog->record()), dialog,
                       [this, dialog, role](const Result<SignedRecord> &record) {
                           dialog->finish(record ? Result<void>() : std::unexpected(record.error()));
                           if (record) {
                               Q_EMIT signedAs(role, record->file);
                           }
                       });
    });
    dialog->open();
}

} // namespace readyroom::readinessui
