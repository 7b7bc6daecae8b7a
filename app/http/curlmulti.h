// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <unordered_map>

class QSocketNotifier;

namespace readyroom::http {

/// A CURLM driven by the Qt event loop of its thread. `finished` is called for each transfer that ends, never from
/// inside a callback of libcurl; the handle has left the multi handle by then.
class CurlMulti final : public QObject {
    Q_OBJECT
public:
    using Finished = std::function<void(CURL *easy, CURLcode code)>;

    /// Keeps up to `idleConnections` for later transfers.
    CurlMulti(Finished finished, long idleConnections);
    ~CurlMulti() override;

    /// Starts a transfer. False when libcurl refuses the handle.
    [[nodiscard]] bool add(CURL *easy);
    /// Ends a transfer early; `finished` is not called for it.
    void remove(CURL *easy);

private:
    struct Socket {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    static int onSocket(CURL *easy, curl_socket_t fd, int what, void *self, void *socketData);
    static int onTimer(CURLM *multi, long milliseconds, void *self);
    void watch(curl_socket_t fd, int what);
    void unwatch(curl_socket_t fd);
    QSocketNotifier *notifier(curl_socket_t fd, int type, int action);
    void act(curl_socket_t fd, int action);
    void collect();

    Finished m_finished;
    QTimer m_timer;
    std::unordered_map<curl_socket_t, Socket> m_sockets; ///< also those that are not watched now, for the next request
    CURLM *m_multi = nullptr;
};

} // namespace readyroom::http
