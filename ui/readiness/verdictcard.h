// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <QWidget>

namespace readyroom::widgets {
class Card;
class WrappedLabel;
class ThemeSource;
} // namespace readyroom::widgets

namespace readyroom::readinessui {

class Dial;

/// The verdict in words, with its score: what it is, or what it would be.
class VerdictCard final : public QWidget {
    Q_OBJECT
public:
    explicit VerdictCard(const widgets::ThemeSource &themes, QWidget *parent = nullptr);

    /// With `actual` the assessment is a mere assumption, which is said.
    void take(const readiness::Assessment &assessment, const readiness::Assessment *actual = nullptr);

private:
    widgets::Card *m_card = nullptr;
    Dial *m_dial = nullptr;
    widgets::WrappedLabel *m_why = nullptr;
    widgets::WrappedLabel *m_assumed = nullptr;
};

} // namespace readyroom::readinessui
