// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/seriestext.h"

#include <QList>

#include <algorithm>
#include <vector>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

constexpr bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

constexpr bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

/// One pass over the text; follows promlex.l and parseLVals() of Prometheus.
class SeriesParser {
public:
    explicit SeriesParser(QByteArrayView text)
        : m_text(text)
    {
    }

    Result<series::Labels> parse()
    {
        skipBlanks();
        if (!atEnd() && (isNameStart(peek()) || peek() == ':')) {
            takeMetricName();
            skipBlanks();
        }
        if (!atEnd() && peek() == '{') {
            ++m_pos;
            if (!takeLabels()) {
                return std::unexpected(m_error);
            }
            skipBlanks();
        }
        if (!atEnd()) {
            fail(m_hasName || !m_labels.empty() ? u"expected a value after the series"_s : u"expected a metric name"_s);
            return std::unexpected(m_error);
        }
        if (!m_hasName) {
            fail(u"expected a metric name"_s);
            return std::unexpected(m_error);
        }
        return finish();
    }

private:
    [[nodiscard]] bool atEnd() const { return m_pos >= m_text.size(); }
    [[nodiscard]] char peek() const { return m_text[m_pos]; }

    void skipBlanks()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t')) {
            ++m_pos;
        }
    }

    bool fail(const QString &what) { return failAt(m_pos, what); }

    bool failAt(qsizetype at, const QString &what)
    {
        const QString before = QString::fromUtf8(m_text.first(at));
        // Code points, because that is what a column counts.
        const int column = static_cast<int>(before.toUcs4().size()) + 1;
        QString found = at < m_text.size() ? u"found “%1”"_s.arg(excerpt(at)) : u"found the end of the series"_s;
        m_error = {Error::Kind::Parse, u"Not a valid series: %1, %2."_s.arg(what, found), {}, {{}, 1, column}};
        return false;
    }

    [[nodiscard]] QString excerpt(qsizetype at) const
    {
        constexpr qsizetype most = 24;
        QString text = QString::fromUtf8(m_text.sliced(at, std::min(most, m_text.size() - at)));
        std::ranges::replace_if(text, [](QChar c) { return !c.isPrint(); }, QChar(QChar::ReplacementCharacter));
        return text;
    }

    void takeMetricName()
    {
        const qsizetype start = m_pos;
        while (!atEnd() && (isNamePart(peek()) || peek() == ':')) {
            ++m_pos;
        }
        setName(m_text.sliced(start, m_pos - start).toByteArray());
    }

    void setName(const QByteArray &name)
    {
        m_labels.push_back({series::metricNameLabel.toByteArray(), name});
        m_hasName = true;
    }

    /// The raw text between quotes, from the opening one on; escapes are kept.
    bool takeQuoted(QByteArrayView &raw)
    {
        const qsizetype start = m_pos++;
        while (!atEnd() && peek() != '"') {
            m_pos += peek() == '\\' ? 2 : 1;
        }
        if (atEnd()) {
            m_pos = m_text.size();
            return failAt(start, u"a quoted text is not closed"_s);
        }
        raw = m_text.sliced(start + 1, m_pos - start - 1);
        ++m_pos;
        return raw.isValidUtf8() || failAt(start, u"a quoted text is not valid UTF-8"_s);
    }

    /// Unknown escapes stay as they are, as in Prometheus.
    static QByteArray unescaped(QByteArrayView raw)
    {
        if (!raw.contains('\\')) {
            return raw.toByteArray();
        }
        QByteArray out;
        out.reserve(raw.size());
        for (qsizetype i = 0; i < raw.size(); ++i) {
            const char next = i + 1 < raw.size() ? raw[i + 1] : '\0';
            if (raw[i] == '\\' && (next == '\\' || next == '"' || next == 'n')) {
                out += next == 'n' ? '\n' : next;
                ++i;
            } else {
                out += raw[i];
            }
        }
        return out;
    }

    bool takeLabels()
    {
        for (;;) {
            skipBlanks();
            if (atEnd()) {
                return fail(u"expected a label name or “}”"_s);
            }
            if (peek() == '}') {
                ++m_pos;
                return true;
            }
            if (!takeLabel()) {
                return false;
            }
            skipBlanks();
            // A missing comma is accepted too: Prometheus does, and such exporters exist.
            if (!atEnd() && peek() == ',') {
                ++m_pos;
            }
        }
    }

    bool takeLabel()
    {
        const qsizetype start = m_pos;
        QByteArray name;
        const bool quoted = peek() == '"';
        if (quoted) {
            QByteArrayView raw;
            if (!takeQuoted(raw)) {
                return false;
            }
            name = unescaped(raw);
        } else if (isNameStart(peek())) {
            while (!atEnd() && isNamePart(peek())) {
                ++m_pos;
            }
            name = m_text.sliced(start, m_pos - start).toByteArray();
        } else {
            return fail(u"expected a label name or “}”"_s);
        }
        if (name.isEmpty()) {
            return failAt(start, u"a name must not be empty"_s);
        }
        skipBlanks();
        if (quoted && !atEnd() && (peek() == ',' || peek() == '}')) {
            if (m_hasName) {
                return failAt(start, u"the metric name is given twice"_s);
            }
            setName(name);
            return true;
        }
        if (atEnd() || peek() != '=') {
            return fail(u"expected “=” after the label name"_s);
        }
        ++m_pos;
        skipBlanks();
        if (atEnd() || peek() != '"') {
            return fail(u"expected a quoted label value"_s);
        }
        QByteArrayView value;
        if (!takeQuoted(value)) {
            return false;
        }
        m_labels.push_back({name, unescaped(value)});
        return true;
    }

    Result<series::Labels> finish()
    {
        std::ranges::sort(m_labels, {}, &series::Label::name);
        const auto twice = std::ranges::adjacent_find(m_labels, {}, &series::Label::name);
        if (twice != m_labels.end()) {
            fail(u"the label %1 is given twice"_s.arg(QString::fromUtf8(twice->name)));
            return std::unexpected(m_error);
        }
        return series::Labels::fromUnsorted(std::move(m_labels));
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
    bool m_hasName = false;
    std::vector<series::Label> m_labels;
    Error m_error;
};

} // namespace

Result<series::Labels> parseSeries(QByteArrayView text)
{
    return SeriesParser(text).parse();
}

} // namespace readyroom::exposition
