// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/command.h"
#include "ui/shell/commandmodel.h"

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::shell {

/// The list that opens under the search field: everything that can be asked for, found by a few letters. It drives and
/// is driven by `field`; it never takes the focus itself.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    using Provider = std::function<std::vector<page::Command>()>;

    /// `provider` is asked each time the palette opens. Both `field` and `window` outlive the palette; it is a child of
    /// `window`, laid over it.
    CommandPalette(const widgets::ThemeSource &themes, QLineEdit &field, Provider provider, QWidget *window);

    void open();
    void close();
    [[nodiscard]] CommandModel &model() { return m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool onKey(int key);
    void place();
    void select(int row);
    void runCurrent();

    const widgets::ThemeSource &m_themes;
    QLineEdit &m_field;
    Provider m_provider;
    CommandModel m_model;
    QListView *m_list = nullptr;
    QLabel *m_nothing = nullptr;
};

} // namespace readyroom::shell
