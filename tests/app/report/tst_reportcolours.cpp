// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/htmlstyle.h"
#include "ui/paint/theme.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using paint::Theme;
using paint::Tone;

/// The HTML report is made without Gui, so it has the colours of the theme as text.
class ReportColoursTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areThoseOfTheTheme_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void areThoseOfTheTheme()
    {
        QFETCH(bool, dark);
        const report::HtmlColours &html = dark ? report::darkColours() : report::lightColours();
        const Theme &theme = dark ? Theme::dark() : Theme::light();
        QCOMPARE(html.background, theme.background.name());
        QCOMPARE(html.surface, theme.surface.name());
        QCOMPARE(html.hairline, theme.hairline.name());
        QCOMPARE(html.track, theme.track.name());
        QCOMPARE(html.text, theme.text.name());
        QCOMPARE(html.muted, theme.mutedText.name());
        QCOMPARE(html.okFill, theme.fill(Tone::Ok).name());
        QCOMPARE(html.okText, theme.textOf(Tone::Ok).name());
        QCOMPARE(html.warningFill, theme.fill(Tone::Warning).name());
        QCOMPARE(html.warningText, theme.textOf(Tone::Warning).name());
        QCOMPARE(html.criticalFill, theme.fill(Tone::Critical).name());
        QCOMPARE(html.criticalText, theme.textOf(Tone::Critical).name());
        QCOMPARE(html.unknownFill, theme.fill(Tone::Unknown).name());
        QCOMPARE(html.unknownText, theme.textOf(Tone::Unknown).name());
    }
};

QTEST_GUILESS_MAIN(ReportColoursTest)
#include "tst_reportcolours.moc"
