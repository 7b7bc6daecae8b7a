// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/sessionwatch.h"

namespace readyroom::security {

using namespace Qt::StringLiterals;

SessionWatch::SessionWatch(QDBusConnection session, QDBusConnection system, QObject *parent)
    : QObject(parent)
{
    // Any path: KDE has its screensaver at two, and sessions of logind are numbered. No service either, because asking
    // for the owner of a name is a call that waits; what another program of this user fakes does no more than disarm.
    for (const QString &interface :
         {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s, u"org.cinnamon.ScreenSaver"_s}) {
        m_hears |= session.connect({}, {}, interface, u"ActiveChanged"_s, this, SLOT(onActiveChanged(bool)));
    }
    m_hears |= system.connect({}, u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s,
                              u"PrepareForSleep"_s, this, SLOT(onPrepareForSleep(bool)));
    m_hears |= system.connect({}, {}, u"org.freedesktop.login1.Session"_s, u"Lock"_s, this, SLOT(onLock()));
}

void SessionWatch::onActiveChanged(bool active)
{
    if (active) {
        Q_EMIT locked();
    }
}

void SessionWatch::onPrepareForSleep(bool start)
{
    if (start) {
        Q_EMIT suspending();
    }
}

void SessionWatch::onLock()
{
    Q_EMIT locked();
}

} // namespace readyroom::security
