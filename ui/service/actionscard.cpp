// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/actionscard.h"

#include "ui/paint/typography.h"
#include "ui/service/actionrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textbutton.h"

#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace readyroom::service {

using namespace Qt::StringLiterals;

namespace {

/// One more is shown anyway, so that never a single one is hidden.
constexpr std::size_t limit = 3;

} // namespace

ActionsCard::ActionsCard(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_port(port)
{
    setObjectName(u"actionsCard"_s);
    auto *card = new widgets::Card(themes, this);
    m_content = new QWidget(card);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(paint::space::unit);
    m_more = new widgets::TextButton(themes, {}, {}, m_content);
    m_more->setObjectName(u"moreActions"_s);
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    card->setTitle(tr("Actions"));
    card->setSubtitle(tr("nothing is done before you have seen what"));
    card->setContent(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        m_all = true;
        refresh();
    });
    connect(&port, &DrillsPort::changed, this, &ActionsCard::refresh);
    connect(&port, &DrillsPort::runChanged, this, &ActionsCard::refresh);
}

std::vector<DrillEntry> ActionsCard::actions() const
{
    std::vector<DrillEntry> suggested;
    std::vector<DrillEntry> others;
    for (DrillEntry &entry : m_port.entries()) {
        const bool elsewhere =
            !m_environment.isEmpty() && !entry.environment.isEmpty() && entry.environment != m_environment;
        if (!m_service.isEmpty() && entry.service == m_service && !elsewhere) {
            (entry.suggested.isEmpty() ? others : suggested).push_back(std::move(entry));
        }
    }
    std::ranges::move(others, std::back_inserter(suggested));
    return suggested;
}

bool ActionsCard::isEmpty() const
{
    return actions().empty();
}

void ActionsCard::setService(const QString &environment, const QString &name)
{
    if (environment != m_environment || name != m_service) {
        m_environment = environment;
        m_service = name;
        m_all = false;
        refresh();
    }
}

void ActionsCard::setNow(Timestamp now)
{
    m_now = now;
    refresh();
}

void ActionsCard::refresh()
{
    const std::vector<DrillEntry> all = actions();
    const std::size_t wanted = m_all || all.size() <= limit + 1 ? all.size() : limit;
    while (m_rows.size() < wanted) {
        auto *row = new ActionRow(m_themes, m_content);
        m_column->insertWidget(static_cast<int>(m_rows.size()), row);
        m_rows.push_back(row);
        connect(row, &ActionRow::clicked, this, [this, row] { Q_EMIT chosen(m_service, row->name()); });
    }
    const std::shared_ptr<const drills::Run> run = m_port.run();
    const bool runs = run && !run->hasEnded() && run->service == m_service;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i < wanted) {
            m_rows[i]->setEntry(all[i], runs && run->experiment.drill == all[i].name, m_now);
        }
        m_rows[i]->setVisible(i < wanted);
    }
    m_more->setText(tr("Show the other %1").arg(all.size() - wanted));
    m_more->setAccessibleName(m_more->text());
    m_more->setVisible(wanted < all.size());
    Q_EMIT changed();
}

} // namespace readyroom::service
