// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QXmlStreamWriter>

#include <initializer_list>
#include <utility>

namespace readyroom::report {

/// Writes HTML that is XML as well, so that every text is escaped and every element closed by construction.
class HtmlWriter final {
public:
    using Attributes = std::initializer_list<std::pair<QLatin1StringView, QString>>;

    explicit HtmlWriter(QByteArray *out);

    void open(QLatin1StringView tag, Attributes attributes = {});
    /// Closes what was opened last, with an end tag of its own: HTML knows no "<p/>".
    void close();
    void text(const QString &text);
    /// An element that holds text and nothing else.
    void element(QLatin1StringView tag, const QString &text, Attributes attributes = {});
    /// An element without content: those that HTML never closes, and those of SVG.
    void leaf(QLatin1StringView tag, Attributes attributes = {});
    void lineEnd() { text(QStringLiteral("\n")); }

private:
    void write(Attributes attributes);

    QXmlStreamWriter m_xml;
};

} // namespace readyroom::report
