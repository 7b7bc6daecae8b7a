// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/recording.h"

#include "app/security/redactedevent.h"
#include "app/storage/openjournal.h"
#include "app/storage/readonlyjournal.h"
#include "app/storage/sqlitejournal.h"

#include <QFileInfo>

namespace readyroom::ctl {

Result<std::unique_ptr<JournalStore>> journalFor(const QString &file, const fleet::Fleet *fleet, bool records)
{
    if (fleet != nullptr && fleet->store && file.isEmpty()) {
        return storage::openJournal(fleet->store, nullptr);
    }
    if (records) {
        return std::make_unique<storage::SqliteJournal>(storage::SqliteJournalOptions{.path = file});
    }
    if (file.isEmpty() && !QFileInfo::exists(storage::defaultJournalPath())) {
        return std::unique_ptr<JournalStore>();
    }
    return storage::ReadOnlyJournal::open(file.isEmpty() ? storage::defaultJournalPath() : file);
}

Result<void> arm(std::unique_ptr<security::ArmingGate> &gate, std::shared_ptr<const TimeSource> time,
                 JournalStore &journal, const security::Redactor &redactor,
                 std::vector<fleet::Environment> environments, const QString &environment)
{
    gate = std::make_unique<security::ArmingGate>(std::move(time));
    QObject::connect(gate.get(), &security::ArmingGate::happened, &journal,
                     [store = &journal, redactor](const journal::Event &event) {
                         store->post({security::redacted(event, redactor)});
                     });
    if (environments.empty()) {
        fleet::Environment only;
        only.name = environment;
        environments.push_back(only);
    }
    gate->setEnvironments(std::move(environments));
    return gate->arm(environment, {.how = ArmingConfirmation::How::CommandLine, .typed = {}});
}

} // namespace readyroom::ctl
