// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/coverageevidence.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;

Result<double> rateOf(const QByteArray &xml)
{
    QBuffer buffer;
    buffer.setData(xml);
    buffer.open(QIODevice::ReadOnly);
    return lineRate(buffer);
}

CoverageEvidence atLeast(const QString &file)
{
    CoverageEvidence spec;
    spec.file = file;
    spec.pass = parseThreshold(u">= 80").value();
    spec.partial = parseThreshold(u">= 60").value();
    return spec;
}

/// Entities that unfold a thousandfold, as XML allows.
QByteArray bomb()
{
    QByteArray xml = "<?xml version=\"1.0\"?><!DOCTYPE coverage [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const QByteArray before = "&a" + QByteArray::number(i - 1) + ";";
        xml += "<!ENTITY a" + QByteArray::number(i) + " \"" + before + before + before + "\">";
    }
    return xml + "]><coverage line-rate=\"0.9\">&a29;</coverage>";
}

} // namespace

class TestCoverageEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<double>("percent");
        const auto row = [](const char *name, const QByteArray &xml, double percent) {
            QTest::newRow(name) << xml << percent;
        };
        row("coverage.py",
            "<?xml version=\"1.0\" ?>\n"
            "<coverage version=\"7.2\" timestamp=\"1\" lines-valid=\"120\" lines-covered=\"101\" line-rate=\"0.8417\">"
            "<packages><package name=\".\" line-rate=\"0.1\"/></packages></coverage>",
            84.17);
        row("with its DTD",
            "<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">"
            "<coverage line-rate=\"1\"/>",
            100.0);
        row("nothing covered", "<coverage line-rate=\"0\"/>", 0.0);
        row("only counts", "<coverage lines-covered=\"1\" lines-valid=\"4\"/>", 25.0);
    }

    void reads()
    {
        QFETCH(QByteArray, xml);
        const Result<double> percent = rateOf(xml);
        QVERIFY2(percent, percent ? "" : qPrintable(percent.error().message));
        QTEST(*percent, "percent");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("sentence");
        const QString foreign = u"The file is no Cobertura report"_s;
        const QString rateless = u"The Cobertura report has no line rate between 0 and 1"_s;
        const QString damaged = u"The Cobertura report is damaged in line 1"_s;
        QTest::newRow("empty") << QByteArray() << foreign;
        QTest::newRow("text") << QByteArray("84 %") << foreign;
        QTest::newRow("another format") << QByteArray("<report line-rate=\"0.9\"/>") << foreign;
        QTest::newRow("no rate") << QByteArray("<coverage branch-rate=\"0.9\"/>") << rateless;
        QTest::newRow("per cent") << QByteArray("<coverage line-rate=\"84\"/>") << rateless;
        QTest::newRow("negative") << QByteArray("<coverage line-rate=\"-0.1\"/>") << rateless;
        QTest::newRow("NaN") << QByteArray("<coverage line-rate=\"nan\"/>") << rateless;
        QTest::newRow("of nothing") << QByteArray("<coverage lines-covered=\"0\" lines-valid=\"0\"/>") << rateless;
        QTest::newRow("cut off") << QByteArray("<coverage line-rate=\"0.9\"><packages>") << damaged;
        QTest::newRow("two roots") << QByteArray("<coverage line-rate=\"0.9\"/><coverage/>") << damaged;
        QTest::newRow("a bomb") << bomb() << damaged;
    }

    void refuses()
    {
        QFETCH(QByteArray, xml);
        const Result<double> percent = rateOf(xml);
        QVERIFY(!percent);
        QCOMPARE(percent.error().kind, Error::Kind::Parse);
        QTEST(percent.error().message, "sentence");
    }

    void judges_data()
    {
        QTest::addColumn<double>("percent");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::newRow("enough") << 84.17 << u"pass"_s << u"84.2 %"_s;
        QTest::newRow("partly") << 79.99 << u"partial"_s << u"79.99 %"_s;
        QTest::newRow("too little") << 59.0 << u"fail"_s << u"59.0 %"_s;
    }

    void judges()
    {
        QFETCH(double, percent);
        const Evidence evidence = judgeCoverage(atLeast(u"x"_s), Coverage{percent, now - 72h, "ab"}, now);
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QCOMPARE(evidence.target, u"≥ 80 %"_s);
        QCOMPARE(evidence.reason, u"the file was written 3 d ago"_s);
        QCOMPARE(evidence.sha256, QByteArray("ab"));
    }

    void files()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"coverage.xml"_s);
        const Result<Coverage> missing = readCoverage(path);
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, Error::Kind::Io);
        QCOMPARE(judgeCoverage(atLeast(path), missing, now).outcome, Outcome::Unknown);

        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<coverage line-rate=\"0.5\"/>");
        file.close();
        const Result<Coverage> coverage = readCoverage(path);
        QVERIFY(coverage);
        QCOMPARE(coverage->percent, 50.0);
        QCOMPARE(coverage->sha256.size(), 64);
        QVERIFY(qAbs(toMillis(coverage->written) - QDateTime::currentMSecsSinceEpoch()) < 60'000);

        QVERIFY(file.resize(maxCoverageBytes + 1));
        const Result<Coverage> large = readCoverage(path);
        QVERIFY(!large);
        QVERIFY2(large.error().message.endsWith(u"is larger than 32 MiB"_s), qPrintable(large.error().message));
    }
};

QTEST_GUILESS_MAIN(TestCoverageEvidence)
#include "tst_coverageevidence.moc"
