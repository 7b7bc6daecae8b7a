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

    void aMissingFileIsOneFinding()
    {
        const Errors findings = lint(u"/nonexistent/x.yaml"_s);
        QCOMPARE(findings.size(), 1U);
        QCOMPARE(findings.front().kind, Error::Kind::Io);
    }
};

QTEST_APPLESS_MAIN(TestLint)
#include "tst_lint.moc"
