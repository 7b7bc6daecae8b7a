// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/comparedialog.h"

#include "models/items/readinesslines.h"
#include "ui/page/columnscroll.h"
#include "ui/page/emptystate.h"
#include "ui/page/lineview.h"
#include "ui/page/whendone.h"
#include "ui/paint/typography.h"
#include "ui/readiness/section.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/themesource.h"
#include "ui/widgets/wrappedlabel.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

namespace {

constexpr int listWidth = 264;

} // namespace

CompareDialog::CompareDialog(const widgets::ThemeSource &themes, ReadinessPort &port, Timestamp now, QWidget *parent)
    : QDialog(parent)
    , m_themes(themes)
    , m_port(port)
    , m_now(now)
{
    setObjectName(u"compareDialog"_s);
    setWindowTitle(tr("Compare with an earlier assessment"));
    setFont(paint::font(paint::TextSize::Body));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(&themes, &widgets::ThemeSource::changed, this, &CompareDialog::applyTheme);
    applyTheme();
    resize(920, 600);
    m_empty->say(tr("Reading earlier assessments …"));
    readEarlier();
}

void CompareDialog::build()
{
    auto *content = new QWidget(this);
    m_earlier = new page::LineView(m_themes, tr("Earlier assessments"), content);
    m_earlier->setObjectName(u"earlier"_s);
    m_earlier->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_earlier);
    list->addStretch(1);
    auto *left = new widgets::Card(m_themes, this);
    left->setTitle(tr("Earlier"));
    left->setContent(new page::ColumnScroll(m_themes, content));
    left->setContentMargins({1, 0, 1, 6});
    left->setFixedWidth(listWidth);

    m_empty = new page::EmptyState(m_themes, this);
    m_empty->setObjectName(u"compareEmpty"_s);
    m_difference = new page::ColumnScroll(m_themes, buildDifference());
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_difference);
    auto *right = new widgets::Card(m_themes, this);
    right->setTitle(tr("What changed until now"));
    right->setContent(m_stack);
    right->setContentMargins({1, 0, 1, 6});

    m_remember = new widgets::TextButton(m_themes, tr("Remember this moment"), {}, this);
    m_remember->setObjectName(u"remember"_s);
    m_remember->setToolTip(tr("Record the assessment of this moment in the journal, to compare with later"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"closeCompare"_s);
    close->setDefault(true);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(paint::space::card);
    columns->addWidget(left);
    columns->addWidget(right, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_remember);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(paint::space::page, paint::space::page, paint::space::page, paint::space::page);
    layout->setSpacing(paint::space::card);
    layout->addLayout(columns, 1);
    layout->addLayout(buttons);
    connect(m_earlier, &page::LineView::chosen, this, &CompareDialog::compareWith);
    connect(m_earlier->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid()) {
            compareWith(index.data(items::LineModel::KeyRole).toString());
        }
    });
    connect(m_remember, &QAbstractButton::clicked, this, &CompareDialog::remember);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

QWidget *CompareDialog::buildDifference()
{
    auto *content = new QWidget(this);
    m_summary = new widgets::WrappedLabel(m_themes, 3, content);
    m_summary->setObjectName(u"differenceSummary"_s);
    m_summary->setTextFont(paint::TextSize::Heading, paint::Weight::Strong);
    m_categories = new Section(m_themes, tr("Categories"), content);
    m_categories->view().setObjectName(u"categoryChanges"_s);
    m_items = new Section(m_themes, tr("Items"), content);
    m_items->view().setObjectName(u"itemChanges"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(paint::space::card, 0, paint::space::card, 0);
    head->addWidget(m_summary);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::page);
    column->addLayout(head);
    column->addWidget(m_categories);
    column->addWidget(m_items);
    column->addStretch(1);
    return content;
}

void CompareDialog::readEarlier()
{
    page::whenDone(m_port.earlier(), this,
                   [this](const Result<std::vector<EarlierAssessment>> &earlier) { takeEarlier(earlier); });
}

void CompareDialog::takeEarlier(const Result<std::vector<EarlierAssessment>> &earlier)
{
    if (!earlier) {
        m_empty->say(tr("Earlier assessments cannot be read."), earlier.error().message);
        return;
    }
    m_earlier->setLines(items::earlierLines(*earlier, m_now));
    if (earlier->empty()) {
        m_empty->say(tr("There is no earlier assessment."),
                     tr("One is kept whenever the verdict changes, when it is signed off, and when you press Remember "
                        "this moment."));
    } else if (m_chosen.isEmpty()) {
        m_earlier->setFocus(Qt::TabFocusReason);
        m_earlier->setCurrentIndex(m_earlier->model()->index(0, 0));
    }
}

void CompareDialog::compareWith(const QString &id)
{
    if (id == m_chosen) {
        return;
    }
    m_chosen = id;
    page::whenDone(m_port.difference(id), this, [this, id](const Result<readiness::Difference> &difference) {
        if (id != m_chosen) {
            return;
        }
        if (difference) {
            take(*difference);
        } else {
            m_empty->say(tr("These two cannot be compared."), difference.error().message);
            m_stack->setCurrentWidget(m_empty);
        }
    });
}

void CompareDialog::take(const readiness::Difference &difference)
{
    const bool same = difference.items.empty() && difference.categories.empty();
    m_summary->setText(same ? tr("Nothing has changed: %1").arg(items::differenceText(difference))
                            : items::differenceText(difference));
    m_categories->setLines(items::categoryChangeLines(difference));
    m_items->setLines(items::itemChangeLines(difference));
    m_stack->setCurrentWidget(m_difference);
}

void CompareDialog::remember()
{
    m_remember->setEnabled(false);
    page::whenDone(m_port.remember(), this, [this](const Result<void> &done) {
        m_remember->setEnabled(true);
        if (done) {
            readEarlier();
        } else {
            m_empty->say(tr("This moment could not be recorded."), done.error().message);
            m_stack->setCurrentWidget(m_empty);
        }
    });
}

void CompareDialog::applyTheme()
{
    setPalette(widgets::paletteOf(m_themes.theme()));
}

} // namespace readyroom::readinessui
