// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/itempanel.h"

#include "models/items/evidencewords.h"
#include "models/items/journalwords.h"
#include "models/items/readinesswords.h"
#include "ui/paint/format.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/themesource.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using widgets::TextButton;

namespace {

constexpr std::size_t mostEntries = 8;

QString timeText(Timestamp at)
{
    return ItemPanel::tr("%1, %2").arg(items::dayText(at), paint::clock(at));
}

QString measuredFact(const AssessedItem &item)
{
    const readiness::Evidence &evidence = item.evidence;
    const QString &seen = evidence.observed;
    QStringList lines{
        ItemPanel::tr("%1: %2").arg(items::resultWord(item.result), seen.isEmpty() ? items::measuredText(item) : seen)};
    if (!evidence.target.isEmpty()) {
        lines.front() += ItemPanel::tr(", target %1").arg(evidence.target);
    }
    lines += evidence.reason;
    if (evidence.takenAt) {
        lines += evidence.expires ? ItemPanel::tr("Taken on %1; counts until %2.")
                                        .arg(timeText(*evidence.takenAt), timeText(*evidence.expires))
                                  : ItemPanel::tr("Taken on %1; does not expire.").arg(timeText(*evidence.takenAt));
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString decidedFact(const AssessedItem &item)
{
    QStringList lines;
    if (item.waiver) {
        lines += (item.waiverExpired ? ItemPanel::tr("Waived by %1 until %2, which is over: %3")
                                     : ItemPanel::tr("Waived by %1 until %2: %3"))
                     .arg(item.waiver->owner, items::dayText(item.waiver->expires), item.waiver->reason);
    }
    if (item.notApplicable) {
        lines += item.notApplicable->by.isEmpty()
            ? ItemPanel::tr("Not applicable: %1").arg(item.notApplicable->reason)
            : ItemPanel::tr("Not applicable, says %1: %2").arg(item.notApplicable->by, item.notApplicable->reason);
    }
    return lines.join(u'\n');
}

QString weightFact(const readiness::Item &item)
{
    QStringList parts{ItemPanel::tr("severity %1").arg(items::severityWord(item.severity)),
                      ItemPanel::tr("weight %1").arg(QString::number(item.effectiveWeight(), 'g', 4))};
    if (item.blocker) {
        parts += ItemPanel::tr("a blocker");
    }
    const QString hours = items::hoursText(readiness::toHours(item.effectiveEffort()));
    parts += item.effort ? ItemPanel::tr("effort %1").arg(hours) : ItemPanel::tr("effort %1, assumed").arg(hours);
    if (!item.owner.isEmpty()) {
        parts += ItemPanel::tr("owner %1").arg(item.owner);
    }
    if (!item.tags.isEmpty()) {
        parts += ItemPanel::tr("tags %1").arg(item.tags.join(u", "_s));
    }
    return parts.join(u" · "_s);
}

} // namespace

ItemPanel::ItemPanel(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_facts(new FactsView(themes, tr("Details of the item"), this))
{
    setObjectName(u"itemPanel"_s);
    m_facts->setObjectName(u"itemFacts"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(paint::space::unit);
    const auto add = [&](const char *name, const QString &text, ItemAction action, const QString &key) {
        auto *button = new TextButton(themes, text, {}, this);
        button->setObjectName(QLatin1StringView(name));
        button->setToolTip(tr("Key %1").arg(key));
        connect(button, &QAbstractButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
        buttons->addWidget(button);
        m_buttons.push_back(button);
        return button;
    };
    m_waive = add("itemWaive", tr("Waive…"), ItemAction::Waive, u"W"_s);
    m_applies = add("itemApplies", tr("Not applicable…"), ItemAction::NotApplicable, u"D"_s);
    add("itemNote", tr("Note…"), ItemAction::Note, u"N"_s);
    add("itemAttest", tr("Attest…"), ItemAction::Attest, u"A"_s);
    m_run = add("itemRun", tr("Run now"), ItemAction::Run, u"R"_s);
    m_copy = new TextButton(themes, tr("Copy the answer"), {}, this);
    m_copy->setObjectName(u"itemCopy"_s);
    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_raw)); });
    m_buttons.push_back(m_copy);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(27, 10, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_facts);
    layout->addLayout(buttons);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void ItemPanel::tabAfter(QWidget *before)
{
    setTabOrder(before, m_facts);
    QWidget *last = m_facts;
    for (TextButton *button : m_buttons) {
        setTabOrder(last, button);
        last = button;
    }
}

void ItemPanel::setItem(const AssessedItem &item, Timestamp now)
{
    m_id = item.item->id;
    m_now = now;
    m_raw = item.evidence.raw;
    const bool active = item.item->evidence && readiness::isActive(*item.item->evidence);
    m_known = {{{}, item.item->description},
               {tr("asks"),
                item.item->evidence ? items::evidenceText(*item.item->evidence)
                                    : tr("Nothing yet: it is unknown until somebody attests it.")},
               {tr("measured"), measuredFact(item)},
               {u"SHA-256"_s, QString::fromLatin1(item.evidence.sha256)},
               {tr("decided"), decidedFact(item)},
               {tr("to fix"), readiness::isUnfinished(item.result) ? item.item->fix : QString()},
               {tr("counts"), weightFact(*item.item)}};
    m_waive->setText(canLift(item) ? tr("Lift the waiver") : tr("Waive…"));
    m_waive->setVisible(canLift(item) || readiness::isUnfinished(item.result));
    m_applies->setText(canApplyAgain(item) ? tr("It applies again") : tr("Not applicable…"));
    m_applies->setVisible(canApplyAgain(item) || !item.notApplicable);
    for (TextButton *button : {m_waive, m_applies}) {
        button->setAccessibleName(button->text());
        button->updateGeometry();
    }
    m_run->setVisible(active);
    m_copy->setVisible(!m_raw.isEmpty());
    write();
}

void ItemPanel::setHistory(Result<std::vector<journal::Entry>> history)
{
    m_history = std::move(history);
    write();
}

void ItemPanel::setRunnable(bool runnable, const QString &why)
{
    m_run->setEnabled(runnable);
    m_run->setText(runnable ? tr("Run now") : why);
    m_run->setAccessibleName(m_run->text());
    m_run->updateGeometry();
}

QString ItemPanel::historyText() const
{
    if (!m_history) {
        return tr("Reading …");
    }
    if (!*m_history) {
        return m_history->error().message;
    }
    const std::vector<journal::Entry> &entries = **m_history;
    if (entries.empty()) {
        return tr("Nothing was decided or run yet.");
    }
    QStringList lines;
    for (std::size_t i = 0; i < std::min(entries.size(), mostEntries); ++i) {
        const journal::Event &event = entries[i].event;
        lines += tr("%1 · %2 · %3").arg(timeText(event.at), items::operatorText(event.by), event.text);
    }
    if (entries.size() > mostEntries) {
        lines += tr("… and %1 earlier ones in the journal").arg(entries.size() - mostEntries);
    }
    return lines.join(u'\n');
}

void ItemPanel::write()
{
    std::vector<FactsView::Fact> facts = m_known;
    facts.push_back({tr("history"), historyText()});
    m_facts->setFacts(std::move(facts));
}

bool ItemPanel::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        Q_EMIT resized();
    }
    return QWidget::event(event);
}

void ItemPanel::paintEvent(QPaintEvent *)
{
    const paint::Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.selection);
}

void ItemPanel::keyPressEvent(QKeyEvent *event)
{
    // Back to the row that it belongs to.
    if (event->key() == Qt::Key_Escape && parentWidget() != nullptr && parentWidget()->parentWidget() != nullptr) {
        parentWidget()->parentWidget()->setFocus(Qt::OtherFocusReason);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace readyroom::readinessui
