// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/shapes.h"
#include "ui/paint/theme.h"
#include "ui/paint/typography.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace readyroom::paint;

class ThemeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrastOfKnownColours()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        // #767676 on white is the well-known limit of 4.5:1.
        QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
        QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
    }

    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textIsReadable()
    {
        QFETCH(bool, dark);
        const Theme &theme = dark ? Theme::dark() : Theme::light();
        QCOMPARE(theme.isDark, dark);
        const auto readable = [](const QColor &text, const QColor &ground, const char *what) {
            const double ratio = contrastRatio(text, ground);
            return ratio >= 4.5 ? QByteArray()
                                : QByteArray(what) + ' ' + text.name().toLatin1() + " on " + ground.name().toLatin1()
                    + ' ' + QByteArray::number(ratio);
        };
        for (const QColor &ground : {theme.background, theme.surface, theme.hover}) {
            for (const QColor &text : {theme.text, theme.mutedText, theme.placeholder, theme.accent}) {
                QCOMPARE(readable(text, ground, "token"), QByteArray());
            }
        }
        for (const QColor &ground : {theme.background, theme.surface}) {
            for (const ToneColours &tone : theme.tones) {
                QCOMPARE(readable(tone.text, ground, "tone"), QByteArray());
                QVERIFY2(contrastRatio(tone.fill, ground) >= 3.0, qPrintable(tone.fill.name()));
            }
        }
        for (const ToneColours &series : theme.series) {
            QCOMPARE(readable(series.text, theme.surface, "series"), QByteArray());
            QVERIFY2(contrastRatio(series.fill, theme.surface) >= 3.0, qPrintable(series.fill.name()));
        }
        QCOMPARE(readable(theme.selectionText, theme.selection, "selection"), QByteArray());
        QVERIFY(contrastRatio(theme.focus, theme.surface) >= 3.0);
    }

    void statesDifferByShapeNotOnlyByColour()
    {
        // The same colour for every tone: the pictures must still all differ.
        Theme grey = Theme::light();
        for (ToneColours &tone : grey.tones) {
            tone = {Qt::black, Qt::black};
        }
        std::set<QByteArray> pictures;
        const std::array tones{Tone::Ok, Tone::Warning, Tone::Critical, Tone::Unknown, Tone::Stale, Tone::HalfOpen};
        for (const Tone tone : tones) {
            QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintShape(painter, QRectF(0, 0, 16, 16), tone, grey);
            painter.end();
            pictures.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(pictures.size(), tones.size());
    }

    void digitsAreTabular()
    {
        for (const TextSize size :
             {TextSize::Small, TextSize::Body, TextSize::Heading, TextSize::Title, TextSize::Figure}) {
            for (const Weight weight : {Weight::Regular, Weight::Strong}) {
                const QFont f = font(size, weight);
                QCOMPARE(f.pixelSize(), static_cast<int>(size));
                const QFontMetricsF metrics(f);
                for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
                    QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(u'0'));
                }
            }
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
