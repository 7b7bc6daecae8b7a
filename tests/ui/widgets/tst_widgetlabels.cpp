// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/agelabel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/themesource.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::widgets;

namespace {

QString spaced(QString s)
{
    return s.replace(QChar(0x00a0), u' ');
}

} // namespace

class LabelsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void themeSourceTellsOnlyChanges()
    {
        ThemeSource themes;
        QSignalSpy changed(&themes, &ThemeSource::changed);
        themes.setTheme(paint::Theme::light());
        QCOMPARE(changed.size(), 0);
        themes.setTheme(paint::Theme::dark());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(paletteOf(themes.theme()).color(QPalette::Window), paint::Theme::dark().background);
    }

    void everyStateHasAToneAndAWord()
    {
        QCOMPARE(wordOf(fleet::BreakerState::HalfOpen), u"half-open"_s);
        QCOMPARE(toneOf(fleet::BreakerState::HalfOpen), paint::Tone::HalfOpen);
        QCOMPARE(toneOf(fleet::ServiceState::Critical), paint::Tone::Critical);
        // Unknown is not down, and not exposed is not failed.
        QCOMPARE(toneOf(fleet::ServiceState::Unknown), paint::Tone::Unknown);
        QCOMPARE(toneOf(fleet::EndpointState::NotExposed), paint::Tone::Unknown);
        QCOMPARE(wordOf(fleet::EndpointState::NotExposed), u"not exposed"_s);
    }

    void badgeSpeaks()
    {
        const ThemeSource themes;
        StateBadge badge(themes);
        badge.setState(paint::Tone::Critical, u"open"_s);
        QCOMPARE(badge.accessibleName(), u"open"_s);
        const int wide = badge.sizeHint().width();
        badge.setState(paint::Tone::Critical, {}, u"open <b>"_s);
        QCOMPARE(badge.accessibleName(), u"open <b>"_s);
        QVERIFY(badge.toolTip().contains(u"&lt;b&gt;"_s));
        QVERIFY(badge.sizeHint().width() < wide);
    }

    void ageTicksWithTheGivenTime()
    {
        const ThemeSource themes;
        AgeLabel label(themes);
        QCOMPARE(label.text(), u"–"_s);
        label.setNow(fromMillis(100'000));
        label.setTime(fromMillis(97'000));
        QCOMPARE(spaced(label.text()), u"3 s"_s);
        QVERIFY(!label.isStale());
        label.setStaleAfter(std::chrono::seconds(60));
        const int width = label.sizeHint().width();
        label.setNow(fromMillis(169'000));
        QCOMPARE(spaced(label.text()), u"72 s"_s);
        QVERIFY(label.isStale());
        QVERIFY(label.accessibleName().startsWith(u"Stale"_s));
        QCOMPARE(label.sizeHint().width(), width);
        label.setTime({});
        QVERIFY(!label.isStale());
    }

    void elidedTextIsPlain()
    {
        const ThemeSource themes;
        ElidedLabel label(themes);
        label.setText(u"<img src=x>\nsecond line"_s);
        QCOMPARE(label.text(), u"<img src=x> second line"_s);
        QCOMPARE(label.accessibleName(), label.text());
        label.resize(40, 20);
        QVERIFY(label.isElided());
        label.resize(label.sizeHint());
        QVERIFY(!label.isElided());
        QVERIFY(!plainToolTip(u"<script>"_s).contains(u"<script>"_s));
        QCOMPARE(plainToolTip({}), QString());
    }

    void cardHoldsOneContent()
    {
        const ThemeSource themes;
        Card card(themes);
        const QPointer<QWidget> first = new QWidget;
        card.setContent(first);
        card.setContent(new QWidget);
        QVERIFY(first.isNull());
        card.setTitle(u"Caches"_s);
        QCOMPARE(card.accessibleName(), u"Caches"_s);
        QCOMPARE(card.findChild<ElidedLabel *>(u"title"_s)->text(), u"Caches"_s);
        card.resize(200, 100);
        QCOMPARE(card.grab().toImage().pixelColor(100, 90), themes.theme().surface);
    }

    void gaugeSpeaksItsValue()
    {
        const ThemeSource themes;
        Gauge gauge(themes);
        paint::GaugeFace face;
        face.value = 0.712;
        face.title = u"prices"_s;
        face.caption = u"31 hit/s · 12 miss/s"_s;
        face.trend = paint::Trend::Down;
        gauge.setFace(face);
        QCOMPARE(gauge.accessibleName(), u"prices"_s);
        QCOMPARE(spaced(gauge.accessibleDescription()), u"71.2 %, falling, 31 hit/s · 12 miss/s"_s);
    }

    void sparklinePaintsTheShape()
    {
        ThemeSource themes;
        Sparkline line(themes);
        line.resize(72, 20);
        const QImage empty = line.grab().toImage();
        line.setSamples({{1000, 1}, {2000, 3}, {3000, std::nan("")}, {4000, 2}}, fromMillis(0), fromMillis(5000));
        const QImage drawn = line.grab().toImage();
        QVERIFY(drawn != empty);
        line.setTone(paint::Tone::Critical);
        QVERIFY(line.grab().toImage() != drawn);
    }
};

QTEST_MAIN(LabelsTest)
#include "tst_widgetlabels.moc"
