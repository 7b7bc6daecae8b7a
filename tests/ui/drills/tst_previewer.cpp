// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakedrills.h"
#include "ui/drills/previewer.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using drillsui::Previewer;

namespace {

DrillRequest request(const QString &name, int percent = 0)
{
    return {name, u"checkout"_s, {{u"percent"_s, percent}}};
}

} // namespace

class TestPreviewer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAtOnceForAnotherDrill()
    {
        fakes::FakeDrills port;
        Previewer previewer(port);
        QSignalSpy spy(&previewer, &Previewer::changed);
        previewer.ask(request(u"a"_s));
        QCOMPARE(port.previews.size(), std::size_t{1});
        QVERIFY(previewer.answer().has_value());
        QVERIFY(!previewer.isBusy());
        previewer.ask(request(u"a"_s));
        QCOMPARE(port.previews.size(), std::size_t{1});
        QCOMPARE(spy.size(), 1);
    }

    void typingAsksOnce()
    {
        fakes::FakeDrills port;
        Previewer previewer(port);
        previewer.ask(request(u"a"_s));
        for (int percent = 1; percent <= 5; ++percent) {
            previewer.ask(request(u"a"_s, percent));
            QVERIFY(previewer.isBusy());
            // What was known stays in sight meanwhile.
            QVERIFY(previewer.answer().has_value());
        }
        QTRY_VERIFY(!previewer.isBusy());
        QCOMPARE(port.previews.size(), std::size_t{2});
        QCOMPARE(port.previews.back(), request(u"a"_s, 5));
    }

    void aLateAnswerIsDropped()
    {
        fakes::FakeDrills port;
        port.hold();
        Previewer previewer(port);
        previewer.ask(request(u"a"_s));
        QVERIFY(previewer.isBusy());
        port.previewed = fakes::refusedPreview();
        previewer.ask(request(u"b"_s));
        QVERIFY(!previewer.answer());
        QSignalSpy spy(&previewer, &Previewer::changed);
        port.release();
        QCOMPARE(spy.size(), 1);
        QVERIFY(!previewer.isBusy());
        QCOMPARE((*previewer.answer())->refusals.size(), 2);
    }

    void failuresAreKept()
    {
        fakes::FakeDrills port;
        port.failWith(Error{Error::Kind::Config, u"A tag is missing."_s});
        Previewer previewer(port);
        previewer.ask(request(u"a"_s));
        QCOMPARE(previewer.answer()->error().message, u"A tag is missing."_s);
        port.failWith({});
        previewer.refresh();
        QVERIFY(previewer.answer()->has_value());
        previewer.clear();
        QVERIFY(!previewer.answer());
        previewer.refresh();
        QCOMPARE(port.previews.size(), std::size_t{2});
    }

    void goesWhileItIsAsked()
    {
        fakes::FakeDrills port;
        port.hold();
        {
            Previewer previewer(port);
            previewer.ask(request(u"a"_s));
        }
        port.release();
        QCOMPARE(port.previews.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestPreviewer)
#include "tst_previewer.moc"
