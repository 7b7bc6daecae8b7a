// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/codeview.h"

#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 6;
/// The document asks for a little more than its lines.
constexpr int slack = 4;

} // namespace

CodeView::CodeView(const widgets::ThemeSource &themes, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_themes(themes)
    , m_mostLines(mostLines)
{
    setObjectName(u"code"_s);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setFont(paint::monospaceFont(paint::TextSize::Small));
    setWordWrapMode(QTextOption::WrapAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(margin);
    page::slimScrollBars(*this, themes);
    setAccessibleName(tr("What is sent"));
    connect(&themes, &widgets::ThemeSource::changed, this, &CodeView::applyTheme);
    applyTheme();
    fit();
}

void CodeView::setCode(const QString &code)
{
    if (code != m_code) {
        m_code = code;
        setPlainText(code);
        fit();
    }
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        fit();
    }
}

void CodeView::fit()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < m_mostLines; block = block.next()) {
        // Laid out here: the document does so only with what it shows.
        (void)document()->documentLayout()->blockBoundingRect(block);
        lines += std::max(1, block.layout()->lineCount());
    }
    setVerticalScrollBarPolicy(lines < m_mostLines ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    lines = std::clamp(lines, 1, m_mostLines);
    setFixedHeight(lines * QFontMetrics(font()).lineSpacing() + 2 * margin + slack);
}

void CodeView::applyTheme()
{
    QPalette palette = widgets::paletteOf(m_themes.theme());
    palette.setColor(QPalette::Base, m_themes.theme().background);
    setPalette(palette);
}

} // namespace readyroom::drillsui
