// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/actions/textserver.h"

#include <QByteArrayList>
#include <QString>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace readyroom::test {

/// Something that speaks like Redis and answers each command as the test wants it. Words of a command are lines, as
/// long as no word holds a line end.
class FakeRedis final {
public:
    using Reply = TextServer::Reply;
    using OnCommand = std::function<Reply(const QByteArrayList &words)>;

    explicit FakeRedis(OnCommand onCommand)
        : m_onCommand(std::move(onCommand))
        , m_server([this](const QByteArray &line) { return take(line); })
    {
    }

    [[nodiscard]] QString address() const { return m_server.tcp(); }
    [[nodiscard]] int asked(const QByteArray &word) const
    {
        return int(std::ranges::count_if(m_commands, [&](const auto &words) { return words.first() == word; }));
    }

    [[nodiscard]] const std::vector<QByteArrayList> &commands() const { return m_commands; }

private:
    Reply take(const QByteArray &line)
    {
        if (m_missing == 0) {
            m_missing = line.mid(1).toInt();
            m_words.clear();
        } else if (m_isLength) {
            m_isLength = false;
            return {};
        } else {
            m_words += line;
            --m_missing;
        }
        m_isLength = true;
        if (m_missing > 0) {
            return {};
        }
        m_commands.push_back(m_words);
        return m_onCommand(m_words);
    }

    OnCommand m_onCommand;
    int m_missing = 0;
    bool m_isLength = false;
    QByteArrayList m_words;
    std::vector<QByteArrayList> m_commands;
    TextServer m_server;
};

} // namespace readyroom::test
