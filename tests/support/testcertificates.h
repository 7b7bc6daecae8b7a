// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>

#include <chrono>
#include <memory>

struct evp_pkey_st;
struct x509_st;

namespace readyroom::test {

/// A certificate and its key, made on the spot and thrown away with the test.
class TestCertificate final {
public:
    using Time = std::chrono::sys_seconds;

    /// A self-signed authority.
    static TestCertificate authority(const QByteArray &name);
    /// Signed by `issuer`, for `subjectAltName` in OpenSSL's words ("IP:127.0.0.1", "DNS:x").
    static TestCertificate leaf(const TestCertificate &issuer, const QByteArray &subjectAltName, Time notAfter);

    [[nodiscard]] QByteArray certificatePem() const;
    [[nodiscard]] QByteArray keyPem() const;
    /// Of a server that shows it, and asks nobody for one.
    [[nodiscard]] QSslConfiguration serverSide() const;

private:
    TestCertificate(const QByteArray &name, const TestCertificate *issuer, const QByteArray &subjectAltName,
                    Time notAfter);

    std::shared_ptr<evp_pkey_st> m_key;
    std::shared_ptr<x509_st> m_certificate;
};

} // namespace readyroom::test
