// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>

#include <optional>

namespace readyroom::report {

/// Writes a JSON object whose keys stay in the order in which they are given, from the brace that opens it (in the
/// constructor) to the one that closes it (in the destructor). QJsonObject sorts its keys.
class ObjectWriter final {
public:
    explicit ObjectWriter(QByteArray &out);
    ~ObjectWriter() { m_out += '}'; }
    Q_DISABLE_COPY_MOVE(ObjectWriter)

    /// The key alone; the caller appends one value to the bytes.
    void key(const char *name);
    void value(const char *name, const QJsonValue &v);
    /// An array of what `write` appends for each item.
    template<typename Items, typename Write> void array(const char *name, const Items &items, Write write)
    {
        key(name);
        m_out += '[';
        bool first = true;
        for (const auto &item : items) {
            if (!first) {
                m_out += ',';
            }
            first = false;
            write(item);
        }
        m_out += ']';
    }

private:
    QByteArray &m_out;
    bool m_first = true;
};

/// One value as JSON, without white space.
[[nodiscard]] QByteArray jsonText(const QJsonValue &v);
/// Null for what is missing: absent, NaN, infinite.
[[nodiscard]] QJsonValue jsonNumber(double v);
[[nodiscard]] QJsonValue jsonNumber(const std::optional<double> &v);
/// Null for an empty text.
[[nodiscard]] QJsonValue jsonWords(const QString &text);

} // namespace readyroom::report
