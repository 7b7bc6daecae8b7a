// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/livequery.h"
#include "ui/page/pagecontext.h"
#include "ui/service/servicequeries.h"

#include <QWidget>

namespace readyroom::service {

/// How full resources and pools are: a bar each.
class SaturationCard final : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        double ratio = 0; ///< 0…1, more when over-committed
        bool operator==(const Bar &) const = default;
    };

    explicit SaturationCard(const page::PageContext &context, QWidget *parent = nullptr);

    void setQueries(const ServiceQueries &queries);
    void refresh();
    void cancel();
    [[nodiscard]] bool isEmpty() const { return m_bars.empty(); }
    [[nodiscard]] const std::vector<Bar> &bars() const { return m_bars; }

Q_SIGNALS:
    void changed();

private:
    class Bars;

    void take();

    page::PageContext m_context;
    page::LiveQuery m_resources;
    page::LiveQuery m_pools;
    std::vector<Bar> m_bars;
    Bars *m_view = nullptr;
};

} // namespace readyroom::service
