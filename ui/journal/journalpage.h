// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/journalmodel.h"
#include "ui/journal/journalexport.h"
#include "ui/journal/verification.h"
#include "ui/page/page.h"
#include "ui/page/pagecontext.h"

#include <QTimer>

class QStackedWidget;
class QVBoxLayout;

namespace readyroom::page {
class EmptyState;
}
namespace readyroom::widgets {
class ElidedLabel;
class StatusStrip;
class TextButton;
} // namespace readyroom::widgets

namespace readyroom::journalui {

class EntryPanel;
class FilterBar;
class JournalView;

/// Everything that happened, newest first: found by filter, read whole in a panel, verified and exported.
class JournalPage final : public page::Page {
    Q_OBJECT
public:
    explicit JournalPage(const page::PageContext &context, QWidget *parent = nullptr);
    ~JournalPage() override;

    [[nodiscard]] std::vector<page::Command> commands() override;
    [[nodiscard]] items::JournalModel &entries() { return m_entries; }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHead(QVBoxLayout &layout);
    void buildBody(QVBoxLayout &layout);
    void applyFilter();
    void refresh();
    void refreshHealth();
    void showEntry(const QModelIndex &index);
    void closeEntry();
    void verify(const std::optional<journal::TreeHead> &expected);
    void tellVerdict(paint::Tone tone, const QString &text);
    void askForHead();
    void askForExport(JournalExport::Format format);
    void askForHeadFile();
    void showExportMenu();

    page::PageContext m_context;
    items::JournalModel m_entries;
    JournalExport m_export;
    Verification m_verification;
    JournalHealth::State m_state = JournalHealth::State::Good; ///< as it was told last
    QTimer m_patience; ///< nothing spins for less than 300 ms
    widgets::ElidedLabel *m_sentence = nullptr;
    widgets::TextButton *m_verify = nullptr;
    widgets::TextButton *m_exportButton = nullptr;
    widgets::StatusStrip *m_health = nullptr;
    widgets::StatusStrip *m_result = nullptr;
    FilterBar *m_filter = nullptr;
    QStackedWidget *m_stack = nullptr;
    JournalView *m_view = nullptr;
    page::EmptyState *m_empty = nullptr;
    EntryPanel *m_panel = nullptr;
};

} // namespace readyroom::journalui
