// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/redactor.h"

#include "app/security/secretforms.h"

#include <QList>

#include <algorithm>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <vector>

namespace readyroom::security {

namespace {

constexpr QByteArrayView replacement("\u2022\u2022\u2022");

/// Of a key in PEM: the lines that are neither its frame nor short.
constexpr qsizetype leastLine = 16;

void replace(QByteArray &text, const SecretForm &form)
{
    for (qsizetype at = text.indexOf(form.text); at >= 0; at = text.indexOf(form.text, at)) {
        qsizetype end = at + form.text.size();
        if (form.isBase64) {
            while (at > 0 && isBase64Character(text.at(at - 1))) {
                --at;
            }
            while (end < text.size() && isBase64Character(text.at(end))) {
                ++end;
            }
            while (end < text.size() && text.at(end) == '=') {
                ++end;
            }
        }
        text.replace(at, end - at, replacement);
        at += replacement.size();
    }
}

} // namespace

struct Redactor::State {
    mutable std::shared_mutex mutex;
    std::set<QByteArray> secrets;
    std::vector<SecretForm> forms; ///< of all secrets, the longest first

    bool knows(const QByteArray &secret) const
    {
        const std::shared_lock lock(mutex);
        return secrets.contains(secret);
    }

    void add(const QByteArray &secret)
    {
        // Asked with every request, and known but for the first time.
        if (knows(secret)) {
            return;
        }
        const std::vector<SecretForm> more = secretForms(secret);
        const std::scoped_lock lock(mutex);
        if (secrets.insert(secret).second) {
            forms.insert(forms.end(), more.begin(), more.end());
            std::ranges::sort(forms, std::ranges::greater{}, [](const SecretForm &form) { return form.text.size(); });
        }
    }
};

Redactor::Redactor()
    : m_state(std::make_shared<State>())
{
}

bool Redactor::add(QByteArrayView secret)
{
    if (secret.size() < leastLength) {
        return false;
    }
    const QByteArray whole = secret.toByteArray();
    m_state->add(whole);
    if (whole.contains('\n')) {
        for (const QByteArray &line : whole.split('\n')) {
            const QByteArray trimmed = line.trimmed();
            if (trimmed.size() >= leastLine && !trimmed.startsWith("-----")) {
                m_state->add(trimmed);
            }
        }
    }
    return true;
}

bool Redactor::addBasic(const QString &user, const QString &password)
{
    const QByteArray bytes = password.toUtf8();
    if (!bytes.isEmpty()) {
        add(QByteArray(user.toUtf8() + ':' + bytes));
    }
    return add(bytes);
}

QByteArray Redactor::redacted(QByteArray text) const
{
    const std::shared_lock lock(m_state->mutex);
    for (const SecretForm &form : m_state->forms) {
        replace(text, form);
    }
    return text;
}

QString Redactor::redacted(const QString &text) const
{
    if (size() == 0) {
        return text;
    }
    return QString::fromUtf8(redacted(text.toUtf8()));
}

Error Redactor::redacted(Error error) const
{
    error.message = redacted(error.message);
    error.detail = redacted(error.detail);
    return error;
}

std::size_t Redactor::size() const
{
    const std::shared_lock lock(m_state->mutex);
    return m_state->secrets.size();
}

} // namespace readyroom::security
