// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/quickserver.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <deque>
#include <string_view>

namespace readyroom::bench {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: keep-alive\r\n"
                                    "Content-Length: 64\r\n\r\n"
                                    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

int listenOn(std::uint16_t port)
{
    const int sock = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    constexpr int backlog = 1024;
    if (sock < 0 || ::setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0
        || ::bind(sock, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(sock, backlog) != 0) {
        return -1;
    }
    return sock;
}

void watch(int poll, int fd)
{
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
}

void accept(int poll, int listener)
{
    for (int fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); fd >= 0;
         fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) {
        const int yes = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        watch(poll, fd);
    }
}

/// An answer that is due.
struct Due {
    Steady::time_point at;
    int fd;
};

/// The clients here send one small request at a time, so that each read is a whole one.
bool hasAsked(int fd)
{
    std::array<char, 4096> request{};
    const ssize_t got = ::read(fd, request.data(), request.size());
    if (got == 0 || (got < 0 && errno != EAGAIN)) {
        ::close(fd);
    }
    return got > 0;
}

/// Sends what is due. A client that went meanwhile is closed by the next read.
void answerDue(std::deque<Due> &due)
{
    const Steady::time_point now = Steady::now();
    for (; !due.empty() && due.front().at <= now; due.pop_front()) {
        ::send(due.front().fd, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
}

/// Until the next answer is due, for epoll_pwait2.
timespec untilDue(const std::deque<Due> &due)
{
    const auto wait = std::max(due.front().at - Steady::now(), Steady::duration::zero());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(wait);
    return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(wait - seconds).count()};
}

} // namespace

bool serveQuickly(std::uint16_t port, std::chrono::milliseconds delay)
{
    const int listener = listenOn(port);
    if (listener < 0) {
        return false;
    }
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    watch(poll, listener);
    std::array<epoll_event, 256> events{};
    std::deque<Due> due; // in the order of time, because the delay is the same for all
    for (;;) {
        const timespec wait = due.empty() ? timespec{} : untilDue(due);
        const int count = ::epoll_pwait2(poll, events.data(), static_cast<int>(events.size()),
                                         due.empty() ? nullptr : &wait, nullptr);
        for (int i = 0; i < count; ++i) {
            const int fd = events.at(static_cast<std::size_t>(i)).data.fd;
            if (fd == listener) {
                accept(poll, listener);
            } else if (hasAsked(fd)) {
                due.push_back({Steady::now() + delay, fd});
            }
        }
        answerDue(due);
    }
}

} // namespace readyroom::bench
