// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmentedcontrol.h"

#include "ui/paint/typography.h"
#include "ui/widgets/segment.h"
#include "ui/widgets/themesource.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

namespace readyroom::widgets {

SegmentedControl::SegmentedControl(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_layout(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    m_layout->setContentsMargins(1, 1, 1, 1);
    m_layout->setSpacing(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    // An exclusive group is one tab stop, and the arrow keys choose: QAbstractButton does that by itself.
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked) {
            Q_EMIT currentChanged(id);
        }
    });
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void SegmentedControl::setChoices(const QStringList &texts, const QStringList &descriptions)
{
    const QSignalBlocker quiet(m_group);
    const auto old = m_group->buttons();
    qDeleteAll(old);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        using Place = Segment::Place;
        const bool first = i == 0;
        const bool last = i + 1 == texts.size();
        const Place place = first && last ? Place::Only : first ? Place::First : last ? Place::Last : Place::Middle;
        auto *segment = new Segment(m_themes, texts[i], place, this);
        segment->setAccessibleName(i < descriptions.size() ? descriptions[i] : texts[i]);
        segment->setToolTip(i < descriptions.size() ? descriptions[i] : QString());
        segment->setFocusPolicy(Qt::StrongFocus);
        m_group->addButton(segment, static_cast<int>(i));
        m_layout->addWidget(segment);
        segment->setChecked(first);
    }
    updateGeometry();
}

QStringList SegmentedControl::choices() const
{
    QStringList texts;
    for (const QAbstractButton *button : m_group->buttons()) {
        texts += button->text();
    }
    return texts;
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index)) {
        button->setChecked(true);
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const paint::Theme &theme = m_themes.theme();
    painter.setPen(QPen(theme.hairline, 1.0));
    painter.setBrush(theme.hairline);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), paint::space::controlRadius,
                            paint::space::controlRadius);
}

} // namespace readyroom::widgets
