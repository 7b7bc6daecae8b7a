// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/signdialog.h"

#include "models/items/readinesswords.h"
#include "ui/page/textfield.h"
#include "ui/page/whendone.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using readiness::Verdict;

SignDialog::SignDialog(const widgets::ThemeSource &themes, ReadinessPort &port,
                       const std::shared_ptr<const ReadinessView> &view, Timestamp now, QWidget *parent)
    : page::AskDialog(themes, tr("Sign off %1").arg(view->subject.service), tr("Sign"), parent)
    , m_view(view)
    , m_role(new QComboBox(this))
    , m_key(new QComboBox(this))
    , m_reason(new page::TextField(3, this))
    , m_same(new QCheckBox(this))
    , m_keyNote(makeLabel(tr("Looking for keys …")))
{
    setObjectName(u"signDialog"_s);
    m_role->setObjectName(u"signRole"_s);
    m_key->setObjectName(u"signKey"_s);
    m_keyNote->setObjectName(u"signKeyNote"_s);
    m_reason->setObjectName(u"signReason"_s);
    m_same->setObjectName(u"signSame"_s);
    const std::optional<SignedRecord> &signedOff = view->latestSignOff;
    const bool joins = signedOff && !signedOff->missing.isEmpty() && !signedOff->signedBy.isEmpty();
    m_same->setText(joins
                        ? tr("Sign the record of %1 that others have signed").arg(items::momentText(signedOff->at, now))
                        : QString());
    m_same->setVisible(joins);
    m_same->setChecked(joins && view->drift.empty());
    addField(tr("As"), m_role);
    addField(tr("With the key"), m_key);
    form().addRow(m_keyNote);
    addField(tr("Why it may go"), m_reason);
    form().addRow(m_same);
    connect(m_same, &QCheckBox::toggled, this, [this] {
        fillRoles();
        explain();
        refresh();
    });
    connect(m_reason, &QPlainTextEdit::textChanged, this, &SignDialog::refresh);
    fillRoles();
    explain();
    refresh();
    (m_reason->isEnabled() ? static_cast<QWidget *>(m_reason) : m_role)->setFocus(Qt::OtherFocusReason);
    page::whenDone(port.keys(), this, [this](const Result<std::vector<ReadinessPort::Key>> &keys) { takeKeys(keys); });
}

void SignDialog::explain()
{
    const bool same = m_same->isChecked();
    const Verdict verdict = same ? m_view->latestSignOff->verdict : m_view->assessment->verdict;
    const std::optional<double> score = same ? m_view->latestSignOff->score : m_view->assessment->score;
    QString text = tr("You sign a %1 with a score of %2, and the evidence that it rests on.")
                       .arg(readiness::verdictName(verdict), items::shortScoreText(score));
    const qsizetype conditions = m_view->assessment->conditions.size();
    if (!same && verdict == Verdict::Conditional) {
        text += u' ' + (conditions == 1 ? tr("It has one condition.") : tr("It has %1 conditions.").arg(conditions));
    }
    setExplanation(text);
}

void SignDialog::fillRoles()
{
    const QString chosen = role();
    m_role->clear();
    for (const readiness::Role &each : m_view->assessment->profile->approvals) {
        if (!m_same->isChecked() || m_view->latestSignOff->missing.contains(each.name)) {
            m_role->addItem(each.title.isEmpty() ? each.name : each.title, each.name);
        }
    }
    m_role->setCurrentIndex(std::max(0, m_role->findData(chosen)));
}

void SignDialog::takeKeys(const Result<std::vector<ReadinessPort::Key>> &keys)
{
    if (!keys) {
        m_keyNote->setText(keys.error().message);
    } else if (keys->empty()) {
        m_keyNote->setText(
            tr("There is no SSH key in ~/.ssh and none in an agent. Make one with ssh-keygen, or add one "
               "with ssh-add, and try again."));
    } else {
        for (const ReadinessPort::Key &key : *keys) {
            m_key->addItem(tr("%1 (%2)").arg(QFileInfo(key.file).fileName(), key.comment), key.file);
            m_key->setItemData(m_key->count() - 1, key.fingerprint, Qt::UserRole + 1);
        }
        const auto tell = [this] { m_keyNote->setText(m_key->currentData(Qt::UserRole + 1).toString()); };
        connect(m_key, &QComboBox::currentIndexChanged, this, tell);
        tell();
    }
    refresh();
}

void SignDialog::refresh()
{
    // A record that others have signed has its reason, which is signed too.
    const bool same = m_same->isChecked();
    m_reason->setEnabled(!same);
    m_reason->setPlaceholderText(same ? tr("As it stands in the record") : QString());
    m_key->setEnabled(m_key->count() > 0);
    setReady(m_key->count() > 0 && m_role->count() > 0 && (same || !m_reason->text().isEmpty()));
}

QString SignDialog::role() const
{
    return m_role->currentData().toString();
}

QString SignDialog::keyFile() const
{
    return m_key->currentData().toString();
}

QString SignDialog::reason() const
{
    return m_same->isChecked() ? QString() : m_reason->text();
}

std::optional<QString> SignDialog::record() const
{
    return m_same->isChecked() ? std::optional(m_view->latestSignOff->file) : std::nullopt;
}

} // namespace readyroom::readinessui
