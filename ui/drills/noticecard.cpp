// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/noticecard.h"

#include "ui/drills/noticerow.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textbutton.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

/// One more is shown anyway, so that never a single one is hidden.
constexpr std::size_t limit = 3;

} // namespace

NoticeCard::NoticeCard(const widgets::ThemeSource &themes, paint::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_tone(tone)
    , m_card(new widgets::Card(themes, this))
{
    auto *content = new QWidget(m_card);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(paint::space::half);
    m_more = new widgets::TextButton(themes, {}, {}, content);
    m_more->setObjectName(u"showAll"_s);
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    m_card->setTone(tone);
    m_card->setContent(content);
    m_card->setContentMargins({paint::space::card, 0, paint::space::unit, paint::space::unit});
    m_card->setHeaderGap(paint::space::half);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        m_all = true;
        refresh();
    });
    hide();
}

void NoticeCard::setTitle(const QString &title)
{
    m_card->setTitle(title);
    setAccessibleName(title);
}

void NoticeCard::setRows(std::vector<Row> rows)
{
    if (rows != m_rows) {
        m_rows = std::move(rows);
        refresh();
    }
}

void NoticeCard::refresh()
{
    const std::size_t wanted = m_all || m_rows.size() <= limit + 1 ? m_rows.size() : limit;
    while (m_shown.size() < wanted) {
        auto *row = new NoticeRow(m_themes, m_tone, m_card->content());
        m_column->insertWidget(static_cast<int>(m_shown.size()), row);
        m_shown.push_back(row);
        connect(row, &NoticeRow::acted, this, [this, row] { Q_EMIT acted(row->key()); });
        connect(row, &NoticeRow::opened, this, [this, row] { Q_EMIT opened(row->key()); });
    }
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        if (i < wanted) {
            m_shown[i]->setRow(m_rows[i]);
        }
        m_shown[i]->setVisible(i < wanted);
    }
    m_more->setText(tr("Show the other %1").arg(m_rows.size() - wanted));
    m_more->setAccessibleName(m_more->text());
    m_more->setVisible(wanted < m_rows.size());
    setVisible(!m_rows.empty());
}

} // namespace readyroom::drillsui
