// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/postgresreader.h"

#include <utility>

namespace readyroom::storage {

PostgresReader::PostgresReader(fleet::StoreAddress address, const QString &name)
    : m_shared(std::make_shared<Shared>(std::move(address)))
    , m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

PostgresReader::~PostgresReader()
{
    m_shared->ended = true;
    QMetaObject::invokeMethod(
        m_context.get(),
        [shared = m_shared, thread = &m_thread] {
            shared->connection.reset();
            thread->quit();
        },
        Qt::QueuedConnection);
    do {
        m_shared->guard.interrupt();
    } while (!m_thread.wait(100));
}

} // namespace readyroom::storage
