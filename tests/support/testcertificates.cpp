// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace readyroom::test {

namespace {

void addExtension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

template<typename Write> QByteArray pem(Write write)
{
    const std::unique_ptr<BIO, int (*)(BIO *)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    write(bio.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, size};
}

} // namespace

TestCertificate TestCertificate::authority(const QByteArray &name)
{
    using namespace std::chrono;
    return {name, nullptr, {}, floor<seconds>(system_clock::now()) + days{1}};
}

TestCertificate TestCertificate::leaf(const TestCertificate &issuer, const QByteArray &subjectAltName, Time notAfter)
{
    return {"leaf", &issuer, subjectAltName, notAfter};
}

TestCertificate::TestCertificate(const QByteArray &name, const TestCertificate *issuer,
                                 const QByteArray &subjectAltName, Time notAfter)
    : m_key(EVP_EC_gen("P-256"), &EVP_PKEY_free)
    , m_certificate(X509_new(), &X509_free)
{
    static long serial = 0;
    X509 *certificate = m_certificate.get();
    X509 *signer = issuer ? issuer->m_certificate.get() : certificate;
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    const auto end = notAfter.time_since_epoch().count();
    ASN1_TIME_set(X509_getm_notBefore(certificate), end - 30L * 24 * 3600);
    ASN1_TIME_set(X509_getm_notAfter(certificate), end);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, m_key.get());
    addExtension(certificate, signer, NID_basic_constraints, issuer ? "CA:FALSE" : "critical,CA:TRUE");
    if (!subjectAltName.isEmpty()) {
        addExtension(certificate, signer, NID_subject_alt_name, subjectAltName.constData());
    }
    X509_sign(certificate, issuer ? issuer->m_key.get() : m_key.get(), EVP_sha256());
}

QByteArray TestCertificate::certificatePem() const
{
    return pem([this](BIO *bio) { PEM_write_bio_X509(bio, m_certificate.get()); });
}

QByteArray TestCertificate::keyPem() const
{
    return pem([this](BIO *bio) { PEM_write_bio_PrivateKey(bio, m_key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

QSslConfiguration TestCertificate::serverSide() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(certificatePem()));
    configuration.setPrivateKey(QSslKey(keyPem(), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace readyroom::test
