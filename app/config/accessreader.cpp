// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/accessreader.h"

#include "app/config/fleetkeys.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

/// Visible ASCII, blanks and tabs: RFC 9110, section 5.5, without obs-text.
bool isHeaderValue(const QString &value)
{
    return std::ranges::all_of(value, [](QChar c) { return c == u'\t' || (c >= u' ' && c <= u'~'); });
}

QString reserved(const QString &name)
{
    if (name.compare("authorization"_L1, Qt::CaseInsensitive) == 0) {
        return u"The header Authorization must not be written here; put credentials under \"auth:\"."_s;
    }
    static constexpr std::array ours{"content-length"_L1, "transfer-encoding"_L1, "connection"_L1,
                                     "accept-encoding"_L1};
    if (std::ranges::any_of(ours, [&name](auto o) { return name.compare(o, Qt::CaseInsensitive) == 0; })) {
        return u"The header %1 is set by Readyroom itself and cannot be changed."_s.arg(name);
    }
    return {};
}

} // namespace

std::vector<std::pair<QByteArray, QByteArray>> AccessReader::headers(const YamlPtr &node) const
{
    std::vector<std::pair<QByteArray, QByteArray>> result;
    if (!node) {
        return result;
    }
    if (!node->isMap()) {
        m_complaints.at(*node, u"\"headers\" must be a map of header names and values."_s);
        return result;
    }
    for (const auto &[name, value] : node->entries) {
        const QByteArray bytes = name->text.toUtf8();
        if (!isHeaderName(name->text)) {
            m_complaints.at(*name, u"A header name must consist of letters, digits and hyphens."_s);
        } else if (const QString why = reserved(name->text); !why.isEmpty()) {
            m_complaints.at(*name, why);
        } else if (!value->isScalar() || !isHeaderValue(value->text)) {
            m_complaints.at(*value, u"The value of header %1 must be one line of plain ASCII text."_s.arg(name->text));
        } else if (std::ranges::any_of(
                       result, [&bytes](const auto &h) { return h.first.compare(bytes, Qt::CaseInsensitive) == 0; })) {
            m_complaints.at(*name, u"The header %1 is given twice."_s.arg(name->text));
        } else {
            result.emplace_back(bytes, value->text.trimmed().toUtf8());
        }
    }
    return result;
}

fleet::Auth AccessReader::auth(const YamlPtr &node) const
{
    fleet::Auth result;
    if (!node) {
        return result;
    }
    const MapReader map(node, keys::auth, u"\"auth\""_s, m_complaints);
    const YamlPtr bearer = map.get("bearer"_L1);
    const YamlPtr basic = map.get("basic"_L1);
    if (bearer && basic) {
        m_complaints.at(*node, u"A request carries either a bearer token or a user and password, not both."_s);
    }
    if (map.isMap() && !node->value(u"bearer") && !node->value(u"basic")) {
        m_complaints.at(*node, u"\"auth\" needs \"bearer\" or \"basic\"."_s);
    }
    result.bearer = secret(bearer, u"\"bearer\""_s);
    if (basic) {
        const MapReader pair(basic, keys::basic, u"\"basic\""_s, m_complaints);
        result.user = m_scalars.text(pair.need("user"_L1), u"\"user\""_s);
        if (result.user && result.user->contains(u':')) {
            m_complaints.at(*pair.get("user"_L1), u"A user name of basic authentication cannot contain \":\"."_s);
        }
        result.password = secret(pair.need("password"_L1), u"\"password\""_s);
    }
    return result;
}

std::optional<fleet::SecretRef> AccessReader::secret(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return std::nullopt;
    }
    if (node->isScalar()) {
        m_complaints.at(
            *node,
            u"%1 must not be written into this file; name where it is kept: {keychain: NAME}, {env: VARIABLE} or "
            "{file: PATH}."_s.arg(what));
        return std::nullopt;
    }
    const MapReader map(node, keys::secret, what, m_complaints);
    if (!map.isMap()) {
        return std::nullopt;
    }
    if (node->entries.size() != 1) {
        m_complaints.at(*node, u"%1 needs exactly one of \"keychain\", \"env\" and \"file\"."_s.arg(what));
        return std::nullopt;
    }
    if (const YamlPtr keychain = map.get("keychain"_L1)) {
        const auto name = m_scalars.text(keychain, u"\"keychain\""_s);
        return name ? std::optional(fleet::SecretRef{fleet::SecretRef::From::Keychain, *name}) : std::nullopt;
    }
    if (const YamlPtr env = map.get("env"_L1)) {
        static const QRegularExpression variable(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
        const auto name = m_scalars.text(env, u"\"env\""_s);
        // The text is not repeated: whoever mistakes this key writes the secret itself here.
        if (name && !variable.match(*name).hasMatch()) {
            m_complaints.at(*env, u"\"env\" must be the name of an environment variable."_s);
            return std::nullopt;
        }
        return name ? std::optional(fleet::SecretRef{fleet::SecretRef::From::Env, *name}) : std::nullopt;
    }
    const QString path = file(map.get("file"_L1), u"\"file\""_s);
    return path.isEmpty() ? std::nullopt : std::optional(fleet::SecretRef{fleet::SecretRef::From::File, path});
}

QString AccessReader::file(const YamlPtr &node, const QString &what) const
{
    const auto path = m_scalars.text(node, what);
    return path ? QDir::cleanPath(m_folder.absoluteFilePath(*path)) : QString();
}

fleet::Tls AccessReader::tls(const YamlPtr &node) const
{
    fleet::Tls result;
    if (!node) {
        return result;
    }
    const MapReader map(node, keys::tls, u"\"tls\""_s, m_complaints);
    result.ca = file(map.get("ca"_L1), u"\"ca\""_s);
    result.cert = file(map.get("cert"_L1), u"\"cert\""_s);
    const YamlPtr key = map.get("key"_L1);
    if (key && key->isMap()) {
        result.keySecret = secret(key, u"\"key\""_s);
    } else {
        result.key = file(key, u"\"key\""_s);
    }
    result.verify = m_scalars.truth(map.get("verify"_L1), u"\"verify\""_s).value_or(true);
    if (result.cert.isEmpty() == (key != nullptr)) {
        m_complaints.at(*node, u"A client certificate needs both \"cert\" and \"key\"."_s);
    }
    return result;
}

} // namespace readyroom::config
