// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/reportexport.h"

#include "models/items/readinesswords.h"
#include "ui/page/whendone.h"

#include <QFileDialog>
#include <QMenu>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

ReportExport::ReportExport(ReadinessPort &port, QWidget *window)
    : QObject(window)
    , m_port(port)
    , m_window(window)
{
}

const std::vector<ReportFormat> &ReportExport::formats()
{
    static const std::vector<ReportFormat> all{ReportFormat::Markdown, ReportFormat::Html, ReportFormat::Pdf,
                                               ReportFormat::Json, ReportFormat::JUnit};
    return all;
}

void ReportExport::offer(QWidget &button)
{
    auto *menu = new QMenu(m_window);
    menu->setObjectName(u"reportMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ReportFormat format : formats()) {
        menu->addAction(tr("%1…").arg(items::formatWord(format)), this, [this, format] { ask(format); });
    }
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void ReportExport::ask(ReportFormat format)
{
    const std::shared_ptr<const ReadinessView> view = m_port.view();
    if (!view || !view->assessment) {
        return;
    }
    const QString suffix = items::formatSuffix(format);
    auto *dialog = new QFileDialog(m_window, tr("Export the report of this moment"), {},
                                   tr("%1 (*.%2)").arg(items::formatWord(format), suffix));
    dialog->setObjectName(u"reportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(view->subject.profile + u"-readiness."_s + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &file) {
        Q_EMIT started();
        page::whenDone(m_port.exportReport(format, file), this, [this, file](const Result<void> &done) {
            Q_EMIT finished(file, done ? QString() : done.error().message);
        });
    });
    dialog->open();
}

} // namespace readyroom::readinessui
