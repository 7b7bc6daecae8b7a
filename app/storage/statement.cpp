// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/statement.h"

#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

Error databaseError(QString sentence, const QSqlError &said)
{
    return {Error::Kind::Io, std::move(sentence), said.nativeErrorCode() + u": "_s + said.databaseText(), {}};
}

Result<QSqlQuery> run(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    if (!database.isOpen()) {
        return failure(Error::Kind::Io, u"The connection to the journal's database is closed."_s);
    }
    QSqlQuery query(database);
    query.setForwardOnly(true);
    bool ok = false;
    if (values.isEmpty()) {
        // PostgreSQL prepares no BEGIN, CREATE or SHOW.
        ok = query.exec(sql);
    } else if (query.prepare(sql)) {
        for (const QVariant &value : values) {
            query.addBindValue(value);
        }
        ok = query.exec();
    }
    if (!ok) {
        return std::unexpected(databaseError(u"The journal's database refused a statement."_s, query.lastError()));
    }
    return query;
}

Result<void> execute(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    if (const Result<QSqlQuery> query = run(database, sql, values); !query) {
        return std::unexpected(query.error());
    }
    return {};
}

int sqliteCode(const Error &error)
{
    return error.detail.section(u':', 0, 0).toInt() & 0xff;
}

} // namespace readyroom::storage
