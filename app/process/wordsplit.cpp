// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/wordsplit.h"

namespace readyroom::process {

using namespace Qt::StringLiterals;

namespace {

/// Goes through one line, character by character.
class Splitter final {
public:
    explicit Splitter(const QString &line)
        : m_line(line)
    {
    }

    Result<QStringList> words()
    {
        for (; m_at < m_line.size(); ++m_at) {
            if (const Result<void> taken = take(m_line[m_at]); !taken) {
                return std::unexpected(taken.error());
            }
        }
        if (!m_quote.isNull()) {
            return failure(Error::Kind::Config, u"A quote of the arguments has no end"_s);
        }
        endWord();
        return m_words;
    }

private:
    Result<void> take(QChar c)
    {
        if (m_quote == u'\'') {
            c == u'\'' ? endQuote() : add(c);
            return {};
        }
        if (c == u'\\') {
            return escaped();
        }
        if (!m_quote.isNull()) {
            return inDoubleQuotes(c);
        }
        if (c == u'\'' || c == u'"') {
            m_quote = c;
            m_inWord = true;
        } else if (c.isSpace() && c != u'\n') {
            endWord();
        } else if (needsShell(c)) {
            return needs(c);
        } else {
            add(c);
        }
        return {};
    }

    Result<void> inDoubleQuotes(QChar c)
    {
        if (c == u'$' || c == u'`') {
            return needs(c);
        }
        c == u'"' ? endQuote() : add(c);
        return {};
    }

    Result<void> escaped()
    {
        if (m_at + 1 == m_line.size()) {
            return failure(Error::Kind::Config, u"The arguments end with a backslash"_s);
        }
        const QChar next = m_line[++m_at];
        // Within double quotes it escapes few characters only (POSIX, section 2.2.3).
        if (m_quote == u'"' && !u"$`\"\\"_s.contains(next)) {
            add(u'\\');
        }
        add(next);
        return {};
    }

    [[nodiscard]] bool needsShell(QChar c) const
    {
        const bool begins = !m_inWord;
        return u"|&;<>()$`*?[\n"_s.contains(c) || (begins && (c == u'#' || c == u'~'));
    }

    static Result<void> needs(QChar c)
    {
        return failure(
            Error::Kind::Config,
            u"The arguments hold %1, which only a shell understands, and none is started: quote it, or name a script"_s
                .arg(c == u'\n' ? u"a line end"_s : QString(u'“' + QString(c) + u'”')));
    }

    void add(QChar c)
    {
        m_word += c;
        m_inWord = true;
    }
    void endQuote() { m_quote = {}; }
    void endWord()
    {
        if (m_inWord) {
            m_words += m_word;
        }
        m_word.clear();
        m_inWord = false;
    }

    const QString &m_line;
    qsizetype m_at = 0;
    QChar m_quote = {};
    bool m_inWord = false;
    QString m_word;
    QStringList m_words;
};

} // namespace

Result<QStringList> splitWords(const QString &line)
{
    return Splitter(line).words();
}

} // namespace readyroom::process
