// SPDX-License-Identifier: GPL-3.0-or-later
// Prometheus text format 0.0.4 and its 1.0.0 with quoted names, as the server of Prometheus 3 reads it
// (model/textparse/promparse.go). Stricter in one point: the last line must end with a newline, because a body that
// does not was cut off.
#include "models/exposition/adapter.h"
#include "models/exposition/floattext.h"
#include "models/exposition/reader.h"

#include <array>
#include <charconv>
#include <cstring>
#include <iterator>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front())) {
        text = text.sliced(1);
    }
    while (!text.isEmpty() && isBlank(text.back())) {
        text.chop(1);
    }
    return text;
}

/// Splits the last token off `line`: everything after the last blank or `}`.
QByteArrayView takeLastToken(QByteArrayView &line)
{
    qsizetype start = line.size();
    while (start > 0 && !isBlank(line[start - 1]) && line[start - 1] != '}') {
        --start;
    }
    const QByteArrayView token = line.sliced(start);
    while (start > 0 && isBlank(line[start - 1])) {
        --start;
    }
    line.truncate(start);
    return token;
}

QString quoted(QByteArrayView text)
{
    constexpr qsizetype most = 40;
    QString out = QString::fromUtf8(text.first(std::min(text.size(), most)));
    for (QChar &c : out) {
        c = c.isPrint() ? c : QChar(QChar::ReplacementCharacter);
    }
    return text.size() > most ? u"“%1…”"_s.arg(out) : u"“%1”"_s.arg(out);
}

class TextReader {
public:
    explicit TextReader(const Content &content)
        : m_content(content)
    {
        m_page.body = content.body();
    }

    Result<Page> read()
    {
        const QByteArrayView body = m_page.body;
        // A guess that is seldom far off saves the moves of a growing vector.
        m_page.samples.reserve(std::min<std::size_t>(static_cast<std::size_t>(body.size()) / 64 + 16, maxPageSamples));
        const char *at = body.data();
        const char *const end = at + body.size();
        while (at != end) {
            const void *const newline = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
            if (!newline) {
                failAt(end, u"the page breaks off in the middle of a line"_s);
                return std::unexpected(m_error);
            }
            const char *const lineEnd = static_cast<const char *>(newline);
            if (!readLine(QByteArrayView(at, lineEnd))) {
                return std::unexpected(m_error);
            }
            at = lineEnd + 1;
        }
        return std::move(m_page);
    }

private:
    bool failAt(const char *at, const QString &what, Error::Kind kind = Error::Kind::Parse)
    {
        const SourcePosition where = positionOf(m_page.body, at - m_page.body.constData());
        m_error = {kind,
                   m_content.sentence(u"with metrics that cannot be read: line %1, column %2: %3"_s.arg(where.line)
                                          .arg(where.column)
                                          .arg(what)),
                   {},
                   where};
        return false;
    }

    bool readLine(QByteArrayView line)
    {
        line = trimmed(line);
        if (line.isEmpty()) {
            return true;
        }
        return line.front() == '#' ? readComment(line) : readSample(line);
    }

    /// The labels are not looked at here. A valid series ends with the last `}` of the line, since neither value nor
    /// timestamp has one; on an invalid line the cut may be wrong, and then parseSeries() refuses what is left of it.
    bool readSample(QByteArrayView line)
    {
        QByteArrayView series = line;
        QByteArrayView value = takeLastToken(series);
        QByteArrayView timestamp;
        if (!series.isEmpty() && series.back() != '}') {
            // Another token before it: the value, or the metric name when nothing stands before that one.
            QByteArrayView rest = series;
            const QByteArrayView token = takeLastToken(rest);
            if (!rest.isEmpty()) {
                timestamp = value;
                value = token;
                series = rest;
            }
        }
        if (series.isEmpty() || value.isEmpty()) {
            return failAt(line.data() + line.size(), u"expected a value after %1"_s.arg(quoted(line)));
        }
        if (m_page.samples.size() >= maxPageSamples) {
            return failAt(line.data(), u"there are more than %1 samples"_s.arg(maxPageSamples), Error::Kind::Limit);
        }
        PageSample sample{series, 0.0, {}};
        const std::optional<double> number = parseFloat(value);
        if (!number) {
            return failAt(value.data(), u"%1 is not a number"_s.arg(quoted(value)));
        }
        sample.value = *number;
        if (!timestamp.isEmpty()) {
            std::int64_t ms = 0;
            const char *const end = timestamp.data() + timestamp.size();
            const auto [stop, error] = std::from_chars(timestamp.data(), end, ms);
            if (stop != end || error != std::errc() || timestamp.front() == '-') {
                return failAt(timestamp.data(), u"%1 is not a timestamp in milliseconds"_s.arg(quoted(timestamp)));
            }
            sample.timestamp = ms;
        }
        m_page.samples.push_back(sample);
        return true;
    }

    /// `# HELP name text` and `# TYPE name type` are checked; every other comment is free.
    bool readComment(QByteArrayView line)
    {
        QByteArrayView rest = line.sliced(1);
        if (rest.isEmpty() || !isBlank(rest.front())) {
            return true;
        }
        rest = trimmed(rest);
        const bool help = rest.startsWith("HELP");
        if ((!help && !rest.startsWith("TYPE")) || rest.size() == 4 || !isBlank(rest[4])) {
            return true;
        }
        rest = trimmed(rest.sliced(4));
        const QByteArrayView word = help ? QByteArrayView("HELP") : QByteArrayView("TYPE");
        qsizetype nameEnd = 0;
        if (rest.front() == '"') {
            nameEnd = 1;
            while (nameEnd < rest.size() && rest[nameEnd] != '"') {
                nameEnd += rest[nameEnd] == '\\' ? 2 : 1;
            }
            nameEnd = std::min(nameEnd + 1, rest.size());
        } else {
            while (nameEnd < rest.size() && !isBlank(rest[nameEnd])) {
                ++nameEnd;
            }
        }
        const QByteArrayView name = rest.first(nameEnd);
        const bool named =
            name.front() == '"' ? name.size() > 2 && name.endsWith('"') : series::isLegacyMetricName(name);
        if (!named) {
            return failAt(rest.data(),
                          u"expected a metric name after %1, found %2"_s.arg(QLatin1StringView(word), quoted(name)));
        }
        const QByteArrayView text = trimmed(rest.sliced(nameEnd));
        if (help) {
            return text.isValidUtf8() || failAt(text.data(), u"the help text is not valid UTF-8"_s);
        }
        static constexpr std::array types{"counter", "gauge", "histogram", "summary", "untyped"};
        for (const char *const type : types) {
            if (text == QByteArrayView(type)) {
                return true;
            }
        }
        return failAt(text.data(), u"%1 is not a metric type"_s.arg(quoted(text)));
    }

    const Content &m_content;
    Page m_page;
    Error m_error;
};

/// Exporters of a few lines name no type at all; Prometheus before 3 took them, and the parser refuses what is not
/// text.
bool recognises(const Content &content)
{
    const bool text = content.mediaType() == "text/plain";
    if (content.endpoint().kind == fleet::EndpointKind::Metrics) {
        return text || content.mediaType().isEmpty();
    }
    return text && !content.looksLikeJson();
}

bool serves(fleet::EndpointKind kind)
{
    return kind != fleet::EndpointKind::Health;
}

Result<Page> read(const Content &content)
{
    return TextReader(content).read();
}

} // namespace

constinit const Adapter prometheusText{fleet::Format::Prometheus, "Prometheus text"_L1, recognises, serves, read};

} // namespace readyroom::exposition
