// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/resultmark.h"

#include "ui/paint/scorebar.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace readyroom::paint;
using readyroom::readiness::ItemResult;
using readyroom::readiness::Verdict;

namespace {

constexpr std::array results{ItemResult::NotApplicable, ItemResult::Pass, ItemResult::Waived,
                             ItemResult::Partial,       ItemResult::Fail, ItemResult::Unknown};

QImage blank(QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    return image;
}

/// Where anything is painted at all, whatever its colour: what a person sees who sees no colours.
QImage silhouette(ItemResult result, int side)
{
    QImage image = blank({side, side});
    QPainter painter(&image);
    paintResult(painter, image.rect(), result, Theme::light());
    painter.end();
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            image.setPixel(x, y, qGray(image.pixel(x, y)) < 200 ? 0xff000000U : 0xffffffffU);
        }
    }
    return image;
}

int coloured(std::optional<double> score)
{
    QImage image = blank({100, 6});
    QPainter painter(&image);
    paintScoreBar(painter, image.rect(), score, Tone::Ok, Theme::light());
    painter.end();
    int count = 0;
    for (int x = 0; x < image.width(); ++x) {
        count += image.pixel(x, 3) == Theme::light().fill(Tone::Ok).rgba() ? 1 : 0;
    }
    return count;
}

} // namespace

class ResultMarkTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shapesAreToldApartWithoutColour_data()
    {
        QTest::addColumn<int>("side");
        for (const int side : {10, 12, 16, 24}) {
            QTest::addRow("%d px", side) << side;
        }
    }

    void shapesAreToldApartWithoutColour()
    {
        QFETCH(int, side);
        for (const ItemResult a : results) {
            for (const ItemResult b : results) {
                const QImage one = silhouette(a, side);
                const QImage other = silhouette(b, side);
                int different = 0;
                for (int y = 0; y < side; ++y) {
                    for (int x = 0; x < side; ++x) {
                        different += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
                    }
                }
                QVERIFY2(a == b ? different == 0 : different >= side * side / 12,
                         qPrintable(QString::number(int(a)) + u' ' + QString::number(int(b)) + u' '
                                    + QString::number(different)));
            }
        }
    }

    void tones()
    {
        QCOMPARE(toneOf(ItemResult::Pass), Tone::Ok);
        QCOMPARE(toneOf(ItemResult::Waived), Tone::Warning);
        QCOMPARE(toneOf(ItemResult::Partial), Tone::Warning);
        QCOMPARE(toneOf(ItemResult::Fail), Tone::Critical);
        QCOMPARE(toneOf(ItemResult::Unknown), Tone::Unknown);
        QCOMPARE(toneOf(ItemResult::NotApplicable), Tone::Unknown);
        QCOMPARE(toneOf(Verdict::Go), Tone::Ok);
        QCOMPARE(toneOf(Verdict::Conditional), Tone::Warning);
        QCOMPARE(toneOf(Verdict::NoGo), Tone::Critical);
    }

    void aScoreIsComparedUnrounded()
    {
        QCOMPARE(toneOfScore(90.0, 90.0, 60.0), Tone::Ok);
        QCOMPARE(toneOfScore(89.999, 90.0, 60.0), Tone::Warning);
        QCOMPARE(toneOfScore(60.0, 90.0, 60.0), Tone::Warning);
        QCOMPARE(toneOfScore(59.999, 90.0, 60.0), Tone::Critical);
        QCOMPARE(toneOfScore(std::nullopt, 90.0, 60.0), Tone::Unknown);
    }

    void aBarIsAsLongAsItsScore()
    {
        QCOMPARE(coloured(std::nullopt), 0);
        QCOMPARE(coloured(0.0), 0);
        QVERIFY(qAbs(coloured(40.0) - 40) <= 1);
        QVERIFY(qAbs(coloured(90.0) - 90) <= 1);
        QVERIFY(coloured(100.0) >= 98);
        QCOMPARE(coloured(140.0), coloured(100.0));
    }
};

QTEST_MAIN(ResultMarkTest)
#include "tst_resultmark.moc"
