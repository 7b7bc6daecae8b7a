// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/waiverdialog.h"

#include "ui/page/textfield.h"

#include <QDateEdit>
#include <QDateTime>
#include <QLineEdit>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualDays = 14;

} // namespace

WaiverDialog::WaiverDialog(const widgets::ThemeSource &themes, const readiness::AssessedItem &item,
                           const QString &profile, Timestamp now, QWidget *parent)
    : page::AskDialog(themes, tr("Waive “%1”").arg(item.item->title), tr("Waive"), parent)
    , m_profile(profile)
    , m_item(item.item->id)
    , m_owner(new QLineEdit(item.item->owner, this))
    , m_reason(new page::TextField(3, this))
    , m_until(new QDateEdit(this))
{
    setObjectName(u"waiverDialog"_s);
    setExplanation(
        item.item->blocker
            ? tr("Somebody answers for it until a day. It no longer makes a NO-GO, but it is a condition, and "
                 "the score stays as it is. On that day what is measured counts again.")
            : tr("Somebody answers for it until a day. It is a condition, and the score stays as it is. On "
                 "that day what is measured counts again."));
    m_owner->setObjectName(u"waiverOwner"_s);
    m_reason->setObjectName(u"waiverReason"_s);
    m_until->setObjectName(u"waiverUntil"_s);
    m_until->setCalendarPopup(true);
    m_until->setDisplayFormat(u"yyyy-MM-dd"_s);
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMillis(now), Qt::UTC).date();
    m_until->setMinimumDate(today.addDays(1));
    m_until->setDate(today.addDays(usualDays));
    addField(tr("Who answers for it"), m_owner);
    addField(tr("Why it can wait"), m_reason);
    addField(tr("Until"), m_until);
    connect(m_owner, &QLineEdit::textChanged, this, &WaiverDialog::refresh);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &WaiverDialog::refresh);
    refresh();
    (m_owner->text().isEmpty() ? static_cast<QWidget *>(m_owner) : m_reason)->setFocus(Qt::OtherFocusReason);
}

void WaiverDialog::refresh()
{
    setReady(!m_owner->text().trimmed().isEmpty() && !m_reason->text().isEmpty());
}

readiness::Decision WaiverDialog::decision() const
{
    readiness::Decision decision{.what = readiness::Decision::What::Waive, .profile = m_profile, .item = m_item};
    decision.waiver = {m_owner->text().trimmed(), m_reason->text(),
                       fromMillis(QDateTime(m_until->date(), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch())};
    return decision;
}

} // namespace readyroom::readinessui
