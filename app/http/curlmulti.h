// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <functional>

class QSocketNotifier;

namespace readyroom::http {

/// A CURLM driven by the Qt event loop of its thread. `finished` is called for each transfer that ends, never from
/// inside a callback of libcurl; the handle has left the multi handle by then.
///
/// All its sockets are gathered in one epoll(7) set, of which the event loop sees a single descriptor: with a notifier
/// for each, every turn of the loop costs time in proportion to their number, busy or not.
class CurlMulti final : public QObject {
    Q_OBJECT
public:
    using Finished = std::function<void(CURL *easy, CURLcode code)>;

    /// Keeps up to `idleConnections` for later transfers.
    CurlMulti(Finished finished, long idleConnections);
    ~CurlMulti() override;

    /// Starts a transfer. False when libcurl refuses the handle, or this process has no descriptor left.
    [[nodiscard]] bool add(CURL *easy);
    /// Ends a transfer early; `finished` is not called for it.
    void remove(CURL *easy);

private:
    static int onSocket(CURL *easy, curl_socket_t fd, int what, void *self, void *socketData);
    static int onTimer(CURLM *multi, long milliseconds, void *self);
    void watch(curl_socket_t fd, int what) const;
    void actOnReady();
    void act(curl_socket_t fd, int action);
    void collect();

    Finished m_finished;
    QTimer m_timer;
    int m_ready = -1; ///< the epoll set
    QSocketNotifier *m_notifier = nullptr;
    CURLM *m_multi = nullptr;
};

} // namespace readyroom::http
