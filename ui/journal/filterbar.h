// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/journalstore.h"
#include "ui/page/viewtime.h"

#include <QTimer>
#include <QWidget>

class QStringListModel;

namespace readyroom::widgets {
class SearchField;
class SegmentedControl;
class TextButton;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::journalui {

/// What of the journal is wanted: kinds, service, span of time, words.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    enum class Span { Any, Hour, Day, Week, Charts };

    FilterBar(const widgets::ThemeSource &themes, const page::ViewTime &time, QWidget *parent = nullptr);

    /// Offered while a service is typed; any other name may be typed too.
    void setServices(const QStringList &names);
    /// As of now: "the last hour" begins an hour ago.
    [[nodiscard]] JournalFilter filter() const;
    [[nodiscard]] bool isNarrowed() const;
    [[nodiscard]] Span span() const;
    void clear();
    void showService(const QString &name);
    void focusText();
    /// From the field to what was found.
    void setLeaveTarget(QWidget *target) { m_target = target; }

Q_SIGNALS:
    void changed();

private:
    void takeService();
    void leave();

    const page::ViewTime &m_time;
    std::vector<widgets::TextButton *> m_chips; ///< in the order of items::kindGroups()
    widgets::SearchField *m_service = nullptr;
    widgets::SegmentedControl *m_spans = nullptr;
    widgets::SearchField *m_text = nullptr;
    QStringListModel *m_names = nullptr;
    QTimer m_typing; ///< each letter would be a query
    QString m_wantedService;
    QWidget *m_target = nullptr;
};

} // namespace readyroom::journalui
