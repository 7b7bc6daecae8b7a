// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/lint.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::config;

class TestLint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sniffsTheKind_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<FileKind>("kind");
        QTest::newRow("fleet") << QByteArray("services: []") << FileKind::Fleet;
        QTest::newRow("rules") << QByteArray("groups: []") << FileKind::Rules;
        QTest::newRow("signals") << QByteArray("signals: a\ngroups: []") << FileKind::SignalMap;
        QTest::newRow("profile") << QByteArray("profile: a\ncategories: []") << FileKind::Profile;
        QTest::newRow("experiment") << QByteArray("title: a\nmethod: []") << FileKind::Experiment;
        QTest::newRow("experiment without a method")
            << QByteArray("{\"steady-state-hypothesis\": {}}") << FileKind::Experiment;
        QTest::newRow("experiment in JSON")
            << QByteArray("{\"title\": \"\\ud83d\\ude00\", \"method\": []}") << FileKind::Experiment;
        QTest::newRow("other map") << QByteArray("title: a") << FileKind::Unknown;
        QTest::newRow("list") << QByteArray("- a") << FileKind::Unknown;
        QTest::newRow("not YAML") << QByteArray("{") << FileKind::Unknown;
    }
    void sniffsTheKind()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const FileKind, kind);
        QCOMPARE(sniff(text), kind);
    }

    void leavesOutWhatIsNotKnown()
    {
        QCOMPARE(toText(Error{Error::Kind::Parse, u"It is wrong."_s, u"secret detail"_s, {u"a.yaml"_s, 3, 7}}),
                 u"a.yaml:3:7: It is wrong."_s);
        QCOMPARE(toText(Error{Error::Kind::Io, u"It is gone."_s, {}, {u"a.yaml"_s, 0, 0}}), u"a.yaml: It is gone."_s);
        QCOMPARE(toText(Error{Error::Kind::Parse, u"It is wrong."_s, {}, {{}, 1, 2}}), u"1:2: It is wrong."_s);
        QCOMPARE(toText(Error{Error::Kind::Parse, u"It is wrong."_s}), u"It is wrong."_s);
    }

    void findsWhatIsWrongWithAnExperiment()
    {
        QCOMPARE(toText(lintText("title: t\ndescription: d\nmethod: [{ref: a}]\n", u"a.yaml"_s)),
                 QStringList{u"a.yaml:3:16: There is no activity named \"a\" in the experiment."_s});
        QVERIFY(lintText("{\"title\": \"t\", \"description\": \"d\", \"method\": []}", u"a.json"_s).empty());
    }

    void aFileOfNoKindIsOneFinding()
    {
        const QStringList findings = toText(lintText("title: a\n", u"a.yaml"_s));
        QCOMPARE(findings.size(), 1);
        QVERIFY(findings.front().startsWith("a.yaml:1:1: This file is of no known kind"_L1));
        QVERIFY(findings.front().endsWith("an experiment \"method\"."_L1));
    }

    void aMissingFileIsOneFinding()
    {
        const Errors findings = lint(u"/nonexistent/x.yaml"_s);
        QCOMPARE(findings.size(), 1U);
        QCOMPARE(findings.front().kind, Error::Kind::Io);
    }
};

QTEST_APPLESS_MAIN(TestLint)
#include "tst_lint.moc"
