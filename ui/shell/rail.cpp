// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

class RailButton final : public QAbstractButton {
public:
    RailButton(const widgets::ThemeSource &themes, widgets::Symbol symbol, QWidget *parent)
        : QAbstractButton(parent)
        , m_themes(themes)
        , m_symbol(symbol)
    {
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setFixedHeight(34);
        setAttribute(Qt::WA_Hover);
        connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    }

    [[nodiscard]] QSize sizeHint() const override { return {Rail::width - 16, 34}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const paint::Theme &theme = m_themes.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        widgets::paintFlatButton(painter, *this, theme);
        const QColor colour = isChecked() ? theme.selectionText : theme.mutedText;
        widgets::icon(m_symbol, colour).paint(&painter, QRect(10, (height() - 16) / 2, 16, 16));
        painter.setPen(colour);
        painter.setFont(
            paint::font(paint::TextSize::Body, isChecked() ? paint::Weight::Strong : paint::Weight::Regular));
        painter.drawText(rect().adjusted(36, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    }

private:
    const widgets::ThemeSource &m_themes;
    widgets::Symbol m_symbol;
};

} // namespace

Rail::Rail(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_group(new QButtonGroup(this))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"rail"_s);
    setFixedWidth(width);
    m_layout->setContentsMargins(8, 12, 8, 12);
    m_layout->setSpacing(2);
    m_layout->addStretch(1);
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::chosen);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

QKeySequence Rail::shortcutOf(int number)
{
    return QKeySequence(QKeyCombination(Qt::ControlModifier, static_cast<Qt::Key>(Qt::Key_0 + number)));
}

void Rail::addPage(int number, const QString &name, widgets::Symbol symbol)
{
    auto *button = new RailButton(m_themes, symbol, this);
    button->setObjectName(u"rail-"_s + QString::number(number));
    button->setText(name);
    button->setAccessibleName(name);
    button->setToolTip(name + u" ("_s + shortcutOf(number).toString(QKeySequence::NativeText) + u')');
    const QList<QAbstractButton *> present = m_group->buttons();
    const auto before =
        std::ranges::count_if(present, [this, number](QAbstractButton *other) { return m_group->id(other) < number; });
    if (before > 0) {
        setTabOrder(static_cast<QWidget *>(m_layout->itemAt(static_cast<int>(before) - 1)->widget()), button);
    }
    m_group->addButton(button, number);
    m_layout->insertWidget(static_cast<int>(before), button);
}

void Rail::setCurrent(int number)
{
    if (QAbstractButton *button = m_group->button(number)) {
        button->setChecked(true);
    }
}

int Rail::current() const
{
    return m_group->checkedId();
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_themes.theme().surface);
    painter.setPen(m_themes.theme().hairline);
    painter.drawLine(rect().right(), 0, rect().right(), height());
}

} // namespace readyroom::shell
