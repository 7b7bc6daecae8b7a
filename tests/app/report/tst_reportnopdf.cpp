// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdf.h"
#include "tests/support/sampleassessment.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;

class ReportNoPdfTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aProgramWithoutFontsSaysSo()
    {
        const Result<QByteArray> pdf = report::pdf(fakes::readyAssessment(), {});
        QVERIFY(!pdf);
        QCOMPARE(pdf.error().kind, Error::Kind::Unsupported);
        QVERIFY(pdf.error().message.endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(ReportNoPdfTest)
#include "tst_reportnopdf.moc"
