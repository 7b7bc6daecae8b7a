// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/fleetfile.h"

#include "app/config/cataloguereader.h"
#include "app/config/fleetreader.h"
#include "app/config/textfile.h"

namespace readyroom::config {

Loaded<fleet::Fleet> loadFleet(const QString &path)
{
    const auto text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadFleetText(*text, path);
}

Loaded<fleet::Fleet> loadFleetText(const QByteArray &text, const QString &file)
{
    const auto document = YamlDocument::parse(text, file);
    if (!document) {
        return std::unexpected(document.error());
    }
    Complaints complaints(file);
    fleet::Fleet fleet = FleetReader(file, complaints).read(document->root());
    // All or nothing: a button that cannot be understood is a mistake of the file like any other.
    (void)CatalogueReader(*document, complaints).read();
    if (!complaints.empty()) {
        return std::unexpected(complaints.take());
    }
    return fleet;
}

} // namespace readyroom::config
