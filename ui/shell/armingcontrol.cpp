// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/armingcontrol.h"

#include "ui/paint/typography.h"
#include "ui/shell/armdialog.h"
#include "ui/shell/indicator.h"
#include "ui/widgets/themesource.h"

#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>
#include <chrono>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 24;
constexpr Duration tickInterval{250};

QString shortName(const QString &environment)
{
    return environment.size() <= longestName ? environment : QString(environment.left(longestName - 1) + u'…');
}

} // namespace

QString countdownText(Duration left)
{
    const auto whole = std::max(Duration::zero(), left);
    const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(whole).count();
    const auto two = [](qint64 n) { return QString::number(n).rightJustified(2, u'0'); };
    const qint64 minutes = seconds / 60;
    return minutes < 60 ? u"%1:%2"_s.arg(QString::number(minutes), two(seconds % 60))
                        : u"%1:%2:%3"_s.arg(QString::number(minutes / 60), two(minutes % 60), two(seconds % 60));
}

ArmingControl::ArmingControl(const widgets::ThemeSource &themes, ArmingPort &arming, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_arming(arming)
    , m_lock(new Indicator(themes, this))
    , m_disarm(new Indicator(themes, this))
{
    m_lock->setObjectName(u"lock"_s);
    m_lock->setFocusPolicy(Qt::TabFocus);
    m_disarm->setObjectName(u"disarm"_s);
    m_disarm->setFocusPolicy(Qt::TabFocus);
    m_disarm->setSign(Indicator::Sign::None, tr("Disarm"));
    m_disarm->setTone(paint::Tone::Warning);
    m_disarm->setAccessibleName(tr("Disarm"));
    m_disarm->setToolTip(tr("Back to read-only, at once."));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(paint::space::unit);
    layout->addWidget(m_lock);
    layout->addWidget(m_disarm);
    connect(m_lock, &QAbstractButton::clicked, this, &ArmingControl::onLock);
    connect(m_disarm, &QAbstractButton::clicked, this, [this] { m_arming.disarm(); });
    connect(&arming, &ArmingPort::changed, this, &ArmingControl::refresh);
    connect(&m_tick, &QTimer::timeout, this, &ArmingControl::refresh);
    refresh();
}

void ArmingControl::refresh()
{
    const std::optional<Armed> armed = m_arming.armed();
    QString what;
    if (armed) {
        m_lock->setSign(Indicator::Sign::Unlocked,
                        u"%1  %2"_s.arg(shortName(armed->environment), countdownText(armed->left)));
        what = tr("%1 is armed: actions change it. Click for more time.").arg(armed->environment);
        m_tick.start(tickInterval);
    } else {
        m_lock->setSign(Indicator::Sign::Lock, tr("Read-only"));
        what = m_arming.environments().empty()
            ? tr("Read-only: Readyroom only looks, it changes nothing.")
            : tr("Read-only: Readyroom changes nothing. Click to arm an environment.");
        m_tick.stop();
    }
    m_lock->setTone(armed ? paint::Tone::Warning : paint::Tone::Neutral);
    m_lock->setEnabled(armed || !m_arming.environments().empty());
    m_lock->setAccessibleName(what);
    m_lock->setToolTip(what);
    m_disarm->setVisible(armed.has_value());
}

void ArmingControl::onLock()
{
    if (m_arming.armed()) {
        openMenu();
    } else {
        openDialog();
    }
}

void ArmingControl::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"armingMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Start the time again")), &QAction::triggered, this, [this] {
        // A moment too late it is not armed any more, which the window then shows.
        (void)m_arming.extend();
    });
    connect(menu->addAction(tr("Disarm")), &QAction::triggered, this, [this] { m_arming.disarm(); });
    menu->popup(m_lock->mapToGlobal(QPoint(0, m_lock->height())));
}

void ArmingControl::openDialog(const QString &environment)
{
    auto *dialog = new ArmDialog(m_themes, m_arming, environment, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

std::vector<page::Command> ArmingControl::commands()
{
    std::vector<page::Command> all;
    const std::optional<Armed> armed = m_arming.armed();
    if (armed) {
        all.push_back({tr("Disarm %1").arg(armed->environment), {}, {}, [this] { m_arming.disarm(); }});
        all.push_back(
            {tr("Give %1 its whole time again").arg(armed->environment), {}, {}, [this] { (void)m_arming.extend(); }});
    }
    for (const fleet::Environment &environment : m_arming.environments()) {
        if (!armed || armed->environment != environment.name) {
            all.push_back(
                {tr("Arm %1 …").arg(environment.name), {}, {}, [this, name = environment.name] { openDialog(name); }});
        }
    }
    return all;
}

} // namespace readyroom::shell
