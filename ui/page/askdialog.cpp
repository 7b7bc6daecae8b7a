// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/askdialog.h"

#include "ui/paint/typography.h"
#include "ui/widgets/themesource.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace readyroom::page {

using namespace Qt::StringLiterals;

namespace {

constexpr int fixedWidth = 480;

} // namespace

AskDialog::AskDialog(const widgets::ThemeSource &themes, const QString &title, const QString &acceptText,
                     QWidget *parent)
    : QDialog(parent)
    , m_themes(themes)
    , m_explanation(makeLabel({}))
    , m_form(new QFormLayout)
    , m_error(makeLabel({}))
    , m_accept(new QPushButton(acceptText, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(title);
    setFont(paint::font(paint::TextSize::Body));
    setAttribute(Qt::WA_DeleteOnClose);
    m_explanation->setObjectName(u"askExplanation"_s);
    m_explanation->hide();
    m_error->setObjectName(u"askError"_s);
    m_error->hide();
    m_accept->setObjectName(u"askAccept"_s);
    m_accept->setAutoDefault(false);
    m_cancel->setObjectName(u"askCancel"_s);
    m_cancel->setDefault(true);
    QLabel *heading = makeLabel(title);
    heading->setFont(paint::font(paint::TextSize::Heading, paint::Weight::Strong));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setSpacing(paint::space::unit);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_accept);
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(paint::space::card);
    layout->addWidget(heading);
    layout->addWidget(m_explanation);
    layout->addLayout(m_form);
    layout->addWidget(m_error);
    layout->addSpacing(paint::space::unit);
    layout->addLayout(buttons);
    setFixedWidth(fixedWidth);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        m_busy = true;
        m_error->hide();
        refresh();
        Q_EMIT asked();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&themes, &widgets::ThemeSource::changed, this, &AskDialog::applyTheme);
    applyTheme();
    refresh();
}

QSize AskDialog::sizeHint() const
{
    return {fixedWidth, layout()->totalHeightForWidth(fixedWidth)};
}

QLabel *AskDialog::makeLabel(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void AskDialog::setExplanation(const QString &text)
{
    m_explanation->setText(text);
    m_explanation->setVisible(!text.isEmpty());
}

void AskDialog::addField(const QString &label, QWidget *field)
{
    auto *name = makeLabel(label);
    name->setWordWrap(false);
    name->setBuddy(field);
    field->setAccessibleName(label);
    m_form->addRow(name, field);
}

void AskDialog::setReady(bool ready)
{
    m_ready = ready;
    refresh();
}

void AskDialog::setAcceptText(const QString &text)
{
    m_accept->setText(text);
}

void AskDialog::refresh()
{
    m_accept->setEnabled(m_ready && !m_busy);
}

void AskDialog::finish(const Result<void> &done)
{
    m_busy = false;
    if (done) {
        accept();
        return;
    }
    m_error->setText(done.error().message);
    m_error->show();
    adjustSize();
    refresh();
}

void AskDialog::applyTheme()
{
    setPalette(widgets::paletteOf(m_themes.theme()));
    QPalette wrong = palette();
    wrong.setColor(QPalette::WindowText, m_themes.theme().textOf(paint::Tone::Critical));
    m_error->setPalette(wrong);
}

} // namespace readyroom::page
