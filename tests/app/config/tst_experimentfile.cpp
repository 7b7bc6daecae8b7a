// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/experimentfile.h"
#include "app/config/lint.h"
#include "app/config/yaml.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readyroom;
using namespace readyroom::config;

namespace {

const QString website = QStringLiteral(READYROOM_TEST_DATA "/drills/experiments/website.json");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList errorsOf(const QByteArray &text, const QString &file = u"a.yaml"_s)
{
    const auto experiment = loadExperimentText(text, file);
    return experiment ? QStringList() : toText(experiment.error());
}

} // namespace

class ExperimentFileTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsJsonAsItStands()
    {
        const auto experiment = loadExperiment(website);
        QVERIFY2(experiment, experiment ? "" : qPrintable(toText(experiment.error()).join(u'\n')));
        QCOMPARE(experiment->json, QJsonDocument::fromJson(contents(website)).object());
        QCOMPARE(experiment->title, u"What happens when a server is taken out?"_s);
    }

    void readsTheSameInYaml()
    {
        const auto yaml = loadExperimentText("# A drill\n"
                                             "title: Drain a server\n"
                                             "description: >\n"
                                             "  Nobody\n"
                                             "  notices.\n"
                                             "method:\n"
                                             "  - type: action\n"
                                             "    name: drain\n"
                                             "    provider: {type: haproxy, do: state, backend: web, server: a, "
                                             "state: drain, timeout: 2}\n"
                                             "    pauses: {after: 5}\n"
                                             "extensions:\n"
                                             "  - {name: readyroom, service: checkout, undo: automatic}\n",
                                             u"a.yaml"_s);
        QVERIFY2(yaml, yaml ? "" : qPrintable(toText(yaml.error()).join(u'\n')));
        QCOMPARE(yaml->description, u"Nobody notices.\n"_s);
        QCOMPARE(yaml->method.front().pauseAfter, Duration{5s});
        QCOMPARE(yaml->method.front().provider.value("timeout"_L1), QJsonValue(2));
        QCOMPARE(yaml->service, u"checkout"_s);
        QVERIFY(yaml->automaticUndo);
        const auto json = loadExperimentText(QJsonDocument(yaml->json).toJson(), u"a.json"_s);
        QVERIFY(json);
        QVERIFY(*json == *yaml);
    }

    void readsEveryEscapeOfJson()
    {
        // Python writes a smile like this, and tabs are white space in JSON.
        const QByteArray text = "{\n\t\"title\": \"\\ud83d\\ude00 \\\\ud83d\\\\ude00 \\/ \\u00e4\\n\",\n"
                                "\t\"description\":\"\\\\\\ud83d\\ude00\",\"method\":[]}\n";
        const auto experiment = loadExperimentText(text, u"a.json"_s);
        QVERIFY2(experiment, experiment ? "" : qPrintable(toText(experiment.error()).join(u'\n')));
        QCOMPARE(experiment->json, QJsonDocument::fromJson(text).object());
        QCOMPARE(experiment->title, u"😀 \\ud83d\\ude00 / ä\n"_s);
        QCOMPARE(experiment->description, u"\\😀"_s);
    }

    void refusesHalfACharacter()
    {
        for (const QByteArray half : {"\\ud83d", "\\ud83dx", "\\ude00\\ud83d", "\\ud83d\\u0041"}) {
            const QStringList errors =
                errorsOf("{\"title\":\"" + half + "\",\"description\":\"d\",\"method\":[]}", u"a.json"_s);
            QCOMPARE(errors.size(), 1);
            QVERIFY2(errors.front().startsWith("a.json:1:"_L1), qPrintable(errors.front()));
        }
    }

    void placesEachProblem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("errors");
        const QByteArray head = "title: t\ndescription: d\n";
        QTest::newRow("a list") << QByteArray("- a\n")
                                << QStringList{
                                       u"a.yaml:1:1: An experiment must be a map with a title, a description and a "
                                       "method."_s};
        QTest::newRow("what it needs") << QByteArray("tags: []\n")
                                       << QStringList{u"a.yaml:1:1: An experiment needs a \"description\"."_s,
                                                      u"a.yaml:1:1: An experiment needs a \"method\", a list of "
                                                      "activities, which may be empty."_s,
                                                      u"a.yaml:1:1: An experiment needs a \"title\"."_s};
        QTest::newRow("python") << QByteArray(head
                                              + "method:\n"
                                                "  - type: action\n"
                                                "    name: a\n"
                                                "    provider:\n"
                                                "      type: python\n"
                                                "      module: chaosk8s.pod.actions\n")
                                << QStringList{
                                       u"a.yaml:7:13: A provider of the type python is not run here; use http for "
                                       "what a request can do, or process with a program of your own."_s};
        QTest::newRow("controls and vault")
            << QByteArray(head
                          + "controls: [{name: tracing, provider: {type: python, module: x}}]\n"
                            "secrets: {site: {token: {type: vault, path: x}}}\n"
                            "method: []\n")
            << QStringList{u"a.yaml:3:11: \"controls\" run code of Python and are not offered; watch with probes of "
                           "the steady state instead."_s,
                           u"a.yaml:4:25: Secrets from Vault are not offered; put it into an environment variable "
                           "and use {\"type\": \"env\", \"key\": …}."_s};
        QTest::newRow("in the order of the file")
            << QByteArray("rollbacks: [{ref: b}]\n" + head
                          + "method:\n"
                            "  - {type: action, name: a, provider: {type: haprxy}}\n")
            << QStringList{u"a.yaml:1:19: There is no activity named \"b\" in the experiment; did you mean \"a\"?"_s,
                           u"a.yaml:5:46: There is no provider \"haprxy\"; did you mean \"haproxy\"?"_s};
        QTest::newRow("an argument that is missing")
            << QByteArray(head
                          + "method:\n"
                            "  - {type: action, name: a, provider: {type: haproxy, do: state, backend: b, "
                            "state: drain}}\n")
            << QStringList{u"a.yaml:4:39: \"server\" of haproxy is missing: a text."_s};
        QTest::newRow("what is ours")
            << QByteArray(head + "method: []\nextensions:\n  - {name: readyroom, servce: a}\n")
            << QStringList{
                   u"a.yaml:5:31: \"servce\" is not known to the extension readyroom; did you mean \"service\"?"_s};
        QTest::newRow("a key twice") << QByteArray(head + "title: u\nmethod: []\n")
                                     << QStringList{
                                            u"a.yaml:3:1: The key \"title\" is given twice; the first is on line 1."_s};
        QTest::newRow("nothing") << QByteArray() << QStringList{u"a.yaml:1:1: This file is empty."_s};
    }

    void placesEachProblem()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, errors);
        QCOMPARE(errorsOf(text), errors);
    }

    void placesProblemsOfJson()
    {
        const QByteArray text =
            "{\"title\": \"t\", \"description\": \"d\",\n"
            " \"method\": [{\"type\": \"probe\", \"name\": \"p\",\n"
            "   \"provider\": {\"type\": \"http\", \"url\": \"http://a\", \"timeout\": \"soon\"}}]}";
        QCOMPARE(errorsOf(text, u"a.json"_s),
                 QStringList{u"a.json:3:63: \"timeout\" of http must be a number of seconds or a duration such as "
                             "\"2s\"."_s});
        QCOMPARE(errorsOf("{\"title\": \"t\", ", u"a.json"_s).size(), 1);
    }

    void isBounded()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"title\": \"" + QByteArray(maxYamlBytes, 'x') + "\"}");
        file.close();
        const auto experiment = loadExperiment(path);
        QVERIFY(!experiment);
        QCOMPARE(toText(experiment.error()), QStringList{path + ": This file is larger than 4 MiB."_L1});
        // Brackets that go on and on.
        QCOMPARE(errorsOf("method: " + QByteArray(100'000, '[')).size(), 1);
    }

    void aMissingFileIsOneError()
    {
        const auto experiment = loadExperiment(u"/nonexistent/a.json"_s);
        QVERIFY(!experiment);
        QCOMPARE(experiment.error().size(), std::size_t{1});
        QCOMPARE(experiment.error().front().kind, Error::Kind::Io);
    }
};

QTEST_APPLESS_MAIN(ExperimentFileTest)
#include "tst_experimentfile.moc"
