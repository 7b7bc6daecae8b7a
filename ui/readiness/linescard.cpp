// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/linescard.h"

#include "ui/page/lineview.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textbutton.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

LinesCard::LinesCard(const widgets::ThemeSource &themes, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_view(new page::LineView(themes, accessibleName, this))
    , m_more(new widgets::TextButton(themes, {}, {}, this))
    , m_moreText(tr("Show all %1"))
{
    m_more->setObjectName(u"showAll"_s);
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_view);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(paint::space::card, paint::space::half, paint::space::card, paint::space::half);
    foot->addWidget(m_more);
    foot->addStretch(1);
    m_column->addLayout(foot);
    m_card->setContent(content);
    m_card->setContentMargins({1, 0, 1, 4});
    m_card->setHeaderGap(2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    m_more->hide();
    connect(m_view, &page::LineView::chosen, this, &LinesCard::chosen);
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        m_all = !m_all;
        refresh();
    });
}

void LinesCard::setTitle(const QString &title, const QString &subtitle)
{
    m_card->setTitle(title);
    m_card->setSubtitle(subtitle);
}

void LinesCard::setLimit(int limit)
{
    m_limit = limit;
    refresh();
}

void LinesCard::setLines(std::vector<items::Line> lines)
{
    m_lines = std::move(lines);
    refresh();
}

void LinesCard::setLead(QWidget *lead)
{
    m_column->insertWidget(0, lead);
}

void LinesCard::setMoreText(const QString &more)
{
    m_moreText = more;
}

void LinesCard::refresh()
{
    const auto count = static_cast<int>(m_lines.size());
    const bool tooMany = count > m_limit + 1;
    const int shown = tooMany && !m_all ? m_limit : count;
    m_view->setLines({m_lines.begin(), m_lines.begin() + shown});
    m_view->setVisible(shown > 0);
    m_more->setVisible(tooMany);
    m_more->setText(m_all ? tr("Show less") : m_moreText.arg(count));
    m_more->setAccessibleName(m_more->text());
    m_more->updateGeometry();
}

} // namespace readyroom::readinessui
