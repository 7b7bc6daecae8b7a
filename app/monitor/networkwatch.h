// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace readyroom::monitor {

/// What the system says of this workstation's own network, by QNetworkInformation. Lives on the main thread.
class NetworkWatch final : public QObject {
    Q_OBJECT
public:
    explicit NetworkWatch(QObject *parent = nullptr);

    /// Absent where the system says nothing (no backend, or it does not know).
    [[nodiscard]] std::optional<bool> offline() const;

Q_SIGNALS:
    void changed(std::optional<bool> offline);
};

} // namespace readyroom::monitor
