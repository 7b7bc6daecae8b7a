// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/typography.h"
#include "ui/paint/wrappedtext.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace readyroom::paint;
using namespace Qt::StringLiterals;

namespace {

int linesOf(const QString &text, double width, int most)
{
    const QFont body = font(TextSize::Body);
    return static_cast<int>(std::lround(wrappedHeight(text, body, width, most) / QFontMetricsF(body).lineSpacing()));
}

} // namespace

class TestWrappedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesAsManyLinesAsItNeeds()
    {
        QCOMPARE(linesOf(u"One line"_s, 400, 3), 1);
        QCOMPARE(linesOf(u"One\nand two"_s, 400, 3), 2);
        QVERIFY(linesOf(u"A sentence that goes on for somewhat longer than the line is wide"_s, 160, 9) > 2);
        QCOMPARE(linesOf(u"A sentence that goes on for somewhat longer than the line is wide"_s, 160, 2), 2);
        QCOMPARE(linesOf({}, 100, 3), 1);
    }

    void knowsWhetherItFits()
    {
        const QFont body = font(TextSize::Body);
        QVERIFY(fitsWrapped(u"One line"_s, body, 400, 1));
        QVERIFY(!fitsWrapped(u"One\nand two"_s, body, 400, 1));
        QVERIFY(!fitsWrapped(QString(5000, u'x'), body, 4000, 1000));
    }

    void breaksWithinAWordThatIsTooLong()
    {
        QVERIFY(linesOf(QString(200, u'm'), 100, 50) > 10);
        // A width of nothing is survived, too.
        QVERIFY(linesOf(u"abc"_s, 0, 2) <= 2);
    }

    void staysInItsBox()
    {
        QImage image(120, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(font(TextSize::Body));
        painter.setPen(Qt::black);
        const QRectF box(20, 10, 80, 40);
        QVERIFY(!drawWrapped(painter, box, u"Words and words and words and words and words"_s, 2));
        QVERIFY(drawWrapped(painter, box, u"Word"_s, 2));
        painter.end();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (!box.adjusted(-1, -1, 1, 1).contains(x, y)) {
                    QCOMPARE(image.pixelColor(x, y), QColor(Qt::white));
                }
            }
        }
    }
};

QTEST_MAIN(TestWrappedText)
#include "tst_wrappedtext.moc"
