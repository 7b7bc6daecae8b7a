// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/systemtheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView service("org.freedesktop.portal.Desktop");
constexpr QLatin1StringView path("/org/freedesktop/portal/desktop");
constexpr QLatin1StringView interface("org.freedesktop.portal.Settings");
constexpr QLatin1StringView appearance("org.freedesktop.appearance");
constexpr QLatin1StringView colourScheme("color-scheme");

} // namespace

SystemTheme::SystemTheme(QObject *parent)
    : QObject(parent)
    , m_palette(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
}

void SystemTheme::follow()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(service, path, interface, u"SettingChanged"_s, this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    ask << QString(appearance) << QString(colourScheme);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *call) {
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (!reply.isError()) {
            // The portal's Read wraps the value in a second variant.
            const QVariant outer = reply.value().variant();
            take((outer.canConvert<QDBusVariant>() ? outer.value<QDBusVariant>().variant() : outer).toUInt());
        }
        call->deleteLater();
    });
}

void SystemTheme::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance && key == colourScheme) {
        take(value.variant().toUInt());
    }
}

void SystemTheme::take(uint scheme)
{
    // 0 no preference, 1 dark, 2 light (portal documentation of org.freedesktop.appearance).
    const bool before = isDark();
    m_portal = scheme == 1 ? std::optional(true) : scheme == 2 ? std::optional(false) : std::nullopt;
    if (isDark() != before) {
        Q_EMIT changed();
    }
}

} // namespace readyroom::shell
