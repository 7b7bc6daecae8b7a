// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/steppreview.h"

#include "ui/drills/foldbutton.h"
#include "ui/drills/targetpreview.h"
#include "ui/paint/format.h"
#include "ui/paint/typography.h"

#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

QString wordsOf(const DrillPreview::Step &step)
{
    QStringList words;
    const auto targets = step.targets.size();
    if (targets == 1) {
        words += step.targets.front().target;
    } else if (targets > 1) {
        words += StepPreview::tr("%1 targets").arg(targets);
    }
    words += step.provider;
    if (step.hold > Duration::zero()) {
        words += StepPreview::tr("then hold %1").arg(paint::duration(step.hold));
    }
    words.removeAll(QString());
    return words.join(u" · "_s);
}

} // namespace

StepPreview::StepPreview(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_head(new FoldButton(themes, this))
    , m_body(new QWidget(this))
    , m_column(new QVBoxLayout(m_body))
{
    m_head->setObjectName(u"previewStep"_s);
    m_column->setContentsMargins(paint::space::card + 18, 0, paint::space::card, paint::space::unit);
    m_column->setSpacing(paint::space::card);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_body);
    m_body->hide();
    connect(m_head, &QAbstractButton::toggled, this, &StepPreview::refresh);
}

void StepPreview::setStep(const DrillPreview::Step &step)
{
    m_step = step;
    refresh();
}

void StepPreview::setUnfolded(bool unfolded)
{
    m_head->setChecked(unfolded);
}

void StepPreview::refresh()
{
    m_head->setWords(m_step.title, wordsOf(m_step));
    m_head->setEnabled(!m_step.targets.empty());
    const bool unfolded = m_head->isChecked() && !m_step.targets.empty();
    if (unfolded) {
        while (m_targets.size() < m_step.targets.size()) {
            m_targets.push_back(new TargetPreview(m_themes, m_body));
            m_column->addWidget(m_targets.back());
        }
        for (std::size_t i = 0; i < m_targets.size(); ++i) {
            const bool used = i < m_step.targets.size();
            if (used) {
                m_targets[i]->setPreview(m_step.targets[i]);
            }
            m_targets[i]->setVisible(used);
        }
    }
    m_body->setVisible(unfolded);
}

} // namespace readyroom::drillsui
