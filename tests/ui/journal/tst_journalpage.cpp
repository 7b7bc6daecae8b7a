// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "ui/journal/entrypanel.h"
#include "ui/journal/filterbar.h"
#include "ui/journal/journalpage.h"
#include "ui/journal/journalview.h"
#include "ui/page/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statebadge.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/textbutton.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fakes::FakeJournal;
using journal::EventKind;
using widgets::StatusStrip;

namespace {

struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    page::ViewTime time{clock};
    fakes::FakeFeed feed{fakes::pictureFleet()};
    fakes::FakeQueries queries;
    FakeJournal journal;
    const std::vector<rules::Limit> limits;
    journalui::JournalPage page{{themes, time, feed, queries, journal, limits}};

    explicit Stage(std::vector<journal::Event> events = fakes::fiveEvents(fakes::moment()), bool show = true)
        : journal(std::move(events))
    {
        page.resize(1104, 672);
        if (show) {
            page.show();
            page.activateWindow();
            (void)QTest::qWaitForWindowActive(&page);
        }
    }

    template<typename T = QWidget> T *find(const char *name) { return page.findChild<T *>(QLatin1StringView(name)); }
    journalui::JournalView *view() { return find<journalui::JournalView>("journalView"); }
    QString sentence() { return find<page::EmptyState>("emptyState")->sentence(); }
    bool shows(const char *name) { return find(name)->isVisible(); }
    StatusStrip *result() { return find<StatusStrip>("journalResult"); }
    int rows() { return page.entries().rowCount(); }
    void click(const char *name) { QTest::mouseClick(find(name), Qt::LeftButton); }
    void clickRow(int row)
    {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                          view()->visualRect(view()->model()->index(row, 0)).center());
    }
    QAction *exportAction(const QString &text)
    {
        click("exportJournal");
        auto *menu = find<QMenu>("exportMenu");
        for (QAction *action : menu->actions()) {
            if (action->text().contains(text)) {
                return action;
            }
        }
        return nullptr;
    }
};

} // namespace

class TestJournalPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsNothingBeforeItIsShown()
    {
        Stage stage(fakes::fiveEvents(fakes::moment()), false);
        QVERIFY(stage.journal.asked.empty());
        stage.page.show();
        QCOMPARE(stage.rows(), 5);
        QVERIFY(stage.shows("journalView"));
    }

    void emptyAndNothingMatches()
    {
        Stage stage({});
        QCOMPARE(stage.sentence(), u"Nothing is recorded yet."_s);
        (void)stage.journal.record({fakes::event(EventKind::Note, fakes::moment(), u"edge"_s)});
        QVERIFY(stage.shows("journalView"));
        stage.click("kind-0");
        QCOMPARE(stage.sentence(), u"No event matches."_s);
        QTest::keyClick(&stage.page, Qt::Key_Escape);
        QVERIFY(stage.shows("journalView"));
        QVERIFY(!stage.find<widgets::TextButton>("kind-0")->isChecked());
        QCOMPARE(stage.rows(), 1);
    }

    void loadingIsToldOnlyWhenItTakesLong()
    {
        Stage stage(fakes::fiveEvents(fakes::moment()), false);
        stage.journal.hold();
        stage.page.show();
        QVERIFY(!stage.shows("emptyState"));
        QTRY_VERIFY(stage.shows("emptyState"));
        QCOMPARE(stage.sentence(), u"Reading the journal …"_s);
        stage.journal.release();
        QVERIFY(stage.shows("journalView"));
    }

    void failureIsToldAndTriedAgain()
    {
        Stage stage(fakes::fiveEvents(fakes::moment()), false);
        stage.journal.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        stage.page.show();
        QCOMPARE(stage.sentence(), u"The journal cannot be read."_s);
        stage.journal.failWith({});
        QTest::keyClick(&stage.page, Qt::Key_F5);
        QVERIFY(stage.shows("journalView"));
        QCOMPARE(stage.rows(), 5);
    }

    void healthIsToldWhileItLasts()
    {
        Stage stage;
        QVERIFY(!stage.shows("journalHealth"));
        stage.journal.setHealth({JournalHealth::State::Failing, u"The disk is full."_s, 3});
        auto *strip = stage.find<StatusStrip>("journalHealth");
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->text(), u"The disk is full. Waiting: 3 events."_s);
        QCOMPARE(strip->tone(), paint::Tone::Critical);
        stage.journal.setHealth({});
        QVERIFY(!strip->isVisible());
    }

    void readsAnewWhenTheServerIsBack()
    {
        Stage stage(fakes::manyEvents(10, fakes::moment()));
        QTRY_VERIFY(stage.page.entries().hasAnswered());
        const std::size_t asked = stage.journal.asked.size();
        stage.journal.setHealth({JournalHealth::State::Away, u"The server is away."_s, 1});
        stage.journal.setHealth({JournalHealth::State::Away, u"The server is away."_s, 2});
        QCOMPARE(stage.journal.asked.size(), asked);
        stage.journal.setHealth({});
        QCOMPARE(stage.journal.asked.size(), asked + 1);
        QVERIFY(!stage.journal.asked.back().after);
        stage.journal.setHealth({JournalHealth::State::Failing, u"The disk is full."_s, 1});
        stage.journal.setHealth({});
        QCOMPARE(stage.journal.asked.size(), asked + 1);
    }

    void filters()
    {
        Stage stage(fakes::manyEvents(100, fakes::moment()));
        auto *service = stage.find<widgets::SearchField>("journalService");
        QTest::keyClicks(service, u"edg"_s);
        QCOMPARE(stage.page.entries().filter().service, QString());
        QTest::keyClicks(service, u"e"_s);
        QCOMPARE(stage.page.entries().filter().service, u"edge"_s);
        stage.click("kind-2");
        QCOMPARE(stage.page.entries().filter().kinds,
                 (std::vector{EventKind::EndpointFailed, EventKind::EndpointRecovered}));
        stage.find<widgets::SegmentedControl>("journalSpan")->setCurrent(1);
        QCOMPARE(stage.page.entries().filter().from, std::optional(fakes::moment() - 1h));
        auto *text = stage.find<widgets::SearchField>("journalText");
        QTest::keyClicks(text, u"Refused"_s);
        QTRY_COMPARE(stage.page.entries().filter().text, u"Refused"_s);
        for (int row = 0; row < stage.rows(); ++row) {
            QCOMPARE(stage.page.entries().at(row).event.service, u"edge"_s);
        }
        QTest::keyClick(text, Qt::Key_Escape);
        QTRY_COMPARE(stage.page.entries().filter().text, QString());
    }

    void theSpanOfTheChartsIsFollowed()
    {
        Stage stage;
        stage.find<widgets::SegmentedControl>("journalSpan")->setCurrent(4);
        QCOMPARE(stage.page.entries().filter().from, std::optional(fakes::moment() - 15min));
        QVERIFY(!stage.page.entries().filter().to);
        stage.time.showWindow(fakes::moment() - 6min, fakes::moment() - 4min);
        QCOMPARE(stage.page.entries().filter().to, std::optional(fakes::moment() - 4min));
        QCOMPARE(stage.rows(), 2);
    }

    void theKeyboardReachesAnEntry()
    {
        Stage stage;
        auto *text = stage.find<widgets::SearchField>("journalText");
        text->setFocus();
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(stage.view()->hasFocus());
        QTest::keyClick(stage.view(), Qt::Key_Down);
        QTest::keyClick(stage.view(), Qt::Key_Return);
        QVERIFY(stage.shows("entryPanel"));
        const QString first = stage.find<journalui::EntryPanel>("entryPanel")->text();
        QTest::keyClick(stage.view(), Qt::Key_Down);
        QVERIFY(stage.find<journalui::EntryPanel>("entryPanel")->text() != first);
        QTest::keyClick(stage.view(), Qt::Key_Escape);
        QVERIFY(!stage.shows("entryPanel"));
    }

    void theEntryIsToldWholeAndCopied()
    {
        Stage stage;
        stage.clickRow(3);
        QVERIFY(stage.shows("entryPanel"));
        const journal::Entry &entry = stage.page.entries().at(3);
        QCOMPARE(stage.find<widgets::StateBadge>("entryKind")->word(), u"endpoint failed"_s);
        QCOMPARE(stage.find<widgets::StateBadge>("entryKind")->tone(), paint::Tone::Critical);
        const QString shown = stage.find<QPlainTextEdit>("entryText")->toPlainText();
        for (const QString &part : {entry.event.text, QString::fromLatin1(entry.hash.toHex()),
                                    QString::fromLatin1(entry.prev.toHex()), entry.place.writer}) {
            QVERIFY2(shown.contains(part), qPrintable(part));
        }
        stage.click("copyJson");
        QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), entry.bytes);
        stage.click("copyText");
        QVERIFY(QGuiApplication::clipboard()->text().contains(entry.event.text));
    }

    void remoteTextStaysText()
    {
        Stage stage(fakes::longEvents(fakes::moment()));
        stage.clickRow(2);
        QVERIFY(stage.find<QPlainTextEdit>("entryText")->toPlainText().startsWith(u"<b>not bold</b> <img"_s));
    }

    void liveEventsMoveNeitherSelectionNorRowsInSight()
    {
        Stage stage(fakes::manyEvents(150, fakes::moment()));
        stage.view()->verticalScrollBar()->setValue(1000);
        const QModelIndex seen = stage.view()->indexAt({20, 100});
        QVERIFY(seen.isValid());
        const QPersistentModelIndex kept = seen;
        const int top = stage.view()->visualRect(kept).top();
        stage.view()->setCurrentIndex(seen);
        // Beyond midnight: a day comes in too.
        (void)stage.journal.record({fakes::event(EventKind::Note, fakes::moment() + 1s),
                                    fakes::event(EventKind::Note, fakes::moment() + 24h)});
        QCOMPARE(kept.row(), stage.view()->currentIndex().row());
        QCOMPARE(stage.view()->visualRect(kept).top(), top);
        QCOMPARE(stage.view()->indexAt({20, 100}), QModelIndex(kept));
        // At the top the newest shows.
        stage.view()->verticalScrollBar()->setValue(0);
        (void)stage.journal.record({fakes::event(EventKind::Incident, fakes::moment() + 25h)});
        QCOMPARE(stage.view()->verticalScrollBar()->value(), 0);
        QCOMPARE(stage.view()->indexAt({20, journalui::DayLayout::headerHeight + 4}).row(), 0);
    }

    void scrollingReadsOn()
    {
        Stage stage(fakes::manyEvents(700, fakes::moment()));
        QCOMPARE(stage.rows(), 200);
        stage.view()->verticalScrollBar()->setValue(stage.view()->verticalScrollBar()->maximum());
        QTRY_COMPARE(stage.rows(), 400);
        QTest::keyClick(stage.view(), Qt::Key_End);
        QTRY_COMPARE(stage.rows(), 600);
        QTest::keyClick(stage.view(), Qt::Key_End);
        QTRY_COMPARE(stage.rows(), 700);
        QVERIFY(stage.page.entries().isComplete());
    }

    void verifyingSaysWhatHolds()
    {
        Stage stage;
        stage.journal.hold();
        stage.click("verifyJournal");
        QVERIFY(!stage.find("verifyJournal")->isEnabled());
        QVERIFY(stage.result()->text().startsWith(u"Verifying"_s));
        stage.journal.release();
        QVERIFY(stage.find("verifyJournal")->isEnabled());
        QCOMPARE(stage.result()->tone(), paint::Tone::Ok);
        QVERIFY2(stage.result()->text().startsWith(u"The journal holds: 5 events in 1 chain;"_s),
                 qPrintable(stage.result()->text()));
    }

    void verifyingNamesTheFirstDamage()
    {
        Stage stage;
        stage.journal.setDamage({{{FakeJournal::writer(), 3}, u"its bytes do not have the stored hash"_s},
                                 {{FakeJournal::writer(), 4}, u"it does not follow"_s}});
        stage.click("verifyJournal");
        QCOMPARE(stage.result()->tone(), paint::Tone::Critical);
        QCOMPARE(stage.result()->text(),
                 u"The journal is damaged. Event 3 of writer "_s + FakeJournal::writer()
                     + u": its bytes do not have the stored hash. 1 further finding."_s);
    }

    void verifyingMayFail()
    {
        Stage stage;
        stage.journal.failWith(Error{Error::Kind::Io, u"The disk is gone."_s});
        stage.click("verifyJournal");
        QCOMPARE(stage.result()->tone(), paint::Tone::Warning);
        QCOMPARE(stage.result()->text(), u"The journal could not be verified: The disk is gone."_s);
    }

    void theHeadIsSavedAndVerifiedAgainst()
    {
        const QTemporaryDir folder;
        Stage stage;
        stage.exportAction(u"Tree head"_s)->trigger();
        auto *save = stage.find<QFileDialog>("headDialog");
        QVERIFY(save != nullptr);
        Q_EMIT save->fileSelected(folder.filePath(u"head.json"_s));
        save->close();
        QTRY_VERIFY(stage.result()->text().startsWith(u"The tree head was written to"_s));
        stage.exportAction(u"Verify against"_s)->trigger();
        auto *open = stage.find<QFileDialog>("expectedHeadDialog");
        QVERIFY(open != nullptr);
        Q_EMIT open->fileSelected(folder.filePath(u"head.json"_s));
        open->close();
        QTRY_VERIFY(stage.result()->text().contains(u"It continues the tree head of"_s));
        QVERIFY(stage.journal.verified.back());
        QCOMPARE(stage.journal.verified.back()->heads.front().seq, std::uint64_t{5});
    }

    void whatIsShownIsExported()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.jsonl"_s);
        Stage stage;
        stage.click("kind-2");
        stage.exportAction(u"JSON Lines"_s)->trigger();
        auto *dialog = stage.find<QFileDialog>("exportDialog");
        QVERIFY(dialog != nullptr);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_COMPARE(stage.result()->text(), u"Exported 2 events to %1."_s.arg(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), stage.page.entries().at(1).bytes + '\n' + stage.page.entries().at(0).bytes + '\n');
    }

    void everythingHasAName()
    {
        Stage stage;
        stage.clickRow(0);
        for (QAbstractButton *button : stage.page.findChildren<QAbstractButton *>()) {
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName() + u' ' + button->text()));
        }
        for (const char *name : {"journalView", "journalText", "journalService", "journalSpan", "entryText"}) {
            QVERIFY2(!stage.find(name)->accessibleName().isEmpty(), name);
        }
    }

    void commandsReachThePage()
    {
        Stage stage;
        for (const page::Command &command : stage.page.commands()) {
            if (command.title.startsWith(u"Verify the"_s)) {
                command.run();
            }
        }
        QVERIFY(stage.result()->text().startsWith(u"The journal holds"_s));
    }
};

QTEST_MAIN(TestJournalPage)
#include "tst_journalpage.moc"
