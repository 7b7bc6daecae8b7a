// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/problemsnotice.h"

#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/themesource.h"
#include "ui/widgets/wrappedlabel.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 5;

} // namespace

ProblemsNotice::ProblemsNotice(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_sentence(new widgets::WrappedLabel(themes, 2, this))
    , m_findings(new QPlainTextEdit(this))
{
    setObjectName(u"profileProblems"_s);
    m_sentence->setObjectName(u"problemsSentence"_s);
    m_findings->setObjectName(u"problemsFindings"_s);
    m_findings->setAccessibleName(tr("What is wrong with the profiles"));
    m_findings->setReadOnly(true);
    m_findings->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_findings->setFrameShape(QFrame::NoFrame);
    m_findings->setTabChangesFocus(true);
    m_findings->setFont(paint::font(paint::TextSize::Body));
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_findings->document()->setDocumentMargin(0);
    m_findings->viewport()->setAutoFillBackground(false);
    page::slimScrollBars(*m_findings, themes);
    auto *mark = new widgets::StateBadge(themes, this);
    mark->setState(paint::Tone::Critical, {}, tr("refused"));
    auto *close = new widgets::IconButton(themes, widgets::Symbol::Close, tr("Put this away"), this);
    close->setObjectName(u"closeProblems"_s);
    connect(close, &QAbstractButton::clicked, this, &QWidget::hide);

    auto *content = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->setSpacing(paint::space::unit);
    head->addWidget(mark, 0, Qt::AlignTop);
    head->addWidget(m_sentence, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::half);
    column->addLayout(head);
    column->addWidget(m_findings);
    auto *card = new widgets::Card(themes, this);
    card->setTone(paint::Tone::Critical);
    card->setContent(content);
    card->setContentMargins({paint::space::card, 0, paint::space::unit, 10});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&themes, &widgets::ThemeSource::changed, this, &ProblemsNotice::applyTheme);
    applyTheme();
    hide();
}

void ProblemsNotice::take(const std::vector<ProfileEntry> &profiles)
{
    QStringList problems;
    QStringList names;
    for (const ProfileEntry &profile : profiles) {
        if (!profile.problems.isEmpty()) {
            problems += profile.problems;
            names += profile.name;
        }
    }
    if (problems == m_problems) {
        return;
    }
    m_problems = problems;
    setVisible(!problems.isEmpty());
    m_sentence->setText(
        names.size() == 1
            ? tr("The profile %1 is refused; what was read of it before stays in use.").arg(names.first())
            : tr("The profiles %1 are refused; what was read of them before stays in use.").arg(names.join(u", "_s)));
    setAccessibleName(m_sentence->text());
    m_findings->setPlainText(problems.join(u'\n'));
    const auto lines = std::min<qsizetype>(mostLines, problems.size());
    m_findings->setFixedHeight(static_cast<int>(lines) * QFontMetrics(m_findings->font()).lineSpacing() + 4);
}

void ProblemsNotice::applyTheme()
{
    QPalette palette = widgets::paletteOf(m_themes.theme());
    palette.setColor(QPalette::Base, m_themes.theme().surface);
    palette.setColor(QPalette::Text, m_themes.theme().mutedText);
    m_findings->setPalette(palette);
}

} // namespace readyroom::readinessui
