// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/serieschoice.h"

#include "ui/widgets/segmentedcontrol.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

/// More do not fit beside the title.
constexpr qsizetype mostButtons = 3;
constexpr qsizetype longestWord = 18;

} // namespace

SeriesChoice::SeriesChoice(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_buttons(new widgets::SegmentedControl(themes, this))
    , m_list(new QComboBox(this))
{
    m_buttons->setObjectName(u"seriesButtons"_s);
    m_list->setObjectName(u"seriesList"_s);
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (QWidget *const one : {static_cast<QWidget *>(m_buttons), static_cast<QWidget *>(m_list)}) {
        one->setAccessibleName(tr("What is drawn"));
        one->hide();
    }
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_buttons);
    layout->addWidget(m_list);
    connect(m_buttons, &widgets::SegmentedControl::currentChanged, this, &SeriesChoice::chosen);
    connect(m_list, &QComboBox::activated, this, &SeriesChoice::chosen);
}

void SeriesChoice::setChoices(const QStringList &names)
{
    if (names == m_names) {
        return;
    }
    m_names = names;
    const bool few = names.size() <= mostButtons;
    QStringList words = few ? names : QStringList();
    for (QString &word : words) {
        word = word.size() > longestWord ? QString(word.left(longestWord - 1) + u'…') : word;
    }
    const QSignalBlocker quiet(m_buttons);
    m_buttons->setChoices(words, few ? names : QStringList());
    m_list->clear();
    m_list->addItems(names);
    m_buttons->setVisible(few && names.size() > 1);
    m_list->setVisible(!few);
}

void SeriesChoice::setCurrent(int index)
{
    const QSignalBlocker quiet(m_buttons);
    m_buttons->setCurrent(index);
    m_list->setCurrentIndex(index);
}

} // namespace readyroom::drillsui
