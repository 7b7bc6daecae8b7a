// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/linemodel.h"

#include <QAbstractButton>

#include <functional>

namespace readyroom::widgets {
class ThemeSource;
}

namespace readyroom::readinessui {

/// A word that can be exchanged for another one of a list: it looks like the text it stands in, with a chevron behind.
/// The list opens beneath, and is searched by typing.
class Chooser final : public QAbstractButton {
    Q_OBJECT
public:
    using Provider = std::function<std::vector<items::Line>()>;

    /// `provider` is asked each time the list opens; the key of a line is what chosen() tells.
    Chooser(const widgets::ThemeSource &themes, const QString &what, Provider provider, QWidget *parent = nullptr);

    void setCurrent(const QString &text);
    void open();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {56, sizeHint().height()}; }

Q_SIGNALS:
    void chosen(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const widgets::ThemeSource &m_themes;
    QString m_what;
    Provider m_provider;
};

} // namespace readyroom::readinessui
