// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace readyroom::test {

/// Throw-away keys of OpenSSH in a folder of their own, an allowed-signers file and an agent. The environment of this
/// process knows neither the agent nor the askpass program of the person who runs the test, and has a runtime folder of
/// its own.
class SshKit final {
public:
    SshKit();
    ~SshKit();
    SshKit(const SshKit &) = delete;
    SshKit &operator=(const SshKit &) = delete;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// An ed25519 key pair with the comment "NAME@example.org"; yields the path of the private key.
    [[nodiscard]] QString makeKey(const QString &name, const QString &passphrase = {}) const;
    /// "ssh-ed25519 AAAA…" of that pair.
    [[nodiscard]] QString publicKey(const QString &name) const;
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const;
    /// An allowed-signers file of these lines, in which "{NAME}" stands for the public key of NAME.
    [[nodiscard]] QString allow(const QStringList &lines) const;

    /// A program that answers every question with `passphrase` and writes down what was asked in `asked`.
    void useAskpass(const QString &passphrase) const;
    [[nodiscard]] QString asked() const;

    /// Starts an agent for this process; it ends with this.
    [[nodiscard]] bool startAgent();
    [[nodiscard]] bool addToAgent(const QString &keyFile, const QString &passphrase) const;

    struct Ran {
        int exitCode = -1;
        QString out;
        QString error;
    };
    /// Runs a program to its end; -1 when it did not start or end.
    [[nodiscard]] static Ran run(const QString &program, const QStringList &arguments, const QString &input = {},
                                 const QString &folder = {});

private:
    QTemporaryDir m_folder;
    QProcess m_agent;
};

} // namespace readyroom::test
