// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/factsview.h"

#include "ui/paint/typography.h"
#include "ui/widgets/focusring.h"
#include "ui/widgets/themesource.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextTable>

#include <cmath>

namespace readyroom::readinessui {

namespace {

constexpr int nameWidth = 84;
/// Laying out more than this takes longer than a frame.
constexpr qsizetype longest = 4000;

} // namespace

FactsView::FactsView(const widgets::ThemeSource &themes, const QString &accessibleName, QWidget *parent)
    : QTextEdit(parent)
    , m_themes(themes)
{
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&themes, &widgets::ThemeSource::changed, this, &FactsView::write);
}

void FactsView::setFacts(std::vector<Fact> facts)
{
    std::erase_if(facts, [](const Fact &fact) { return fact.text.isEmpty(); });
    if (facts == m_facts) {
        return;
    }
    m_facts = std::move(facts);
    write();
    updateGeometry();
}

void FactsView::write()
{
    const paint::Theme &theme = m_themes.theme();
    QPalette palette = widgets::paletteOf(theme);
    palette.setColor(QPalette::Base, Qt::transparent);
    setPalette(palette);
    QTextCharFormat name;
    name.setFont(paint::font(paint::TextSize::Small));
    name.setForeground(theme.mutedText);
    QTextCharFormat body;
    body.setFont(paint::font(paint::TextSize::Body));
    body.setForeground(theme.text);

    clear();
    if (m_facts.empty()) {
        return;
    }
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(2);
    format.setColumnWidthConstraints(
        {QTextLength(QTextLength::FixedLength, nameWidth), QTextLength(QTextLength::VariableLength, 0)});
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    QTextTable *table = cursor.insertTable(static_cast<int>(m_facts.size()), 2, format);
    for (int row = 0; row < table->rows(); ++row) {
        const Fact &fact = m_facts[static_cast<std::size_t>(row)];
        const bool whole = fact.name.isEmpty();
        if (whole) {
            table->mergeCells(row, 0, 1, 2);
        } else {
            table->cellAt(row, 0).firstCursorPosition().insertText(fact.name, name);
        }
        // insertText() takes what it is given for plain text, whatever it looks like.
        table->cellAt(row, whole ? 0 : 1).firstCursorPosition().insertText(fact.text.left(longest), body);
    }
    cursor.endEditBlock();
}

int FactsView::heightForWidth(int width) const
{
    const std::unique_ptr<QTextDocument> copy(document()->clone());
    copy->setDocumentMargin(0);
    copy->setDefaultTextOption(document()->defaultTextOption());
    copy->setTextWidth(width);
    return static_cast<int>(std::ceil(copy->size().height()));
}

void FactsView::wheelEvent(QWheelEvent *event)
{
    // The checklist scrolls.
    event->ignore();
}

void FactsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll)
        || event->modifiers().testFlag(Qt::ShiftModifier)) {
        QTextEdit::keyPressEvent(event);
        return;
    }
    event->ignore();
}

void FactsView::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    if (hasFocus()) {
        QPainter painter(viewport());
        widgets::paintFocusRing(painter, QRectF(viewport()->rect()), paint::space::controlRadius, m_themes.theme());
    }
}

} // namespace readyroom::readinessui
