// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QWidget>

#include <optional>

namespace readyroom::widgets {

class ThemeSource;

/// How old a number is: "3 s", "72 s", "–". Older than `staleAfter` it is shown with the stale clock, in its colour.
/// Time is told to it (setNow), so that all ages of a page tick together and tests need no clock.
class AgeLabel final : public QWidget {
    Q_OBJECT
public:
    explicit AgeLabel(const ThemeSource &themes, QWidget *parent = nullptr);

    void setNow(Timestamp now);
    /// Absent: there never was an answer.
    void setTime(std::optional<Timestamp> time);
    void setStaleAfter(Duration staleAfter);

    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isStale() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh(const QString &before, bool wasStale);

    const ThemeSource &m_themes;
    Timestamp m_now{};
    std::optional<Timestamp> m_time;
    Duration m_staleAfter{std::chrono::seconds(30)};
};

} // namespace readyroom::widgets
