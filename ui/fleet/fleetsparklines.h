// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/livequery.h"
#include "ui/page/viewtime.h"

#include <QHash>
#include <QObject>

namespace readyroom::fleetui {

/// The sparklines of every tile from one range query for the whole fleet: p95 latency. Services without it get the time
/// that polling them takes, from a second query that is only asked while such services exist.
class FleetSparklines final : public QObject {
    Q_OBJECT
public:
    FleetSparklines(QuerySource &queries, const page::ViewTime &time, QObject *parent = nullptr);

    /// Asks for what is new; `needProbes` when some service has no latency of its own.
    void refresh(bool needProbes);
    void cancel();

    /// Values by FleetModel key ("environment/name"), oldest first, evenly spaced over the window, or over what was
    /// seen of it by any of them; NaN is a gap.
    [[nodiscard]] QHash<QString, QList<double>> values() const;

Q_SIGNALS:
    void changed();

private:
    const page::ViewTime &m_time;
    page::LiveQuery m_latency;
    page::LiveQuery m_probes;
};

} // namespace readyroom::fleetui
