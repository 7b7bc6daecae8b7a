// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "ui/paint/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace readyroom::widgets {
class Card;
class ElidedLabel;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::service {

/// Why the service is in its state and since when, bordered by the colour of the state. Hidden while there is nothing
/// to say.
class ReasonBanner final : public QWidget {
    Q_OBJECT
public:
    explicit ReasonBanner(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    void setService(const fleet::ServiceStatus &service, Timestamp now);

    struct Line {
        QString text;
        QString since;
        bool operator==(const Line &) const = default;
    };
    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }

private:
    void showLines(const std::vector<Line> &lines, paint::Tone tone);

    const widgets::ThemeSource &m_themes;
    widgets::Card *m_card = nullptr;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_rows = nullptr;
    std::vector<Line> m_lines;
    std::vector<std::pair<widgets::ElidedLabel *, widgets::ElidedLabel *>> m_labels;
};

} // namespace readyroom::service
