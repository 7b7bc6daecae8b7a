// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/gaugepainter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom::paint;

namespace {

QImage painted(const GaugeFace &face)
{
    QImage image(160, 176, QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::light().surface);
    QPainter painter(&image);
    paintGauge(painter, image.rect(), face, Theme::light());
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

} // namespace

class GaugePainterTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toneFollowsTheLimits()
    {
        GaugeFace face;
        face.warning = 0.9;
        face.critical = 0.5;
        QCOMPARE(gaugeTone(face), Tone::Unknown);
        face.value = 0.95;
        QCOMPARE(gaugeTone(face), Tone::Ok);
        face.value = 0.7;
        QCOMPARE(gaugeTone(face), Tone::Warning);
        face.value = 0.2;
        QCOMPARE(gaugeTone(face), Tone::Critical);
        face.lowIsBad = false;
        face.warning = 0.1;
        face.critical = 0.15;
        QCOMPARE(gaugeTone(face), Tone::Critical);
    }

    void theArcGrowsWithTheValue()
    {
        GaugeFace face;
        face.tone = Tone::Ok;
        int before = -1;
        for (const double value : {0.1, 0.4, 0.7, 1.0}) {
            face.value = value;
            const int now = countOf(painted(face), Theme::light().fill(Tone::Ok));
            QVERIFY(now > before);
            before = now;
        }
        face.value = std::nan("");
        QCOMPARE(countOf(painted(face), Theme::light().fill(Tone::Ok)), 0);
    }

    void nothingIsPaintedOutside()
    {
        GaugeFace face;
        face.value = 123456.0;
        face.unit = Unit::PerSecond;
        face.maximum = 200000;
        face.title = QString(400, u'W');
        face.caption = QString(400, u'W');
        QImage image(300, 300, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintGauge(painter, QRectF(QPointF(70, 60), gaugeMinimumSize()), face, Theme::light());
        painter.end();
        const QRect inside = QRectF(QPointF(70, 60), gaugeMinimumSize()).toAlignedRect().adjusted(-1, -1, 1, 1);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                QVERIFY(inside.contains(x, y) || image.pixel(x, y) == QColor(Qt::white).rgba());
            }
        }
    }
};

QTEST_MAIN(GaugePainterTest)
#include "tst_gaugepainter.moc"
