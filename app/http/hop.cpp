// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/hop.h"

#include "app/http/origin.h"
#include "app/http/peercertificate.h"
#include "app/http/tlsversion.h"

#include <QFile>

#include <utility>

namespace readyroom::http {

namespace {

/// Metrics pages are long: fewer system calls for each. Below the size from which malloc asks the system for memory.
constexpr long receiveBuffer = 64L * 1024;
/// For answers that are only counted: from 64 KiB on, each free() also tidies up the whole heap.
constexpr long smallReceiveBuffer = 16L * 1024;

std::size_t onHeader(char *data, std::size_t size, std::size_t count, void *receiver)
{
    const std::size_t bytes = size * count;
    return static_cast<Receiver *>(receiver)->headerLine({data, bytes}) ? bytes : 0;
}

std::size_t onBody(char *data, std::size_t size, std::size_t count, void *receiver)
{
    const std::size_t bytes = size * count;
    return static_cast<Receiver *>(receiver)->bodyBytes({data, bytes}) ? bytes : CURL_WRITEFUNC_ERROR;
}

Timings::Seconds phase(CURL *easy, CURLINFO info)
{
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy, info, &microseconds);
    return microseconds > 0 ? Timings::Seconds(static_cast<double>(microseconds) / 1e6) : Timings::Seconds(-1);
}

} // namespace

Hop::Hop(Id id, const Request &request, const QByteArray &method, Duration timeLeft, SharedPromise promise)
    : m_id(id)
    , m_easy(curl_easy_init())
    , m_body(request.body)
    , m_receiver({request.bodyLimit, request.headerLimit, request.headerCountLimit, request.keepBody})
    , m_promise(std::move(promise))
    , m_isTls(isHttps(request.url))
{
    setUp(request, timeLeft);
    setUpMethod(method);
    if (method != methodOf(request.reading)) {
        // On a kept connection that dies before it answers libcurl sends the request again by itself, whatever the
        // method: what changes something could be done twice (RFC 9110, section 9.2.2).
        curl_easy_setopt(m_easy, CURLOPT_FRESH_CONNECT, 1L);
    }
    setUpHeaders(request);
    if (m_isTls) {
        setUpTls(request);
    }
}

Hop::~Hop()
{
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
}

Hop *Hop::of(CURL *easy)
{
    Hop *hop = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &hop);
    return hop;
}

void Hop::setUp(const Request &request, Duration timeLeft)
{
    curl_easy_setopt(m_easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(m_easy, CURLOPT_ERRORBUFFER, m_text.data());
    curl_easy_setopt(m_easy, CURLOPT_HEADERFUNCTION, &onHeader);
    curl_easy_setopt(m_easy, CURLOPT_HEADERDATA, &m_receiver);
    curl_easy_setopt(m_easy, CURLOPT_WRITEFUNCTION, &onBody);
    curl_easy_setopt(m_easy, CURLOPT_WRITEDATA, &m_receiver);
    curl_easy_setopt(m_easy, CURLOPT_BUFFERSIZE, request.keepBody ? receiveBuffer : smallReceiveBuffer);

    const QUrl bare = request.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    curl_easy_setopt(m_easy, CURLOPT_URL, bare.toEncoded().constData());
    curl_easy_setopt(m_easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m_easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    curl_easy_setopt(m_easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(m_easy, CURLOPT_USERAGENT, "Readyroom/" READYROOM_VERSION);
    if (isLoopback(request.url)) {
        curl_easy_setopt(m_easy, CURLOPT_PROXY, "");
    }
    // What a proxy says to CONNECT would pass for the answer.
    curl_easy_setopt(m_easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);

    curl_easy_setopt(m_easy, CURLOPT_NOSIGNAL, 1L);
    // Without it a resolver that hangs would be joined when its transfer ends, and the whole thread stands still.
    curl_easy_setopt(m_easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(m_easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeLeft.count()));
    curl_easy_setopt(m_easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeLeft.count()));

    const Credentials &credentials = request.credentials;
    if (credentials.bearer.isEmpty() && !credentials.isEmpty()) {
        curl_easy_setopt(m_easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(m_easy, CURLOPT_USERNAME, credentials.user.toUtf8().constData());
        curl_easy_setopt(m_easy, CURLOPT_PASSWORD, credentials.password.toUtf8().constData());
    }
}

void Hop::setUpMethod(const QByteArray &method)
{
    if (method == "HEAD") {
        curl_easy_setopt(m_easy, CURLOPT_NOBODY, 1L);
        return;
    }
    if (!m_body.isEmpty() || method == "POST") {
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_body.size()));
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDS, m_body.constData());
    }
    if (method != "GET" || !m_body.isEmpty()) {
        curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, method.constData());
    }
}

void Hop::setUpHeaders(const Request &request)
{
    bool hasContentType = false;
    for (const auto &[name, value] : request.headers) {
        hasContentType = hasContentType || name.compare("content-type", Qt::CaseInsensitive) == 0;
        // "Name:" tells libcurl to leave the header out, "Name;" to send it empty.
        addHeader(value.isEmpty() ? QByteArray(name + ';') : QByteArray(name + ": " + value));
    }
    if (!request.credentials.bearer.isEmpty()) {
        addHeader("Authorization: Bearer " + request.credentials.bearer);
    }
    if (!m_body.isEmpty() && !hasContentType) {
        addHeader("Content-Type:");
    }
    addHeader("Expect:");
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headers);
}

void Hop::setUpTls(const Request &request)
{
    const fleet::Tls &tls = request.tls;
    curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYPEER, tls.verify ? 1L : 0L);
    curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYHOST, tls.verify ? 2L : 0L);
    curl_easy_setopt(m_easy, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(m_easy, CURLOPT_PREREQFUNCTION, &Hop::onConnected);
    curl_easy_setopt(m_easy, CURLOPT_PREREQDATA, this);
    if (request.probesTls) {
        curl_easy_setopt(m_easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(m_easy, CURLOPT_FORBID_REUSE, 1L);
        curl_easy_setopt(m_easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
        curl_easy_setopt(m_easy, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_0});
        // OpenSSL 3 takes versions before 1.2 for too weak at its usual level.
        curl_easy_setopt(m_easy, CURLOPT_SSL_CIPHER_LIST, "DEFAULT:@SECLEVEL=0");
    }
    if (!tls.ca.isEmpty()) {
        curl_easy_setopt(m_easy, CURLOPT_CAINFO, QFile::encodeName(tls.ca).constData());
    }
    if (!tls.cert.isEmpty()) {
        curl_easy_setopt(m_easy, CURLOPT_SSLCERT, QFile::encodeName(tls.cert).constData());
        const QByteArray &key = request.credentials.clientKey;
        if (key.isEmpty()) {
            const QString file = tls.key.isEmpty() ? tls.cert : tls.key;
            curl_easy_setopt(m_easy, CURLOPT_SSLKEY, QFile::encodeName(file).constData());
        } else {
            curl_blob blob{.data = const_cast<char *>(key.constData()),
                           .len = static_cast<std::size_t>(key.size()),
                           .flags = CURL_BLOB_COPY};
            curl_easy_setopt(m_easy, CURLOPT_SSLKEY_BLOB, &blob);
        }
    }
}

int Hop::onConnected(void *self, char *, char *, int, int)
{
    // The connection is gone by the time the transfer has ended, and the session with it.
    Hop &hop = *static_cast<Hop *>(self);
    hop.m_tlsVersion = tlsVersionOf(hop.m_easy);
    hop.m_isConnected = true;
    return CURL_PREREQFUNC_OK;
}

void Hop::addHeader(const QByteArray &line)
{
    m_headers = curl_slist_append(m_headers, line.constData());
}

void Hop::finish(CURLcode code)
{
    HopResult result;
    result.code = code;
    result.curlText = m_text.data()[0] ? m_text.data() : curl_easy_strerror(code);
    curl_easy_getinfo(m_easy, CURLINFO_SSL_VERIFYRESULT, &result.verifyResult);
    curl_easy_getinfo(m_easy, CURLINFO_REQUEST_SIZE, &result.requestBytes);
    if (m_isTls && !m_isConnected) {
        result.requestBytes = 0; // they were CONNECT, to the proxy
    }
    long proxyStatus = 0;
    curl_easy_getinfo(m_easy, CURLINFO_HTTP_CONNECTCODE, &proxyStatus);
    result.proxyStatus = static_cast<int>(proxyStatus);
    curl_easy_getinfo(m_easy, CURLINFO_SIZE_DOWNLOAD_T, &result.received);
    curl_easy_getinfo(m_easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &result.announced);
    result.timings = {.dns = phase(m_easy, CURLINFO_NAMELOOKUP_TIME_T),
                      .connect = phase(m_easy, CURLINFO_CONNECT_TIME_T),
                      .tls = phase(m_easy, CURLINFO_APPCONNECT_TIME_T),
                      .firstByte = phase(m_easy, CURLINFO_STARTTRANSFER_TIME_T),
                      .total = phase(m_easy, CURLINFO_TOTAL_TIME_T)};
    result.tlsExpiry = peerCertificateExpiry(m_easy);
    result.tlsVersion = m_tlsVersion;
    result.answer = m_receiver.take();
    m_promise->set(std::move(result));
}

void Hop::fail(Error error)
{
    m_promise->set(std::unexpected(std::move(error)));
}

} // namespace readyroom::http
