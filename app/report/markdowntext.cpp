// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/markdowntext.h"

namespace readyroom::report {

using namespace Qt::StringLiterals;

namespace {

/// Means something wherever it stands: emphasis, code, links, HTML, entities, cells, strike-through, mathematics.
bool isMarkup(QChar c)
{
    return QStringView(u"\\`*_[]<>|~&$").contains(c);
}

/// How much of the beginning would make the line a heading, quotation, list, rule or underline of a heading; the
/// character there is to be escaped.
qsizetype blockMarker(const QString &text)
{
    if (text.isEmpty()) {
        return -1;
    }
    if (QStringView(u"#+-=").contains(text.front())) {
        return 0;
    }
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9') {
        ++digits;
    }
    const bool isNumbered = digits > 0 && digits < text.size() && (text[digits] == u'.' || text[digits] == u')')
        && (digits + 1 == text.size() || text[digits + 1] == u' ');
    return isNumbered ? digits : -1;
}

/// What GitHub's grammar makes a link without being asked: "http://", "www.", "mailto:".
bool linksItself(const QString &text, qsizetype at)
{
    const QStringView rest = QStringView(text).sliced(at);
    const QStringView before = QStringView(text).first(at);
    return (rest.startsWith(u':')
            && (rest.startsWith(u"://") || before.endsWith(u"mailto", Qt::CaseInsensitive)
                || before.endsWith(u"xmpp", Qt::CaseInsensitive)))
        || (rest.startsWith(u'.') && before.endsWith(u"www", Qt::CaseInsensitive));
}

/// Addresses, people and issues are found after the markup is gone, so no escape hides "@" and "#" from that: only a
/// comment parts them from what follows.
bool callsSomebody(const QString &text, qsizetype at)
{
    return (text[at] == u'@' || text[at] == u'#') && at + 1 < text.size() && text[at + 1].isLetterOrNumber();
}

} // namespace

QString escapedMarkdown(const QString &text)
{
    const QString line = text.simplified();
    const qsizetype marker = blockMarker(line);
    QString out;
    out.reserve(line.size() + 8);
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (isMarkup(line[i]) || i == marker || linksItself(line, i)) {
            out += u'\\';
        }
        out += line[i];
        if (callsSomebody(line, i)) {
            out += "<!-- -->"_L1;
        }
    }
    return out;
}

} // namespace readyroom::report
