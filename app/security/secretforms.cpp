// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/secretforms.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QString>

#include <algorithm>

namespace readyroom::security {

namespace {

/// Shorter pieces of base64 would match by chance.
constexpr qsizetype leastPiece = 4;

/// The characters of base64 that depend on nothing but `secret` when `before` bytes (0 to 2) of a group of three stand
/// in front of it: each character holds six bits.
QByteArray innerBase64(QByteArrayView secret, qsizetype before)
{
    const QByteArray whole = QByteArray(QByteArray(before, '\0') + secret.toByteArray()).toBase64();
    const qsizetype firstBit = before * 8;
    const qsizetype endBit = firstBit + secret.size() * 8;
    const qsizetype first = (firstBit + 5) / 6;
    return whole.mid(first, endBit / 6 - first);
}

QByteArray insideJson(QByteArrayView secret)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact);
    return array.mid(2, array.size() - 4);
}

QByteArray withLowerCaseDigits(QByteArray percentEncoded)
{
    for (qsizetype i = percentEncoded.indexOf('%'); i >= 0; i = percentEncoded.indexOf('%', i + 3)) {
        percentEncoded.replace(i, 3, percentEncoded.mid(i, 3).toLower());
    }
    return percentEncoded;
}

QByteArray asciiJson(QByteArrayView secret)
{
    QByteArray text;
    for (const QChar c : QString::fromUtf8(secret)) {
        text += c.unicode() < 0x80 ? QByteArray(1, static_cast<char>(c.unicode()))
                                   : "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return text;
}

} // namespace

bool isBase64Character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/'
        || c == '-' || c == '_';
}

std::vector<SecretForm> secretForms(QByteArrayView secret)
{
    std::vector<SecretForm> forms;
    const auto add = [&forms](QByteArray text, bool isBase64 = false) {
        SecretForm form{std::move(text), isBase64};
        if (!form.text.isEmpty() && std::ranges::find(forms, form.text, &SecretForm::text) == forms.end()) {
            forms.push_back(std::move(form));
        }
    };
    const QByteArray raw = secret.toByteArray();
    add(raw);
    add(insideJson(secret));
    add(asciiJson(secret));
    for (const char *kept : {"", "~", "/", "!*'()", "!$&'()*+,;=:@/?"}) {
        QByteArray encoded = raw.toPercentEncoding(kept);
        add(withLowerCaseDigits(encoded));
        // Forms (application/x-www-form-urlencoded) write a blank as a plus sign.
        QByteArray inForm = encoded;
        inForm.replace("%20", "+");
        add(withLowerCaseDigits(inForm));
        add(std::move(inForm));
        add(std::move(encoded));
    }
    for (qsizetype before = 0; before < 3; ++before) {
        QByteArray piece = innerBase64(secret, before);
        if (piece.size() < leastPiece) {
            continue;
        }
        QByteArray forUrls = piece;
        forUrls.replace('+', '-').replace('/', '_');
        add(std::move(forUrls), true);
        add(std::move(piece), true);
    }
    std::ranges::sort(forms, std::ranges::greater{}, [](const SecretForm &form) { return form.text.size(); });
    return forms;
}

} // namespace readyroom::security
