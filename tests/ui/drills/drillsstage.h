// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/drilllistmodel.h"
#include "tests/support/fakearming.h"
#include "tests/support/fakedrills.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakefleet.h"
#include "tests/support/fakejournal.h"
#include "tests/support/fakequeries.h"
#include "tests/support/sampleruns.h"
#include "ui/drills/drillspage.h"
#include "ui/page/emptystate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/wrappedlabel.h"

#include <QAbstractItemView>
#include <QTest>

namespace readyroom {

/// The page of drills on a made-up port, shown and with the keyboard.
struct DrillsStage {
    widgets::ThemeSource themes;
    fakes::FakeClock clock{fakes::moment()};
    page::ViewTime time{clock};
    fakes::FakeFeed feed{fakes::pictureFleet()};
    fakes::FakeQueries queries;
    fakes::FakeJournal journal;
    fakes::FakeArming arming;
    fakes::FakeDrills port;
    const std::vector<rules::Limit> limits;
    drillsui::DrillsPage page{{themes, time, feed, queries, journal, limits}, port};

    explicit DrillsStage(std::vector<DrillEntry> entries = fakes::sampleEntries())
        : port(std::move(entries))
    {
        page.attachArming(arming);
        page.resize(1264, 852);
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
    QString textOf(const char *label)
    {
        if (auto *wrapped = find<widgets::WrappedLabel>(label)) {
            return wrapped->text();
        }
        if (auto *strip = find<widgets::StatusStrip>(label)) {
            return strip->text();
        }
        return find<widgets::ElidedLabel>(label)->text();
    }
    QAbstractItemView *list() { return find<QAbstractItemView>("drillList"); }
    QModelIndex index(const QString &key)
    {
        const auto *model = list()->model();
        const QModelIndexList found =
            model->match(model->index(0, 0), items::DrillListModel::KeyRole, key, 1, Qt::MatchExactly);
        return found.isEmpty() ? QModelIndex() : found.front();
    }
    void choose(const QString &key)
    {
        list()->scrollTo(index(key));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index(key)).center());
    }
    void click(const char *name) { QTest::mouseClick(find(name), Qt::LeftButton); }
};

} // namespace readyroom
