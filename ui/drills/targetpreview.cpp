// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/targetpreview.h"

#include "ui/drills/codeview.h"
#include "ui/drills/copybutton.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

namespace {

QString unstopped(const QString &sentence)
{
    return sentence.endsWith(u'.') ? QString(sentence.chopped(1)) : sentence;
}

} // namespace

QString effectText(const drills::Preview &preview)
{
    if (preview.now.isEmpty()) {
        return preview.effect;
    }
    return preview.effect.isEmpty() ? preview.now : QString(unstopped(preview.now) + u"  →  "_s + preview.effect);
}

TargetPreview::TargetPreview(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_target(new widgets::ElidedLabel(themes, this))
    , m_copy(new CopyButton(themes, this))
    , m_effect(new widgets::WrappedLabel(themes, 4, this))
    , m_refusals(new widgets::WrappedLabel(themes, 6, this))
    , m_warnings(new widgets::WrappedLabel(themes, 6, this))
    , m_request(new CodeView(themes, 12, this))
{
    m_target->setObjectName(u"previewTarget"_s);
    m_target->setMuted(true);
    m_effect->setObjectName(u"previewEffect"_s);
    m_refusals->setObjectName(u"previewRefusals"_s);
    m_refusals->setTone(paint::Tone::Critical);
    m_warnings->setObjectName(u"previewWarnings"_s);
    m_warnings->setTone(paint::Tone::Warning);
    m_request->setObjectName(u"previewRequest"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(paint::space::unit);
    head->addWidget(m_target, 1);
    head->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::half);
    layout->addLayout(head);
    for (QWidget *part : std::initializer_list<QWidget *>{m_effect, m_refusals, m_warnings, m_request}) {
        layout->addWidget(part);
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void TargetPreview::setPreview(const drills::Preview &preview)
{
    const auto say = [](widgets::WrappedLabel *label, const QString &text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    m_target->setText(preview.target);
    m_copy->setCommand(preview.command, preview.tool);
    say(m_effect, effectText(preview));
    say(m_refusals, preview.refusals.join(u' '));
    say(m_warnings, preview.warnings.join(u' '));
    m_request->setCode(preview.request);
    m_request->setAccessibleName(tr("What is sent to %1").arg(preview.target));
    m_request->setVisible(!preview.request.isEmpty());
}

} // namespace readyroom::drillsui
