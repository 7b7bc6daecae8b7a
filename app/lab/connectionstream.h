// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <string>

namespace readyroom::lab {

/// One accepted connection, as cpp-httplib wants to read and write it. Writes are gathered until flush(), so that an
/// answer leaves in one piece; waiting is poll(), where the library itself would wake up a hundred times a second for
/// every idle connection.
class ConnectionStream final : public httplib::Stream {
public:
    explicit ConnectionStream(socket_t socket);

    /// Waits for the first byte of the next request. False when the peer left or `timeout` passed.
    [[nodiscard]] bool waitForRequest(std::chrono::milliseconds timeout) const;
    /// Sends what was written. False when the peer no longer takes it.
    bool flush();

    [[nodiscard]] bool is_readable() const override;
    [[nodiscard]] bool is_writable() const override;
    ssize_t read(char *data, size_t size) override;
    ssize_t write(const char *data, size_t size) override;
    void get_remote_ip_and_port(std::string &ip, int &port) const override;
    void get_local_ip_and_port(std::string &ip, int &port) const override;
    [[nodiscard]] socket_t socket() const override { return m_socket; }

private:
    [[nodiscard]] bool waitFor(short events, std::chrono::milliseconds timeout) const;

    socket_t m_socket;
    std::array<char, 4096> m_in{};
    std::size_t m_inBegin = 0;
    std::size_t m_inEnd = 0;
    std::string m_out;
};

} // namespace readyroom::lab
