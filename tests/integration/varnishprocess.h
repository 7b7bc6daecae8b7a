// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/serverprocess.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace readyroom::test {

/// Debian's Varnish as a child on free ports of 127.0.0.1, with its admin socket and a secret.
class VarnishProcess final {
public:
    /// How its VCL treats invalidations.
    enum class Manners {
        Helpful, ///< PURGE, PURGE with xkey-purge (JSON) and xkey-softpurge (reason phrase), BAN
        Closed, ///< 405 for all of them
        Deaf ///< knows none: they go to the origin
    };

    /// With a backend `origin` at `originPort` and one `spare` at `sparePort`, which is used when `origin` is sick.
    VarnishProcess(quint16 originPort, quint16 sparePort, Manners manners = Manners::Helpful);

    /// Empty when it runs, else a sentence with what it said.
    [[nodiscard]] QString start();
    void stop() { m_process.reset(); }

    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] QString admin() const { return QStringLiteral("127.0.0.1:%1").arg(m_adminPort); }
    /// Path of the file.
    [[nodiscard]] QString secret() const { return m_folder.filePath(QStringLiteral("secret")); }

    /// Loads its VCL a second time by the name `name`; answers carry `X-Version: name`. Empty when that went well.
    [[nodiscard]] QString load(const QString &name) const;
    /// What varnishadm prints.
    [[nodiscard]] QString ask(const QStringList &command) const;

private:
    [[nodiscard]] QString write(const QString &name, const QString &text) const;
    [[nodiscard]] QString vcl(const QString &version) const;

    quint16 m_originPort;
    quint16 m_sparePort;
    Manners m_manners;
    quint16 m_port;
    quint16 m_adminPort;
    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_process;
};

} // namespace readyroom::test
