// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

namespace readyroom::security {

/// Hears from the desktop that the person in front of it may have left: the screen was locked (the signal Lock of any
/// session of org.freedesktop.login1; ActiveChanged of org.freedesktop.ScreenSaver, org.gnome.ScreenSaver and
/// org.cinnamon.ScreenSaver) or the machine is about to be suspended (PrepareForSleep of org.freedesktop.login1). Lock
/// of a session that is not ours counts, too: rather disarmed once too often. Where a bus is missing nothing is heard.
class SessionWatch final : public QObject {
    Q_OBJECT
public:
    /// The buses of this machine, or those of a test.
    explicit SessionWatch(QDBusConnection session = QDBusConnection::sessionBus(),
                          QDBusConnection system = QDBusConnection::systemBus(), QObject *parent = nullptr);

    /// Whether anything can be heard at all: at least one of the buses is there.
    [[nodiscard]] bool hears() const { return m_hears; }

Q_SIGNALS:
    void locked();
    void suspending();

private Q_SLOTS:
    void onActiveChanged(bool active);
    void onPrepareForSleep(bool start);
    void onLock();

private:
    bool m_hears = false;
};

} // namespace readyroom::security
