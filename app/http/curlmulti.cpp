// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/curlmulti.h"

#include <QSocketNotifier>

#include <utility>

namespace readyroom::http {

namespace {

bool initialised()
{
    static const bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ok;
}

void rest(QSocketNotifier *notifier)
{
    if (notifier) {
        notifier->setEnabled(false);
    }
}

} // namespace

CurlMulti::CurlMulti(Finished finished, long idleConnections)
    : m_finished(std::move(finished))
    , m_timer(this)
    , m_multi(initialised() ? curl_multi_init() : nullptr)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlMulti::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlMulti::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_PIPELINING, long{CURLPIPE_NOTHING});
    // A bound for the cache of idle connections only: how many run at once is HostGate's business.
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, idleConnections);
}

CurlMulti::~CurlMulti()
{
    curl_multi_cleanup(m_multi);
}

bool CurlMulti::add(CURL *easy)
{
    return m_multi && curl_multi_add_handle(m_multi, easy) == CURLM_OK;
}

void CurlMulti::remove(CURL *easy)
{
    curl_multi_remove_handle(m_multi, easy);
}

int CurlMulti::onSocket(CURL *, curl_socket_t fd, int what, void *self, void *)
{
    auto *multi = static_cast<CurlMulti *>(self);
    if (what == CURL_POLL_REMOVE) {
        multi->unwatch(fd);
    } else {
        multi->watch(fd, what);
    }
    return 0;
}

int CurlMulti::onTimer(CURLM *, long milliseconds, void *self)
{
    auto *multi = static_cast<CurlMulti *>(self);
    if (milliseconds < 0) {
        multi->m_timer.stop();
    } else {
        multi->m_timer.start(std::chrono::milliseconds{milliseconds});
    }
    return 0;
}

void CurlMulti::watch(curl_socket_t fd, int what)
{
    Socket &socket = m_sockets[fd];
    const bool read = (what & CURL_POLL_IN) != 0;
    const bool write = (what & CURL_POLL_OUT) != 0;
    if (read && !socket.read) {
        socket.read = notifier(fd, QSocketNotifier::Read, CURL_CSELECT_IN);
    }
    if (write && !socket.write) {
        socket.write = notifier(fd, QSocketNotifier::Write, CURL_CSELECT_OUT);
    }
    if (socket.read) {
        socket.read->setEnabled(read);
    }
    if (socket.write) {
        socket.write->setEnabled(write);
    }
}

void CurlMulti::unwatch(curl_socket_t fd)
{
    // At once, because the descriptor may be closed as soon as libcurl has the word again. The notifiers stay: a kept
    // connection is watched again for its next request, and so is whatever gets the same number.
    if (const auto it = m_sockets.find(fd); it != m_sockets.end()) {
        rest(it->second.read);
        rest(it->second.write);
    }
}

QSocketNotifier *CurlMulti::notifier(curl_socket_t fd, int type, int action)
{
    auto *made = new QSocketNotifier(fd, static_cast<QSocketNotifier::Type>(type), this);
    connect(made, &QSocketNotifier::activated, this, [this, fd, action] { act(fd, action); });
    return made;
}

void CurlMulti::act(curl_socket_t fd, int action)
{
    int running = 0;
    curl_multi_socket_action(m_multi, fd, action, &running);
    collect();
}

void CurlMulti::collect()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        // The message is gone as soon as the handle is removed.
        CURL *easy = message->easy_handle;
        const CURLcode code = message->data.result;
        curl_multi_remove_handle(m_multi, easy);
        m_finished(easy, code);
    }
}

} // namespace readyroom::http
