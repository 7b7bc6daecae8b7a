// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/armdialog.h"

#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

bool wantsName(const fleet::Environment &environment)
{
    return environment.confirm == fleet::Environment::Confirm::TypeName;
}

QString lengthText(Duration length)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(length).count();
    return seconds % 60 == 0 ? ArmDialog::tr("%1 min").arg(seconds / 60) : ArmDialog::tr("%1 s").arg(seconds);
}

} // namespace

ArmDialog::ArmDialog(const widgets::ThemeSource &themes, ArmingPort &arming, const QString &environment,
                     QWidget *parent)
    : QDialog(parent)
    , m_themes(themes)
    , m_arming(arming)
    , m_environments(arming.environments())
    , m_choice(new QComboBox(this))
    , m_what(new QLabel(this))
    , m_prompt(new QLabel(this))
    , m_typed(new QLineEdit(this))
    , m_error(new QLabel(this))
    , m_arm(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"armDialog"_s);
    setWindowTitle(tr("Arm an environment"));
    setFont(paint::font(paint::TextSize::Body));
    m_choice->setObjectName(u"armEnvironment"_s);
    m_choice->setAccessibleName(tr("Environment"));
    m_typed->setObjectName(u"armTyped"_s);
    m_error->setObjectName(u"armError"_s);
    m_arm->setObjectName(u"armAccept"_s);
    m_cancel->setObjectName(u"armCancel"_s);
    for (QLabel *label : {m_what, m_prompt, m_error}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    for (const fleet::Environment &each : m_environments) {
        m_choice->addItem(each.name);
    }
    m_choice->setCurrentIndex(std::max(0, m_choice->findText(environment)));
    m_arm->setAutoDefault(false);
    m_cancel->setDefault(true);

    auto *title = new QLabel(windowTitle(), this);
    title->setFont(paint::font(paint::TextSize::Heading, paint::Weight::Strong));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_arm);
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(paint::space::card);
    for (QWidget *widget : std::initializer_list<QWidget *>{title, m_choice, m_what, m_prompt, m_typed, m_error}) {
        layout->addWidget(widget);
    }
    layout->addSpacing(paint::space::unit);
    layout->addLayout(buttons);
    setFixedWidth(440);

    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_typed->clear();
        refresh();
    });
    connect(m_typed, &QLineEdit::textChanged, this, &ArmDialog::refresh);
    connect(m_arm, &QPushButton::clicked, this, &ArmDialog::arm);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&themes, &widgets::ThemeSource::changed, this, &ArmDialog::applyTheme);
    applyTheme();
    refresh();
    m_error->hide();
    (m_typed->isHidden() ? static_cast<QWidget *>(m_cancel) : m_typed)->setFocus(Qt::OtherFocusReason);
}

void ArmDialog::applyTheme()
{
    setPalette(widgets::paletteOf(m_themes.theme()));
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, m_themes.theme().textOf(paint::Tone::Warning));
    m_error->setPalette(warning);
    QPalette armed = palette();
    armed.setColor(QPalette::ButtonText, m_themes.theme().textOf(paint::Tone::Warning));
    armed.setColor(QPalette::Disabled, QPalette::ButtonText, m_themes.theme().mutedText);
    m_arm->setPalette(armed);
}

const fleet::Environment *ArmDialog::chosen() const
{
    const auto index = static_cast<std::size_t>(m_choice->currentIndex());
    return index < m_environments.size() ? &m_environments[index] : nullptr;
}

void ArmDialog::refresh()
{
    const fleet::Environment *environment = chosen();
    if (environment == nullptr) {
        m_arm->setEnabled(false);
        return;
    }
    const bool typing = wantsName(*environment);
    m_what->setText(tr("Actions may then change services of %1 for %2. It ends earlier when the screen is locked, the "
                       "computer sleeps or Readyroom is closed.")
                        .arg(environment->name, lengthText(environment->armFor)));
    m_prompt->setText(tr("Type %1 to confirm:").arg(environment->name));
    m_typed->setAccessibleName(m_prompt->text());
    m_prompt->setVisible(typing);
    m_typed->setVisible(typing);
    m_arm->setText(tr("Arm %1").arg(environment->name));
    m_arm->setEnabled(!typing || m_typed->text() == environment->name);
}

void ArmDialog::arm()
{
    const fleet::Environment *environment = chosen();
    if (environment == nullptr) {
        return;
    }
    using How = ArmingConfirmation::How;
    const ArmingConfirmation confirmation{wantsName(*environment) ? How::Typed : How::Clicked,
                                          wantsName(*environment) ? m_typed->text() : QString()};
    if (const Result<void> armed = m_arming.arm(environment->name, confirmation); !armed) {
        m_error->setText(armed.error().message);
        m_error->show();
        return;
    }
    accept();
}

} // namespace readyroom::shell
