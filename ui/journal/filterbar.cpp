// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/filterbar.h"

#include "models/items/journalwords.h"
#include "ui/paint/typography.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/textbutton.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QVBoxLayout>

namespace readyroom::journalui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FilterBar::FilterBar(const widgets::ThemeSource &themes, const page::ViewTime &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_service(new widgets::SearchField(themes, this))
    , m_spans(new widgets::SegmentedControl(themes, this))
    , m_text(new widgets::SearchField(themes, this))
    , m_names(new QStringListModel(this))
{
    setObjectName(u"journalFilter"_s);
    m_text->setObjectName(u"journalText"_s);
    m_text->setPlaceholderText(tr("Words in the event"));
    m_text->setAccessibleName(tr("Words that the event holds"));
    m_text->setShortcut(QKeySequence(Qt::Key_Slash));
    m_service->setObjectName(u"journalService"_s);
    m_service->setPlaceholderText(tr("Any service"));
    m_service->setAccessibleName(tr("Service"));
    m_service->setFixedWidth(192);
    auto *completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(10);
    m_service->setCompleter(completer);
    m_spans->setObjectName(u"journalSpan"_s);
    m_spans->setAccessibleName(tr("Span of time"));
    m_spans->setChoices({tr("Any time"), tr("1 h"), tr("24 h"), tr("7 d"), tr("As charts")},
                        {tr("Any time"), tr("The last hour"), tr("The last 24 hours"), tr("The last 7 days"),
                         tr("The span of time that the charts show")});

    auto *fields = new QHBoxLayout;
    fields->setSpacing(paint::space::unit);
    fields->addWidget(m_text, 1);
    fields->addWidget(m_service);
    fields->addWidget(m_spans);
    auto *chips = new QHBoxLayout;
    chips->setSpacing(paint::space::unit);
    for (const items::KindGroup &group : items::kindGroups()) {
        auto *chip = new widgets::TextButton(themes, group.name, {}, this);
        chip->setObjectName(u"kind-"_s + QString::number(m_chips.size()));
        chip->setCheckable(true);
        chip->setToolTip(group.description);
        chip->setAccessibleName(tr("Show %1").arg(group.description));
        connect(chip, &QAbstractButton::toggled, this, &FilterBar::changed);
        m_chips.push_back(chip);
        chips->addWidget(chip);
    }
    chips->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::unit);
    layout->addLayout(fields);
    layout->addLayout(chips);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(&m_typing, &QTimer::timeout, this, &FilterBar::changed);
    connect(m_text, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBar::leave);
    connect(m_text, &widgets::SearchField::left, this, &FilterBar::leave);
    connect(m_service, &QLineEdit::returnPressed, this, [this] {
        takeService();
        leave();
    });
    connect(m_service, &QLineEdit::editingFinished, this, &FilterBar::takeService);
    connect(m_service, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Half a name is no name yet.
        if (text.isEmpty() || m_names->stringList().contains(text)) {
            takeService();
        }
    });
    connect(m_service, &widgets::SearchField::left, this, &FilterBar::leave);
    connect(m_spans, &widgets::SegmentedControl::currentChanged, this, &FilterBar::changed);
    connect(&time, &page::ViewTime::changed, this, [this] {
        if (span() == Span::Charts) {
            Q_EMIT changed();
        }
    });
}

void FilterBar::setServices(const QStringList &names)
{
    if (names != m_names->stringList()) {
        m_names->setStringList(names);
    }
}

FilterBar::Span FilterBar::span() const
{
    return static_cast<Span>(m_spans->current());
}

JournalFilter FilterBar::filter() const
{
    JournalFilter filter;
    filter.service = m_wantedService;
    filter.text = m_text->text().simplified();
    const std::vector<items::KindGroup> groups = items::kindGroups();
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        if (m_chips[i]->isChecked()) {
            filter.kinds.insert(filter.kinds.end(), groups[i].kinds.begin(), groups[i].kinds.end());
        }
    }
    switch (span()) {
    case Span::Any:
        break;
    case Span::Hour:
        filter.from = m_time.now() - 1h;
        break;
    case Span::Day:
        filter.from = m_time.now() - 24h;
        break;
    case Span::Week:
        filter.from = m_time.now() - 7 * 24h;
        break;
    case Span::Charts: {
        const page::ViewTime::Window window = m_time.window();
        filter.from = window.from;
        if (m_time.isPaused()) {
            filter.to = window.to;
        }
        break;
    }
    }
    return filter;
}

bool FilterBar::isNarrowed() const
{
    return filter() != JournalFilter{};
}

void FilterBar::clear()
{
    {
        const QSignalBlocker blockers[]{QSignalBlocker(this), QSignalBlocker(m_spans)};
        m_text->clear();
        m_service->clear();
        m_wantedService.clear();
        m_spans->setCurrent(0);
        for (widgets::TextButton *chip : m_chips) {
            chip->setChecked(false);
        }
        m_typing.stop();
    }
    Q_EMIT changed();
}

void FilterBar::showService(const QString &name)
{
    m_service->setText(name);
    takeService();
}

void FilterBar::takeService()
{
    const QString name = m_service->text().trimmed();
    if (name != m_wantedService) {
        m_wantedService = name;
        Q_EMIT changed();
    }
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void FilterBar::leave()
{
    if (m_typing.isActive()) {
        m_typing.stop();
        Q_EMIT changed();
    }
    if (m_target != nullptr) {
        m_target->setFocus(Qt::TabFocusReason);
    }
}

} // namespace readyroom::journalui
