// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/listener.h"
#include "app/lab/workers.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <latch>

using namespace readyroom::lab;

namespace {

/// What a peer gets that sends exactly `request`; empty when nothing comes within 2 s.
std::string answerTo(int port, const std::string &request)
{
    const int sock = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const timeval patience{.tv_sec = 2, .tv_usec = 0};
    ::setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::string answer(4096, '\0');
    ssize_t got = -1;
    if (::connect(sock, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0
        && ::send(sock, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
        got = ::recv(sock, answer.data(), answer.size(), 0);
    }
    ::close(sock);
    answer.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return answer;
}

} // namespace

class TestLabListener final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// As a load of so many users does it, while an operator looks on.
    void holdsManyConnectionsAtOnce()
    {
        constexpr int users = 200;
        Listener listener([](httplib::Server &server) {
            server.Get("/", [](const httplib::Request &, httplib::Response &response) {
                response.set_content("here", "text/plain");
            });
        });
        QVERIFY(listener.open());
        std::latch allAnswered(users);
        std::atomic<int> good = 0;
        std::vector<std::jthread> threads;
        for (int user = 0; user < users; ++user) {
            threads.emplace_back([&] {
                httplib::Client client("127.0.0.1", listener.port());
                client.set_keep_alive(true);
                client.set_read_timeout(std::chrono::seconds(20));
                const bool first = bool(client.Get("/"));
                allAnswered.count_down();
                // All connections are open now; each still gets an answer.
                allAnswered.wait();
                const auto second = client.Get("/");
                good += first && second && second->body == "here" ? 1 : 0;
            });
        }
        threads.clear();
        QCOMPARE(good.load(), users);
    }
    void aRequestWithoutABodyNeedNotSaySo()
    {
        Listener listener([](httplib::Server &server) {
            server.Post("/order", [](const httplib::Request &request, httplib::Response &response) {
                response.set_content("got " + std::to_string(request.body.size()), "text/plain");
            });
        });
        QVERIFY(listener.open());
        const std::string bare = answerTo(listener.port(), "POST /order HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY2(bare.starts_with("HTTP/1.1 200") && bare.ends_with("got 0"), bare.c_str());
        const std::string full =
            answerTo(listener.port(), "POST /order HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        QVERIFY2(full.ends_with("got 3"), full.c_str());
        const std::string chunked =
            answerTo(listener.port(),
                     "POST /order HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n");
        QVERIFY2(chunked.ends_with("got 2"), chunked.c_str());
    }
    void closingCutsIdleConnections()
    {
        Listener listener([](httplib::Server &server) {
            server.Get("/", [](const httplib::Request &, httplib::Response &response) {
                response.set_content("here", "text/plain");
            });
        });
        QVERIFY(listener.open());
        httplib::Client client("127.0.0.1", listener.port());
        client.set_keep_alive(true);
        QVERIFY(client.Get("/"));
        listener.close();
        QVERIFY(!client.Get("/"));
        QVERIFY(listener.open());
        QVERIFY(client.Get("/"));
    }
    void threadsStartAsTheyAreNeeded()
    {
        Workers workers(3);
        std::atomic<int> done = 0;
        workers.enqueue([&] { ++done; });
        QTRY_COMPARE(done.load(), 1);
        QCOMPARE(workers.started(), 1U);
        std::latch release(1);
        std::atomic<int> running = 0;
        for (int i = 0; i < 5; ++i) {
            workers.enqueue([&] {
                ++running;
                release.wait();
                ++done;
            });
        }
        QTRY_COMPARE(running.load(), 3); // the others wait for a thread
        QCOMPARE(workers.started(), 3U);
        release.count_down();
        workers.shutdown();
        QCOMPARE(done.load(), 6);
    }
};

QTEST_APPLESS_MAIN(TestLabListener)
#include "tst_lab_listener.moc"
