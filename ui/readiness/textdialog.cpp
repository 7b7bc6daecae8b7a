// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/textdialog.h"

#include "ui/page/textfield.h"

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using What = readiness::Decision::What;

TextDialog::TextDialog(const widgets::ThemeSource &themes, const readiness::AssessedItem &item, const QString &profile,
                       What what, QWidget *parent)
    : page::AskDialog(themes,
                      (what == What::Note ? tr("A note about “%1”") : tr("“%1” does not apply")).arg(item.item->title),
                      what == What::Note ? tr("Keep the note") : tr("Not applicable"), parent)
    , m_profile(profile)
    , m_item(item.item->id)
    , m_what(what)
    , m_text(new page::TextField(4, this))
{
    setObjectName(what == What::Note ? u"noteDialog"_s : u"notApplicableDialog"_s);
    setExplanation(what == What::Note ? tr("It is kept in the journal and changes neither result nor score.")
                                      : tr("It then counts neither for nor against the service, and blocks nothing."));
    m_text->setObjectName(u"decisionText"_s);
    addField(what == What::Note ? tr("Note") : tr("Why it does not concern this service"), m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { setReady(!m_text->text().isEmpty()); });
    m_text->setFocus(Qt::OtherFocusReason);
}

readiness::Decision TextDialog::decision() const
{
    return {.what = m_what, .profile = m_profile, .item = m_item, .text = m_text->text()};
}

} // namespace readyroom::readinessui
