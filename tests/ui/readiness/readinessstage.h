// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakearming.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "tests/support/fakereadiness.h"
#include "ui/page/emptystate.h"
#include "ui/page/lineview.h"
#include "ui/readiness/checklistview.h"
#include "ui/readiness/dial.h"
#include "ui/readiness/readinesspage.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/textbutton.h"
#include "ui/widgets/wrappedlabel.h"

#include <QTest>

namespace readyroom {

/// The page on a made-up service, shown and with the keyboard.
struct ReadinessStage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    page::ViewTime time{clock};
    fakes::FakeFeed feed{fakes::pictureFleet()};
    fakes::FakeQueries queries;
    fakes::FakeJournal journal;
    fakes::FakeArming arming;
    fakes::FakeReadiness port;
    const std::vector<rules::Limit> limits;
    readinessui::ReadinessPage page{{themes, time, feed, queries, journal, limits}, port};

    explicit ReadinessStage(fakes::SampleReadiness sample = fakes::learnify(), bool shows = true)
        : port(std::move(sample))
    {
        page.attachArming(arming);
        page.resize(1264, 852);
        if (shows) {
            show();
        }
    }
    void show()
    {
        page.show();
        page.activateWindow();
        (void)QTest::qWaitForWindowActive(&page);
        page.setFocus(Qt::OtherFocusReason);
    }

    template<typename T = QWidget> T *find(const char *name) { return page.findChild<T *>(QLatin1StringView(name)); }
    bool shows(const char *name)
    {
        auto *widget = find(name);
        return widget != nullptr && widget->isVisible();
    }
    readinessui::ChecklistView *checklist() { return find<readinessui::ChecklistView>("checklist"); }
    QString sentence()
    {
        for (page::EmptyState *state : page.findChildren<page::EmptyState *>()) {
            if (state->isVisible()) {
                return state->sentence();
            }
        }
        return {};
    }
    QString textOf(const char *label)
    {
        if (auto *wrapped = find<widgets::WrappedLabel>(label)) {
            return wrapped->text();
        }
        return find<widgets::ElidedLabel>(label)->text();
    }
    QString result() { return find<widgets::StatusStrip>("readinessResult")->text(); }
    paint::Tone resultTone() { return find<widgets::StatusStrip>("readinessResult")->tone(); }
    const paint::DialFace &dial() { return find<readinessui::Dial>("dial")->face(); }
    /// "text | value", row by row.
    QStringList lines(const char *view)
    {
        QStringList all;
        for (const items::Line &line : find<page::LineView>(view)->lines().lines()) {
            all += QString(line.text + u" | " + line.value).replace(QChar(0x00a0), u' ');
        }
        return all;
    }
    void click(const char *name) { QTest::mouseClick(find(name), Qt::LeftButton); }
    void key(Qt::Key key) { QTest::keyClick(checklist(), key); }
    QModelIndex index(const QString &id)
    {
        const auto *model = checklist()->model();
        const QModelIndexList found = model->match(model->index(0, 0), items::ChecklistModel::IdRole, id, 1,
                                                   Qt::MatchRecursive | Qt::MatchExactly);
        return found.isEmpty() ? QModelIndex() : found.front();
    }
    QStringList shown()
    {
        QStringList ids;
        const auto *model = checklist()->model();
        for (int category = 0; category < model->rowCount(); ++category) {
            const QModelIndex parent = model->index(category, 0);
            for (int row = 0; row < model->rowCount(parent); ++row) {
                ids += model->index(row, 0, parent).data(items::ChecklistModel::IdRole).toString();
            }
        }
        return ids;
    }
    void clickItem(const QString &id)
    {
        checklist()->scrollTo(index(id));
        QTest::mouseClick(checklist()->viewport(), Qt::LeftButton, {}, checklist()->visualRect(index(id)).center());
    }
};

} // namespace readyroom
