// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/cataloguefile.h"

#include "app/config/cataloguereader.h"
#include "app/config/textfile.h"

namespace readyroom::config {

Loaded<drills::Catalogue> loadCatalogue(const QString &path)
{
    const Loaded<QByteArray> text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadCatalogueText(*text, path);
}

Loaded<drills::Catalogue> loadCatalogueText(const QByteArray &text, const QString &file)
{
    const Loaded<YamlDocument> document = YamlDocument::parse(text, file);
    if (!document) {
        return std::unexpected(document.error());
    }
    Complaints complaints(file);
    drills::Catalogue catalogue = CatalogueReader(*document, complaints).read();
    if (!complaints.empty()) {
        return std::unexpected(complaints.take());
    }
    return catalogue;
}

} // namespace readyroom::config
