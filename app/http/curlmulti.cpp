// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/curlmulti.h"

#include <QSocketNotifier>

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace readyroom::http {

namespace {

bool initialised()
{
    static const bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ok;
}

} // namespace

CurlMulti::CurlMulti(Finished finished, long idleConnections)
    : m_finished(std::move(finished))
    , m_timer(this)
    , m_ready(::epoll_create1(EPOLL_CLOEXEC))
    , m_multi(initialised() ? curl_multi_init() : nullptr)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        act(CURL_SOCKET_TIMEOUT, 0);
        collect();
    });
    if (m_ready >= 0) {
        m_notifier = new QSocketNotifier(m_ready, QSocketNotifier::Read, this);
        connect(m_notifier, &QSocketNotifier::activated, this, &CurlMulti::actOnReady);
    }
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
    delete std::exchange(m_notifier, nullptr);
    if (m_ready >= 0) {
        ::close(m_ready);
    }
}

bool CurlMulti::add(CURL *easy)
{
    return m_multi && m_ready >= 0 && curl_multi_add_handle(m_multi, easy) == CURLM_OK;
}

void CurlMulti::remove(CURL *easy)
{
    curl_multi_remove_handle(m_multi, easy);
}

int CurlMulti::onSocket(CURL *, curl_socket_t fd, int what, void *self, void *)
{
    auto *multi = static_cast<CurlMulti *>(self);
    if (what == CURL_POLL_REMOVE) {
        // At once, because the descriptor may be closed as soon as libcurl has the word again.
        ::epoll_ctl(multi->m_ready, EPOLL_CTL_DEL, fd, nullptr);
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

void CurlMulti::watch(curl_socket_t fd, int what) const
{
    epoll_event event{.events = 0, .data = {.fd = fd}};
    event.events |= (what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U;
    event.events |= (what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U;
    // Whether it is in the set already only the kernel knows for sure: it leaves when it is closed.
    if (::epoll_ctl(m_ready, EPOLL_CTL_MOD, fd, &event) != 0) {
        ::epoll_ctl(m_ready, EPOLL_CTL_ADD, fd, &event);
    }
}

void CurlMulti::actOnReady()
{
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(m_ready, events.data(), static_cast<int>(events.size()), 0);
    for (const epoll_event &event : std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
        int action = 0;
        action |= (event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0;
        action |= (event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
        action |= (event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0;
        act(event.data.fd, action);
    }
    collect();
}

void CurlMulti::act(curl_socket_t fd, int action)
{
    int running = 0;
    curl_multi_socket_action(m_multi, fd, action, &running);
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
