// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever docs/actions.md shows is what Readyroom reads.
#include "app/config/cataloguefile.h"
#include "app/config/experimentfile.h"
#include "app/config/lint.h"
#include "models/drills/providerarguments.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::config;

namespace {

QString document()
{
    QFile file(QStringLiteral(READYROOM_SOURCE_DIR "/docs/actions.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The YAML blocks, each with its line.
std::vector<std::pair<int, QString>> blocks()
{
    std::vector<std::pair<int, QString>> result;
    int number = 0;
    bool isInside = false;
    for (const QString &line : document().split(u'\n')) {
        ++number;
        if (line.startsWith("```"_L1)) {
            isInside = line == "```yaml"_L1;
            if (isInside) {
                result.emplace_back(number, QString());
            }
        } else if (isInside) {
            result.back().second += line + u'\n';
        }
    }
    return result;
}

bool isExperiment(const QString &text)
{
    return text.startsWith("title:"_L1);
}

/// Any value that the parameter takes.
QJsonValue someValue(const drills::Parameter &parameter)
{
    if (!parameter.choices.isEmpty()) {
        return parameter.choices.front();
    }
    return parameter.type == drills::Parameter::Type::Text ? QJsonValue(u"x"_s)
                                                           : QJsonValue(parameter.least.value_or(1));
}

/// A fleet file around what an action does.
QString buttonWith(QString part)
{
    part.prepend("name: a\nkind: rollback\nparameters: [{name: revision}]\n"_L1);
    part.replace(u"\n"_s, u"\n        "_s);
    return u"services:\n  - name: checkout\n    instances: [\"http://127.0.0.1:1\"]\n    actions:\n      - "_s + part;
}

} // namespace

class ActionDocsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyExampleIsValid_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto &[line, text] : blocks()) {
            QTest::addRow("line %d", line) << text;
        }
    }

    void everyExampleIsValid()
    {
        QFETCH(QString, text);
        if (text.startsWith("extensions:"_L1)) {
            text.prepend("title: t\ndescription: d\nmethod: []\n"_L1); // a part of one
        } else if (text.startsWith("with:"_L1)) {
            text = buttonWith(text);
        }
        const QTemporaryDir folder; // where there are no drills, which a pattern does not mind
        QCOMPARE(toText(lintText(text.toUtf8(), folder.filePath(u"example.yaml"_s))), QStringList());
    }

    void everyButtonMakesAnExperiment()
    {
        int buttons = 0;
        for (const auto &[line, text] : blocks()) {
            if (isExperiment(text) || text.startsWith("extensions:"_L1)) {
                continue;
            }
            const auto catalogue = loadCatalogueText(text.toUtf8(), u"/nowhere/example.yaml"_s);
            QVERIFY(catalogue);
            for (const drills::ServiceActions &service : catalogue->services) {
                for (const drills::Action &action : service.actions) {
                    QJsonObject values;
                    for (const drills::Parameter &parameter : action.parameters) {
                        values.insert(parameter.name, someValue(parameter));
                    }
                    const auto experiment = drills::experimentOf(action, service.subject, values, u"a reason"_s);
                    QVERIFY2(experiment,
                             experiment ? "" : qPrintable(action.name + ": "_L1 + experiment.error().message));
                    QVERIFY(!experiment->method.empty());
                    ++buttons;
                }
            }
        }
        QVERIFY(buttons >= 10);
    }

    void showsEveryProviderAndItsArguments()
    {
        const QStringList lines = document().split(u'\n');
        for (const drills::ProviderArguments &provider : drills::allProviderArguments()) {
            const QStringList rows = lines.filter("| `"_L1 + provider.type + "` |"_L1);
            QVERIFY2(rows.size() == 1, qPrintable(provider.type));
            for (const drills::ProviderArgument &argument : provider.arguments) {
                QVERIFY2(rows.front().contains(u'`' + argument.name + u'`')
                             || rows.front().contains(u'`' + argument.name + ": "_L1),
                         qPrintable(provider.type + u' ' + argument.name));
            }
        }
    }
};

QTEST_APPLESS_MAIN(ActionDocsTest)
#include "tst_actiondocs.moc"
