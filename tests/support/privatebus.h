// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace readyroom::test {

/// A D-Bus daemon of a test's own, and programs that serve on it as if it were both the session and the system bus.
/// All end with it.
class PrivateBus final {
public:
    PrivateBus();
    ~PrivateBus();
    PrivateBus(const PrivateBus &) = delete;
    PrivateBus &operator=(const PrivateBus &) = delete;

    /// Empty when it could not be started.
    [[nodiscard]] const QString &address() const { return m_address; }
    /// Variables for programs that shall see this bus and a home folder of their own.
    [[nodiscard]] QProcessEnvironment environment() const;

    /// Starts a program on the bus and waits until `name` has an owner. `input` is what it reads.
    [[nodiscard]] bool serve(const QString &name, const QString &program, const QStringList &arguments,
                             const QByteArray &input = {});
    /// Ends the program that was started last.
    void endLast();

private:
    [[nodiscard]] bool hasOwner(const QString &name) const;

    QTemporaryDir m_home;
    QProcess m_daemon;
    QString m_address;
    std::vector<std::unique_ptr<QProcess>> m_programs;
};

} // namespace readyroom::test
