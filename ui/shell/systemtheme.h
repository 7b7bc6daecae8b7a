// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace readyroom::shell {

/// Whether the desktop wants dark windows: the portal's `org.freedesktop.appearance color-scheme` where there is one,
/// else the lightness of the palette that the platform gave. Asks the portal asynchronously and follows its changes.
class SystemTheme final : public QObject {
    Q_OBJECT
public:
    explicit SystemTheme(QObject *parent = nullptr);

    [[nodiscard]] bool isDark() const { return m_portal.value_or(m_palette); }
    /// Connects to the session bus and asks; without a bus nothing happens.
    void follow();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(uint scheme);

    bool m_palette;
    std::optional<bool> m_portal;
};

} // namespace readyroom::shell
