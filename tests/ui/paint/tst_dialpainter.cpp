// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/dialpainter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;
using namespace readyroom::paint;

namespace {

constexpr QSize size(240, 220);

QImage painted(const DialFace &face, const Theme &theme = Theme::light())
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.surface);
    QPainter painter(&image);
    paintDial(painter, image.rect(), face, theme);
    return image;
}

int countOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixel(x, y) == colour.rgba() ? 1 : 0;
        }
    }
    return count;
}

int differences(const QImage &a, const QImage &b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            count += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
        }
    }
    return count;
}

DialFace face()
{
    return {.score = 52.1,
            .figure = u"52.1"_s,
            .gate = 90.0,
            .floor = 60.0,
            .tone = Tone::Critical,
            .verdict = u"NO-GO"_s,
            .caption = u"F · gate 90 · 4 of 31 unknown"_s};
}

} // namespace

class DialPainterTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theArcGrowsWithTheScore()
    {
        DialFace dial = face();
        dial.tone = Tone::Ok;
        int before = -1;
        for (const double score : {0.0, 10.0, 52.1, 89.96, 100.0}) {
            dial.score = score;
            const int now = countOf(painted(dial), Theme::light().fill(Tone::Ok));
            QVERIFY(now > before);
            before = now;
        }
    }

    void withoutScoreTheArcIsEmpty()
    {
        DialFace dial = face();
        dial.score = std::nullopt;
        dial.figure.clear();
        QCOMPARE(countOf(painted(dial), Theme::light().fill(Tone::Critical)), 0);
        QVERIFY(countOf(painted(dial), Theme::light().track) > 500);
    }

    void scoresBeyondTheScaleStayOnTheArc()
    {
        DialFace dial = face();
        dial.score = 100.0;
        const QImage full = painted(dial);
        dial.score = 250.0;
        QCOMPARE(differences(painted(dial), full), 0);
    }

    void gateAndFloorHaveTicks()
    {
        DialFace without = face();
        without.gate = std::nullopt;
        without.floor = std::nullopt;
        DialFace gate = without;
        gate.gate = 90.0;
        DialFace floor = without;
        floor.floor = 60.0;
        const QImage bare = painted(without);
        QVERIFY(differences(painted(gate), bare) > 20);
        QVERIFY(differences(painted(floor), bare) > 20);
        QVERIFY(differences(painted(gate), painted(floor)) > 40);
    }

    void everyWordIsDrawn_data()
    {
        QTest::addColumn<int>("word");
        QTest::newRow("verdict") << 0;
        QTest::newRow("figure") << 1;
        QTest::newRow("caption") << 2;
    }

    void everyWordIsDrawn()
    {
        QFETCH(int, word);
        DialFace dial = face();
        const QImage before = painted(dial);
        QString &text = word == 0 ? dial.verdict : word == 1 ? dial.figure : dial.caption;
        text = u"IIII"_s;
        QVERIFY(differences(painted(dial), before) > 30);
    }

    void nothingIsPaintedOutside()
    {
        DialFace dial = face();
        dial.verdict = QString(400, u'W');
        dial.figure = QString(12, u'8');
        dial.caption = QString(400, u'W');
        dial.gate = 50.0;
        dial.floor = 0.0;
        QImage image(320, 300, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        const QRectF box(QPointF(70, 60), dialMinimumSize());
        paintDial(painter, box, dial, Theme::light());
        painter.end();
        const QRect inside = box.toAlignedRect().adjusted(-1, -1, 1, 1);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                QVERIFY(inside.contains(x, y) || image.pixel(x, y) == QColor(Qt::white).rgba());
            }
        }
    }
};

QTEST_MAIN(DialPainterTest)
#include "tst_dialpainter.moc"
