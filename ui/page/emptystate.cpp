// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/emptystate.h"

#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::page {

using namespace Qt::StringLiterals;

EmptyState::EmptyState(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_title(new QLabel(this))
    , m_next(new QLabel(this))
    , m_findings(new QPlainTextEdit(this))
{
    setObjectName(u"emptyState"_s);
    m_title->setObjectName(u"emptySentence"_s);
    m_next->setObjectName(u"emptyNextStep"_s);
    m_findings->setObjectName(u"emptyFindings"_s);
    for (QLabel *label : {m_title, m_next}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setFont(paint::font(paint::TextSize::Heading, paint::Weight::Strong));
    m_next->setFont(paint::font(paint::TextSize::Body));
    m_findings->setFont(paint::font(paint::TextSize::Body));
    m_findings->setReadOnly(true);
    m_findings->setFrameShape(QFrame::NoFrame);
    m_findings->setTabChangesFocus(true);
    m_findings->document()->setDocumentMargin(paint::space::card);
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    slimScrollBars(*m_findings, themes);
    m_findings->setAccessibleName(tr("What is wrong"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(48, 24, 48, 24);
    layout->setSpacing(paint::space::unit);
    layout->addStretch(2);
    const auto addCentred = [layout](QWidget *widget, int widest) {
        widget->setMaximumWidth(widest);
        auto *row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(widget, 20);
        row->addStretch(1);
        layout->addLayout(row);
    };
    // Longer lines are hard to read; findings begin with a path.
    addCentred(m_title, 640);
    addCentred(m_next, 640);
    layout->addSpacing(paint::space::unit);
    addCentred(m_findings, 960);
    layout->addStretch(3);
    connect(&themes, &widgets::ThemeSource::changed, this, &EmptyState::applyTheme);
    applyTheme();
    say({});
}

void EmptyState::say(const QString &sentence, const QString &nextStep, const QStringList &findings)
{
    m_sentence = sentence;
    m_title->setText(sentence);
    m_next->setText(nextStep);
    m_next->setVisible(!nextStep.isEmpty());
    m_findings->setPlainText(findings.join(u'\n'));
    m_findings->setVisible(!findings.isEmpty());
    // Twice as many lines as findings, since long ones wrap.
    m_findings->setFixedHeight(std::min(360, static_cast<int>(findings.size()) * 2 * 18 + 2 * paint::space::card));
    setAccessibleName(sentence);
}

void EmptyState::applyTheme()
{
    const paint::Theme &theme = m_themes.theme();
    const auto colour = [](QWidget *widget, const QColor &text, const QColor &base) {
        QPalette palette = widget->palette();
        palette.setColor(QPalette::WindowText, text);
        palette.setColor(QPalette::Text, text);
        palette.setColor(QPalette::Base, base);
        widget->setPalette(palette);
    };
    colour(m_title, theme.text, theme.background);
    colour(m_next, theme.mutedText, theme.background);
    colour(m_findings, theme.text, theme.surface);
}

} // namespace readyroom::page
