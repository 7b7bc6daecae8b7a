// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"

#include <QDialog>

class QStackedWidget;

namespace readyroom::page {
class LineView;
}
namespace readyroom::page {
class EmptyState;
}
namespace readyroom::widgets {
class TextButton;
class ThemeSource;
class WrappedLabel;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

class Section;

/// What changed between an earlier assessment and this moment: by how much, and why.
class CompareDialog final : public QDialog {
    Q_OBJECT
public:
    /// `port` outlives this.
    CompareDialog(const widgets::ThemeSource &themes, ReadinessPort &port, Timestamp now, QWidget *parent = nullptr);

private:
    void build();
    [[nodiscard]] QWidget *buildDifference();
    void readEarlier();
    void takeEarlier(const Result<std::vector<EarlierAssessment>> &earlier);
    void compareWith(const QString &id);
    void take(const readiness::Difference &difference);
    void remember();
    void applyTheme();

    const widgets::ThemeSource &m_themes;
    ReadinessPort &m_port;
    Timestamp m_now;
    QString m_chosen;
    page::LineView *m_earlier = nullptr;
    QStackedWidget *m_stack = nullptr;
    page::EmptyState *m_empty = nullptr;
    QWidget *m_difference = nullptr;
    widgets::WrappedLabel *m_summary = nullptr;
    Section *m_categories = nullptr;
    Section *m_items = nullptr;
    widgets::TextButton *m_remember = nullptr;
};

} // namespace readyroom::readinessui
