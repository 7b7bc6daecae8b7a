// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/promqltest.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;

/// Runs every script of tests/data/promql.
class PromqlScriptsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void script_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator files(QStringLiteral(READYROOM_TEST_DATA "/promql"), {u"*.test"_s});
        int count = 0;
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(files.fileName())) << path;
            ++count;
        }
        QVERIFY(count >= 8);
    }

    void script()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        int evaluations = 0;
        const QStringList failures = test::PromqlScript().run(QString::fromUtf8(file.readAll()), &evaluations);
        QVERIFY2(failures.isEmpty(), qPrintable(failures.join(u'\n')));
        QVERIFY(evaluations > 0);
    }

    void runnerReportsWrongExpectations_data()
    {
        QTest::addColumn<QString>("text");
        const QString load = u"load 1m\n  a 1 2 3\n"_s;
        QTest::newRow("wrong value") << load + u"eval instant at 2m a\n  a 4\n"_s;
        QTest::newRow("wrong label") << load + u"eval instant at 2m a\n  b 3\n"_s;
        QTest::newRow("missing element") << load + u"eval instant at 2m a\n"_s;
        QTest::newRow("too many elements") << load + u"eval instant at 2m a\n  a 3\n  b 3\n"_s;
        QTest::newRow("scalar instead of vector") << load + u"eval instant at 2m a\n  3\n"_s;
        QTest::newRow("no failure") << load + u"eval_fail instant at 2m a\n  expected_fail_message x\n"_s;
        QTest::newRow("other message") << load + u"eval_fail instant at 2m rate(a)\n  expected_fail_message zebra\n"_s;
        QTest::newRow("does not parse") << load + u"eval instant at 2m a +\n"_s;
        QTest::newRow("no warning") << load + u"eval_warn instant at 2m a\n  a 3\n"_s;
        QTest::newRow("unknown command") << u"evaluate a\n"_s;
        QTest::newRow("wrong range") << load + u"eval range from 0 to 2m step 1m a\n  a 1 2 _\n"_s;
        QTest::newRow("wrong order")
            << u"load 1m\n  a{x=\"1\"} 1\n  a{x=\"2\"} 2\neval_ordered instant at 0 sort_desc(a)\n"
               "  a{x=\"1\"} 1\n  a{x=\"2\"} 2\n"_s;
    }

    void runnerReportsWrongExpectations()
    {
        QFETCH(QString, text);
        QCOMPARE(test::PromqlScript().run(text).size(), 1);
    }
};

QTEST_APPLESS_MAIN(PromqlScriptsTest)
#include "tst_promqlscripts.moc"
