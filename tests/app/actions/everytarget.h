// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"
#include "models/fleet/fleet.h"
#include "tests/app/actions/fakeredis.h"
#include "tests/app/actions/textserver.h"
#include "tests/support/hostileserver.h"

#include <QStringList>
#include <QTemporaryDir>

#include <vector>

namespace readyroom::test {

/// Something of every kind that providers act on. It answers what only looks, so that an act gets as far as to be
/// sent, and keeps everything that comes in and may change something: all that is not known to look.
class EveryTarget final {
public:
    EveryTarget();

    /// One act for each thing that a provider can do.
    struct Row {
        QString what; ///< "redis delete-pattern"; of a provider without `do` its name
        drills::Act act;
    };
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    /// Where the act `load` is allowed.
    [[nodiscard]] fleet::Fleet fleet() const;

    /// How many requests have arrived so far, of any kind.
    [[nodiscard]] qsizetype asked() const;
    /// What has arrived so far that may change something, and what a program has done.
    [[nodiscard]] QStringList changes() const;

private:
    void addHttpRows();
    void addActuatorRows();
    void addCaddyRows();
    void addEtcdRows();
    void addVarnishRows();
    void addSocketRows();
    void addRedisRows();
    void add(const QString &provider, const QString &target, const QByteArray &arguments, const QString &how = {});
    [[nodiscard]] QString url(const QByteArray &path) const { return m_http.url(path).toString(); }

    QTemporaryDir m_folder;
    HostileServer m_http;
    HostileServer m_loaded;
    HostileServer m_secondMember;
    FakeRedis m_replica;
    FakeRedis m_master;
    FakeRedis m_sentinel;
    TextServer m_haproxy;
    TextServer m_varnish;
    std::vector<Row> m_rows;
};

} // namespace readyroom::test
