// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/cataloguereader.h"

#include "app/config/actionreader.h"
#include "app/config/filepattern.h"
#include "app/config/mapreader.h"

#include <QFileInfo>
#include <QHash>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

QString plainText(const YamlPtr &node)
{
    return node && node->isScalar() ? node->text : QString();
}

} // namespace

drills::Catalogue CatalogueReader::read() const
{
    drills::Catalogue catalogue;
    const YamlNode &root = *m_document.root();
    if (!root.isMap()) {
        return catalogue;
    }
    readEnvironments(root.value(u"environments"), catalogue);
    if (const YamlPtr services = root.value(u"services"); services && services->isSequence()) {
        for (const YamlPtr &service : services->items) {
            if (service->isMap()) {
                readService(*service, catalogue);
            }
        }
    }
    readFiles(root.value(u"drills"), catalogue);
    return catalogue;
}

void CatalogueReader::readEnvironments(const YamlPtr &node, drills::Catalogue &catalogue) const
{
    if (!node || !node->isMap()) {
        return;
    }
    for (const auto &[name, value] : node->entries) {
        const YamlPtr load = value->isMap() ? value->value(u"load") : nullptr;
        const auto word = m_scalars.text(load, u"\"load\""_s);
        if (word && *word != "allowed"_L1 && *word != "refused"_L1) {
            m_complaints.at(*load, u"\"load\" must be allowed or refused, not \"%1\"."_s.arg(*word));
        } else if (word && *word == "allowed"_L1) {
            catalogue.loadAllowed += name->text;
        }
    }
}

void CatalogueReader::readService(const YamlNode &node, drills::Catalogue &catalogue) const
{
    const YamlPtr actions = node.value(u"actions");
    if (!actions) {
        return;
    }
    drills::ServiceActions service;
    service.subject.service = plainText(node.value(u"name"));
    service.subject.environment = plainText(node.value(u"environment"));
    if (const YamlPtr instances = node.value(u"instances"); instances && instances->isSequence()) {
        for (const YamlPtr &instance : instances->items) {
            QString url = plainText(instance);
            while (url.endsWith(u'/')) {
                url.chop(1); // as ServiceReader does
            }
            service.subject.targets += url;
        }
    }
    const ActionReader reader(m_document, m_complaints);
    QHash<QString, int> lineOf;
    for (const YamlPtr &item : itemsOf(*actions, u"\"actions\""_s, m_complaints)) {
        drills::Action action = reader.read(item);
        if (action.name.isEmpty()) {
            continue;
        }
        if (const auto known = lineOf.constFind(action.name); known != lineOf.constEnd()) {
            m_complaints.at(*item,
                            u"The action %1 is given twice; the first is on line %2."_s.arg(action.name).arg(*known));
            continue;
        }
        lineOf.insert(action.name, item->line);
        service.actions.push_back(std::move(action));
    }
    if (!service.actions.empty()) {
        catalogue.services.push_back(std::move(service));
    }
}

void CatalogueReader::readFiles(const YamlPtr &node, drills::Catalogue &catalogue) const
{
    if (!node) {
        return;
    }
    const QDir folder = QFileInfo(m_document.file()).absoluteDir();
    for (const YamlPtr &item : itemsOf(*node, u"\"drills\""_s, m_complaints)) {
        if (const auto pattern = m_scalars.text(item, u"The path of a drill"_s)) {
            catalogue.files += filesMatching(folder, *item, *pattern, u"drill"_s, m_complaints);
        }
    }
    catalogue.files.removeDuplicates();
}

} // namespace readyroom::config
