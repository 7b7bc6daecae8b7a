// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/complaints.h"
#include "models/fleet/fleet.h"

#include <QUrl>

#include <cstdint>
#include <optional>

namespace readyroom::config {

/// A duration as Prometheus writes it: whole numbers with the units y w d h m s ms in falling order, each once
/// ("1m30s", "500ms"), or "0".
[[nodiscard]] Result<Duration> parseDuration(QStringView text);
/// Bytes: a whole number with B, KB, MB, GB (powers of 1000), KiB, MiB, GiB (powers of 1024), or without a unit.
[[nodiscard]] Result<std::size_t> parseSize(QStringView text);

/// A token of RFC 9110, section 5.6.2.
[[nodiscard]] bool isHeaderName(const QString &name);

/// Reads a scalar of one type; complains and yields nothing when it is something else. `what` names it in the sentence.
class ScalarReader final {
public:
    explicit ScalarReader(Complaints &complaints)
        : m_complaints(complaints)
    {
    }

    /// Not empty, no control characters.
    [[nodiscard]] std::optional<QString> text(const YamlPtr &node, const QString &what) const;
    /// As text(), but of as many lines as you like; blanks at its ends are cut.
    [[nodiscard]] std::optional<QString> prose(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] std::optional<bool> truth(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] std::optional<int> integer(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] std::optional<double> number(const YamlPtr &node, const QString &what) const;
    [[nodiscard]] std::optional<Duration> duration(const YamlPtr &node, const QString &what, Duration least,
                                                   Duration most) const;
    [[nodiscard]] std::optional<std::size_t> size(const YamlPtr &node, const QString &what, std::size_t least,
                                                  std::size_t most) const;
    /// http or https with a host, without credentials, query and fragment.
    [[nodiscard]] std::optional<QUrl> url(const YamlPtr &node, const QString &what) const;
    /// The path of a request, with its query: begins with "/", without blanks and fragment.
    [[nodiscard]] std::optional<QString> path(const YamlPtr &node) const;
    /// An RFC 6901 JSON pointer.
    [[nodiscard]] std::optional<QString> pointer(const YamlPtr &node, const QString &what) const;

private:
    Complaints &m_complaints;
};

} // namespace readyroom::config
