// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/reader.h"

#include <QDir>
#include <QFile>
#include <QMetaEnum>
#include <QTest>

#include <bit>

using namespace readyroom;
using namespace readyroom::exposition;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray kindName(Error::Kind kind)
{
    static constexpr const char *names[] = {"Parse",     "Config", "Timeout",    "Dns",        "Connect",
                                            "Tls",       "Http",   "TooLarge",   "NotExposed", "Limit",
                                            "Cancelled", "Io",     "Unsupported"};
    return names[int(kind)];
}

/// A case is header lines "key: value", an empty line, and the body byte for byte.
struct Case {
    Answer answer;
    fleet::Endpoint endpoint;
};

Case parseCase(const QByteArray &text)
{
    Case out;
    out.answer.status = 200;
    const qsizetype split = text.indexOf("\n\n");
    out.answer.body = text.sliced(split + 2);
    const QList<QByteArray> lines = text.first(split).split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray key = line.first(colon);
        const QString value = QString::fromUtf8(line.sliced(colon + 1).trimmed());
        if (key == "kind") {
            using enum fleet::EndpointKind;
            for (const fleet::EndpointKind kind : {Health, Metrics, Breakers, Caches}) {
                if (value == fleet::endpointKindName(kind)) {
                    out.endpoint.kind = kind;
                }
            }
            out.endpoint.path = u'/' + value;
        } else if (key == "format") {
            static const QStringList names{u"auto"_s,       u"status"_s,       u"actuator"_s, u"health+json"_s,
                                           u"prometheus"_s, u"resilience4j"_s, u"json"_s};
            out.endpoint.format = static_cast<fleet::Format>(names.indexOf(value));
        } else if (key == "status") {
            out.answer.status = value.toInt();
        } else if (key == "type") {
            out.answer.headers.emplace_back("content-type", value.toUtf8());
        } else if (key == "required") {
            out.endpoint.required = value == u"true"_s;
        } else if (key == "at") {
            out.endpoint.json.at = value;
        } else if (key == "name") {
            out.endpoint.json.name = value;
        } else if (key == "state") {
            out.endpoint.json.state = value;
        } else if (key == "hits") {
            out.endpoint.json.hits = value;
        } else if (key == "misses") {
            out.endpoint.json.misses = value;
        } else if (key == "size") {
            out.endpoint.json.size = value;
        } else if (key == "evictions") {
            out.endpoint.json.evictions = value;
        } else {
            qFatal("unknown key %s", key.constData());
        }
    }
    return out;
}

QByteArray dump(const Error &error)
{
    QByteArray out = "error " + kindName(error.kind);
    if (error.where.isValid()) {
        out += ' ' + QByteArray::number(error.where.line) + ':' + QByteArray::number(error.where.column);
    }
    return out + '\n' + error.message.toUtf8() + '\n';
}

QByteArray number(double value)
{
    if (std::isnan(value)) {
        return "NaN(" + QByteArray::number(quint64(std::bit_cast<std::uint64_t>(value)), 16) + ')';
    }
    if (value == 0 && std::signbit(value)) {
        return "-0";
    }
    return QByteArray::number(value, 'g', 17);
}

QByteArray dump(const Result<Page> &page)
{
    if (!page) {
        return dump(page.error());
    }
    if (const std::optional<Error> error = firstBadSeries(*page)) {
        return dump(*error);
    }
    QByteArray out = "format " + page->format.toUtf8() + '\n';
    for (const fleet::HealthComponent &c : page->health) {
        const QByteArray value = std::isnan(c.value) ? "unknown" : QByteArray::number(c.value);
        out +=
            "health /" + c.path.join(u'/').toUtf8() + " " + c.status.toUtf8() + " " + value + " " + c.detail.toUtf8();
        out = out.trimmed() + '\n';
    }
    for (const PageSample &sample : page->samples) {
        out += parseSeries(sample.series)->toText() + ' ' + number(sample.value);
        if (sample.timestamp) {
            out += " @" + QByteArray::number(qint64(*sample.timestamp));
        }
        out += '\n';
    }
    return out;
}

} // namespace

/// Every tests/data/exposition/*.in gives what its .expected says; what it gave instead is written beside it as
/// .actual.
class PageCorpusTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("path");
        const QDir dir(QStringLiteral(READYROOM_TEST_DATA "/exposition"));
        const QStringList names = dir.entryList({u"*.in"_s}, QDir::Files, QDir::Name);
        QVERIFY2(names.size() > 30, "the corpus is missing");
        for (const QString &name : names) {
            QTest::newRow(qPrintable(name.chopped(3))) << dir.filePath(name).chopped(3);
        }
    }

    void reads()
    {
        QFETCH(QString, path);
        const Case input = parseCase(contentOf(path + u".in"_s));
        const QByteArray actual = dump(read(input.answer, input.endpoint));
        const QByteArray expected = contentOf(path + u".expected"_s);
        const QString actualPath = path + u".actual"_s;
        if (actual != expected) {
            QFile file(actualPath);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(actual) == actual.size());
        } else {
            QFile::remove(actualPath);
        }
        QCOMPARE(actual, expected);
    }
};

QTEST_APPLESS_MAIN(PageCorpusTest)
#include "tst_pagecorpus.moc"
