// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/attestdialog.h"

#include "ui/page/textfield.h"
#include "ui/paint/typography.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDateTime>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using Says = readiness::AttestEvidence::Says;

namespace {

constexpr int usualDays = 90;

} // namespace

AttestDialog::AttestDialog(const widgets::ThemeSource &themes, const readiness::AssessedItem &item,
                           const QString &profile, Timestamp now, QWidget *parent)
    : page::AskDialog(themes, tr("Attest “%1”").arg(item.item->title), tr("Attest"), parent)
    , m_profile(profile)
    , m_item(item.item->id)
    , m_says(new QComboBox(this))
    , m_statement(new page::TextField(3, this))
    , m_link(new QLineEdit(this))
    , m_expires(new QCheckBox(tr("It counts until"), this))
    , m_until(new QDateEdit(this))
{
    setObjectName(u"attestDialog"_s);
    setExplanation(
        tr("You vouch for it, with your name in the journal. What is measured by itself comes first wherever "
           "there is something to measure."));
    m_says->setObjectName(u"attestSays"_s);
    m_says->addItem(tr("It is fulfilled"), static_cast<int>(Says::Pass));
    m_says->addItem(tr("It is partly fulfilled"), static_cast<int>(Says::Partial));
    m_says->addItem(tr("It is not fulfilled"), static_cast<int>(Says::Fail));
    m_statement->setObjectName(u"attestStatement"_s);
    m_link->setObjectName(u"attestLink"_s);
    m_link->setPlaceholderText(tr("A document, a section, an address"));
    m_expires->setObjectName(u"attestExpires"_s);
    m_until->setObjectName(u"attestUntil"_s);
    m_until->setAccessibleName(tr("Day on which it ends"));
    m_until->setCalendarPopup(true);
    m_until->setDisplayFormat(u"yyyy-MM-dd"_s);
    const QDate today = QDateTime::fromMSecsSinceEpoch(toMillis(now), Qt::UTC).date();
    m_until->setMinimumDate(today.addDays(1));
    m_until->setDate(today.addDays(usualDays));
    m_until->setEnabled(false);
    addField(tr("What is so"), m_says);
    addField(tr("What you know, and from where"), m_statement);
    addField(tr("Where it stands (optional)"), m_link);
    auto *row = new QHBoxLayout;
    row->setSpacing(paint::space::unit);
    row->addWidget(m_expires);
    row->addWidget(m_until, 1);
    form().addRow(row);
    connect(m_expires, &QCheckBox::toggled, m_until, &QWidget::setEnabled);
    connect(m_statement, &QPlainTextEdit::textChanged, this, [this] { setReady(!m_statement->text().isEmpty()); });
    m_statement->setFocus(Qt::OtherFocusReason);
}

readiness::Decision AttestDialog::decision() const
{
    readiness::Decision decision{.what = readiness::Decision::What::Attest,
                                 .profile = m_profile,
                                 .item = m_item,
                                 .text = m_statement->text(),
                                 .says = static_cast<Says>(m_says->currentData().toInt()),
                                 .link = m_link->text().trimmed()};
    if (m_expires->isChecked()) {
        decision.expires = fromMillis(QDateTime(m_until->date(), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch());
    }
    return decision;
}

} // namespace readyroom::readinessui
