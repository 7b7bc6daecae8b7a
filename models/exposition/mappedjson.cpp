// SPDX-License-Identifier: GPL-3.0-or-later
// Breakers and cache statistics in any JSON, described by the JSON pointers of the fleet file.
#include "models/exposition/adapter.h"
#include "models/exposition/breakerpage.h"
#include "models/exposition/floattext.h"
#include "models/exposition/generated.h"
#include "models/exposition/jsonpointer.h"
#include "models/exposition/words.h"

#include <QJsonArray>
#include <QJsonObject>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

struct Element {
    QString name;
    QJsonValue value;
};

/// A counter is a number, or a number in a string as proto JSON writes 64-bit integers.
std::optional<double> numberOf(const QJsonValue &value)
{
    return value.isString() ? parseFloat(value.toString().toUtf8())
        : value.isDouble()  ? std::optional(value.toDouble())
                            : std::nullopt;
}

class MappedReader {
public:
    explicit MappedReader(const Content &content)
        : m_content(content)
        , m_mapping(content.endpoint().json)
    {
    }

    Result<Page> read()
    {
        if (!m_content.json()) {
            return std::unexpected(m_content.json().error());
        }
        const Result<std::vector<Element>> elements = findElements();
        if (!elements) {
            return std::unexpected(elements.error());
        }
        const bool breakers = m_content.endpoint().kind == fleet::EndpointKind::Breakers;
        for (const Element &element : *elements) {
            if (const Result<void> added = breakers ? addBreakerOf(element) : addCacheOf(element); !added) {
                return std::unexpected(added.error());
            }
        }
        return std::move(m_page);
    }

private:
    [[nodiscard]] std::unexpected<Error> wrong(const QString &what) const
    {
        return m_content.failed(Error::Kind::Parse, what);
    }

    /// The pointer that every element must have, and by which a lone element is told from an object of elements.
    [[nodiscard]] QString mainPointer() const
    {
        return m_content.endpoint().kind == fleet::EndpointKind::Breakers ? m_mapping.state : m_mapping.hits;
    }

    Result<std::vector<Element>> findElements() const
    {
        const Result<JsonPointer> at = JsonPointer::parse(m_mapping.at);
        const Result<JsonPointer> main = JsonPointer::parse(mainPointer());
        if (!at || !main) {
            return std::unexpected(!at ? at.error() : main.error());
        }
        const QJsonDocument &document = *m_content.json();
        const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        const QJsonValue found = at->resolve(root);
        const qsizetype size = found.isArray() ? found.toArray().size() : found.toObject().size();
        if (size > maxJsonElements) {
            return m_content.failed(Error::Kind::Limit,
                                    u"with %1 elements at “%2”; at most %3 are accepted"_s.arg(size)
                                        .arg(m_mapping.at)
                                        .arg(maxJsonElements));
        }
        std::vector<QPair<QString, QJsonValue>> raw;
        if (found.isArray()) {
            const QJsonArray array = found.toArray();
            for (qsizetype i = 0; i < array.size(); ++i) {
                raw.emplace_back(QString::number(i), array.at(i));
            }
        } else if (found.isObject() && !mainPointer().isEmpty() && !main->resolve(found).isUndefined()) {
            const QString name = at->lastToken();
            raw.emplace_back(name.isEmpty() ? u"default"_s : name, found);
        } else if (found.isObject()) {
            const QJsonObject object = found.toObject();
            for (auto it = object.begin(); it != object.end(); ++it) {
                raw.emplace_back(it.key(), it.value());
            }
        } else {
            return wrong(u"with JSON that has no array or object at “%1”"_s.arg(m_mapping.at));
        }
        return named(raw);
    }

    Result<std::vector<Element>> named(const std::vector<QPair<QString, QJsonValue>> &raw) const
    {
        const Result<JsonPointer> namePointer = JsonPointer::parse(m_mapping.name);
        if (!namePointer) {
            return std::unexpected(namePointer.error());
        }
        std::vector<Element> out;
        for (const auto &[key, value] : raw) {
            QString name = key;
            if (!m_mapping.name.isEmpty()) {
                name = scalarText(namePointer->resolve(value));
                if (name.isEmpty()) {
                    return wrong(
                        u"with an element “%1” that has no name at “%2”"_s.arg(shortText(key), m_mapping.name));
                }
            }
            out.push_back({name, value});
        }
        return out;
    }

    Result<void> addBreakerOf(const Element &element)
    {
        const Result<JsonPointer> pointer = JsonPointer::parse(m_mapping.state);
        if (!pointer) {
            return std::unexpected(pointer.error());
        }
        const QJsonValue word = pointer->resolve(element.value);
        const QString name = shortText(element.name);
        if (!word.isString()) {
            return wrong(u"with no state at “%1” for the circuit breaker %2"_s.arg(m_mapping.state, name));
        }
        const std::optional<fleet::BreakerState> state = breakerStateOf(word.toString());
        if (!state) {
            return wrong(
                u"with an unknown state “%1” of the circuit breaker %2"_s.arg(shortText(word.toString(), 40), name));
        }
        addBreaker(m_page, element.name, *state);
        return {};
    }

    Result<void> addCacheOf(const Element &element)
    {
        struct Figure {
            const QString &pointer;
            QByteArray metric;
            bool required;
        };
        const Figure figures[] = {{m_mapping.hits, "readyroom_cache_hits_total", true},
                                  {m_mapping.misses, "readyroom_cache_misses_total", true},
                                  {m_mapping.size, "readyroom_cache_size_bytes", false},
                                  {m_mapping.evictions, "readyroom_cache_evictions_total", false}};
        for (const Figure &figure : figures) {
            if (figure.pointer.isEmpty()) {
                continue;
            }
            const Result<JsonPointer> pointer = JsonPointer::parse(figure.pointer);
            if (!pointer) {
                return std::unexpected(pointer.error());
            }
            const QJsonValue value = pointer->resolve(element.value);
            if (!figure.required && (value.isUndefined() || value.isNull())) {
                continue;
            }
            const std::optional<double> number = numberOf(value);
            if (!number) {
                return wrong(u"with no number at “%1” for the cache %2"_s.arg(figure.pointer, shortText(element.name)));
            }
            addSample(m_page, figure.metric, {{"cache", element.name.toUtf8()}}, *number);
        }
        return {};
    }

    const Content &m_content;
    const fleet::JsonMapping &m_mapping;
    Page m_page;
};

/// A mapping in the fleet file is the user's word, so it goes before every guess.
bool recognises(const Content &content)
{
    return content.endpoint().json != fleet::JsonMapping();
}

bool serves(fleet::EndpointKind kind)
{
    return kind == fleet::EndpointKind::Breakers || kind == fleet::EndpointKind::Caches;
}

Result<Page> read(const Content &content)
{
    return MappedReader(content).read();
}

} // namespace

constinit const Adapter mappedJson{fleet::Format::Json, "JSON"_L1, recognises, serves, read};

} // namespace readyroom::exposition
