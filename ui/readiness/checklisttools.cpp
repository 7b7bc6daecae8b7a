// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/checklisttools.h"

#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/textbutton.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;
using widgets::TextButton;

ChecklistTools::ChecklistTools(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_text(new widgets::SearchField(themes, this))
    , m_openOnly(new TextButton(themes, tr("Open only"), {}, this))
    , m_assuming(new TextButton(themes, tr("What if"), {}, this))
    , m_run(new TextButton(themes, tr("Run"), {}, this))
    , m_themes(themes)
{
    setObjectName(u"checklistTools"_s);
    m_text->setObjectName(u"checklistFilter"_s);
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter items"));
    m_text->setShortcut(QKeySequence(Qt::Key_Slash));
    m_text->setMinimumWidth(96);
    m_text->setMaximumWidth(320);
    m_openOnly->setObjectName(u"openOnly"_s);
    m_openOnly->setCheckable(true);
    m_openOnly->setToolTip(tr("Show only items that do not pass (F)"));
    m_assuming->setObjectName(u"whatIf"_s);
    m_assuming->setCheckable(true);
    m_assuming->setToolTip(tr("Tick items to see the score and the verdict that would follow; nothing is saved (T)"));
    m_run->setObjectName(u"runAll"_s);

    auto *row = new QHBoxLayout;
    row->setSpacing(paint::space::unit);
    row->addWidget(m_text, 1);
    row->addWidget(m_openOnly);
    row->addWidget(m_assuming);
    row->addStretch(0);
    row->addWidget(m_run);
    buildAssuming();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(paint::space::card, 0, paint::space::card, paint::space::unit);
    layout->setSpacing(paint::space::unit);
    layout->addLayout(row);
    layout->addWidget(m_assumed);

    const auto leave = [this] {
        if (m_target != nullptr) {
            m_target->setFocus(Qt::TabFocusReason);
        }
    };
    connect(m_text, &QLineEdit::textChanged, this, &ChecklistTools::changed);
    connect(m_text, &QLineEdit::returnPressed, this, leave);
    connect(m_text, &widgets::SearchField::left, this, leave);
    connect(m_openOnly, &QAbstractButton::toggled, this, &ChecklistTools::changed);
    connect(m_assuming, &QAbstractButton::toggled, this, [this](bool on) {
        m_assumed->setVisible(on);
        Q_EMIT assumingChanged(on);
    });
    connect(m_run, &QAbstractButton::clicked, this, &ChecklistTools::runRequested);
    setRunnable(0, {});
}

void ChecklistTools::buildAssuming()
{
    m_assumed = new QWidget(this);
    m_sentence = new widgets::ElidedLabel(m_themes, m_assumed);
    m_sentence->setObjectName(u"whatIfSentence"_s);
    m_sentence->setTone(paint::Tone::Accent);
    auto *path = new TextButton(m_themes, tr("Tick the shortest path"), {}, m_assumed);
    path->setObjectName(u"tickPath"_s);
    m_untick = new TextButton(m_themes, tr("Clear"), {}, m_assumed);
    m_untick->setObjectName(u"untickAll"_s);
    m_untick->setAccessibleName(tr("Clear all ticks"));
    auto *row = new QHBoxLayout(m_assumed);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(paint::space::unit);
    row->addWidget(m_sentence, 1);
    row->addWidget(path);
    row->addWidget(m_untick);
    m_assumed->hide();
    connect(path, &QAbstractButton::clicked, this, &ChecklistTools::pathRequested);
    connect(m_untick, &QAbstractButton::clicked, this, &ChecklistTools::untickRequested);
    setTicked(0);
}

QString ChecklistTools::text() const
{
    return m_text->text();
}

bool ChecklistTools::isOpenOnly() const
{
    return m_openOnly->isChecked();
}

bool ChecklistTools::isAssuming() const
{
    return m_assuming->isChecked();
}

void ChecklistTools::setOpenOnly(bool openOnly)
{
    m_openOnly->setChecked(openOnly);
}

void ChecklistTools::setAssuming(bool assuming)
{
    m_assuming->setChecked(assuming);
}

void ChecklistTools::clear()
{
    {
        const QSignalBlocker blocker(this);
        m_text->clear();
        m_openOnly->setChecked(false);
    }
    Q_EMIT changed();
}

void ChecklistTools::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void ChecklistTools::setRunnable(int count, const QString &why)
{
    m_run->setVisible(count > 0);
    m_run->setEnabled(why.isEmpty());
    m_run->setText(!why.isEmpty() ? why : count == 1 ? tr("Run 1 active") : tr("Run %1 active").arg(count));
    m_run->setAccessibleName(m_run->text());
    m_run->setToolTip(why.isEmpty() ? tr("Collect the evidence that is collected only on request: load, rate limits, "
                                         "commands. Each item has a button of its own, too.")
                                    : tr("Evidence that loads the service is collected only while its environment is "
                                         "armed: click the lock at the top."));
    m_run->updateGeometry();
}

void ChecklistTools::setTicked(int count)
{
    m_sentence->setText(count == 0       ? tr("What if? Tick what would be done; nothing is saved.")
                            : count == 1 ? tr("As if 1 item were done; nothing is saved.")
                                         : tr("As if %1 items were done; nothing is saved.").arg(count));
    m_untick->setEnabled(count > 0);
}

} // namespace readyroom::readinessui
