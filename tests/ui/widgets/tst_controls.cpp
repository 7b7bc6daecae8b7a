// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themesource.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::widgets;

namespace {

int paintedPixels(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += qAlpha(image.pixel(x, y)) > 0 ? 1 : 0;
        }
    }
    return count;
}

} // namespace

class ControlsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void segmentsAreChosenByMouseAndKeys()
    {
        const ThemeSource themes;
        SegmentedControl control(themes);
        control.setChoices({u"5 m"_s, u"15 m"_s, u"1 h"_s}, {u"5 minutes"_s, u"15 minutes"_s, u"1 hour"_s});
        QCOMPARE(control.current(), 0);
        QCOMPARE(control.choices(), (QStringList{u"5 m"_s, u"15 m"_s, u"1 h"_s}));
        QSignalSpy changed(&control, &SegmentedControl::currentChanged);
        control.show();
        control.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&control));
        const auto buttons = control.findChildren<QAbstractButton *>();
        QCOMPARE(buttons.at(1)->accessibleName(), u"15 minutes"_s);
        QTest::mouseClick(buttons.at(1), Qt::LeftButton);
        QCOMPARE(control.current(), 1);
        buttons.at(1)->setFocus();
        QTest::keyClick(buttons.at(1), Qt::Key_Right);
        QCOMPARE(control.current(), 2);
        QVERIFY(buttons.at(2)->hasFocus());
        QCOMPARE(changed.size(), 2);
        control.setCurrent(2);
        control.setCurrent(99);
        QCOMPARE(changed.size(), 2);
        control.setChoices({u"one"_s});
        QCOMPARE(control.current(), 0);
    }

    void focusIsVisible()
    {
        const ThemeSource themes;
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *button = new IconButton(themes, Symbol::Pause, u"Pause"_s);
        auto *field = new SearchField(themes);
        auto *control = new SegmentedControl(themes);
        control->setChoices({u"a"_s, u"b"_s});
        layout->addWidget(button);
        layout->addWidget(field);
        layout->addWidget(control);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QList<QWidget *> focusable{button, field, control->findChildren<QAbstractButton *>().constFirst()};
        for (QWidget *widget : focusable) {
            window.setFocus();
            if (QWidget *other = window.focusWidget()) {
                other->clearFocus();
            }
            const QImage before = widget->grab().toImage();
            widget->setFocus();
            QVERIFY(widget->hasFocus());
            QVERIFY2(widget->grab().toImage() != before, widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

    void searchFieldClearsAndLeaves()
    {
        const ThemeSource themes;
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *field = new SearchField(themes);
        auto *button = new IconButton(themes, Symbol::Pause, u"Pause"_s);
        layout->addWidget(field);
        layout->addWidget(button);
        field->setShortcut(QKeySequence(u"Ctrl+K"_s));
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button->setFocus();
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(field->hasFocus());
        QSignalSpy left(field, &SearchField::left);
        QTest::keyClicks(field, u"abc"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QString());
        QCOMPARE(left.size(), 0);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
        QVERIFY(!field->hasFocus());
    }

    void everySymbolIsDrawn()
    {
        for (int i = 0; i <= static_cast<int>(Symbol::Table); ++i) {
            const QIcon drawn = icon(static_cast<Symbol>(i), Qt::red);
            QVERIFY2(paintedPixels(drawn.pixmap(16, 16)) > 10, qPrintable(QString::number(i)));
            const QImage image = drawn.pixmap(32, 32).toImage();
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x) {
                    const QColor c = image.pixelColor(x, y);
                    QVERIFY(c.alpha() < 200 || (c.red() > 200 && c.green() < 30));
                }
            }
        }
        QVERIFY(paintedPixels(applicationIcon().pixmap(64, 64)) > 64 * 40);
    }

    void iconsAreCrispOnFineScreens()
    {
        const QPixmap fine = icon(Symbol::Fleet, Qt::black).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(fine.size(), QSize(32, 32));
        QCOMPARE(fine.devicePixelRatio(), 2.0);
    }
};

QTEST_MAIN(ControlsTest)
#include "tst_controls.moc"
