// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/noticerow.h"

#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

NoticeRow::NoticeRow(const widgets::ThemeSource &themes, paint::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_text(new widgets::WrappedLabel(themes, 2, this))
    , m_note(new widgets::ElidedLabel(themes, this))
    , m_open(new widgets::TextButton(themes, tr("Show"), {}, this))
    , m_action(new widgets::TextButton(themes, {}, {}, this))
{
    m_text->setObjectName(u"noticeRowText"_s);
    m_note->setObjectName(u"noticeRowNote"_s);
    m_note->setMuted(true);
    m_note->setTextFont(paint::TextSize::Small);
    m_open->setObjectName(u"noticeRowOpen"_s);
    m_action->setObjectName(u"noticeRowAction"_s);
    if (tone == paint::Tone::Critical) {
        m_action->setTone(tone);
    }
    auto *mark = new widgets::StateBadge(themes, this);
    mark->setState(tone, {}, tone == paint::Tone::Critical ? tr("critical") : tr("warning"));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_text);
    words->addWidget(m_note);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(paint::space::unit);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_open);
    row->addWidget(m_action);
    connect(m_open, &QAbstractButton::clicked, this, &NoticeRow::opened);
    connect(m_action, &QAbstractButton::clicked, this, &NoticeRow::acted);
}

void NoticeRow::setRow(const NoticeCard::Row &row)
{
    if (row == m_row) {
        return;
    }
    m_row = row;
    m_text->setText(row.text);
    m_note->setText(row.note);
    m_note->setVisible(!row.note.isEmpty());
    m_action->setText(row.action);
    m_action->setAccessibleName(row.action + u": "_s + row.text);
    m_action->setVisible(!row.action.isEmpty());
    m_action->updateGeometry();
    m_open->setVisible(row.opens);
    m_open->setAccessibleName(m_open->text() + u": "_s + row.text);
}

} // namespace readyroom::drillsui
