// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/experimentfile.h"

#include "app/config/complaints.h"
#include "app/config/textfile.h"
#include "app/config/yamljson.h"

#include <QJsonObject>

#include <algorithm>

namespace readyroom::config {

using namespace Qt::StringLiterals;

Loaded<drills::Experiment> loadExperiment(const QString &path)
{
    const Loaded<QByteArray> text = readTextFile(path);
    if (!text) {
        return std::unexpected(text.error());
    }
    return loadExperimentText(*text, path);
}

Loaded<drills::Experiment> loadExperimentText(const QByteArray &text, const QString &file)
{
    const Loaded<YamlDocument> document = YamlDocument::parse(text, file);
    if (!document) {
        return std::unexpected(document.error());
    }
    const YamlNode &root = *document->root();
    if (!root.isMap()) {
        return std::unexpected(Errors{Error{Error::Kind::Config,
                                            u"An experiment must be a map with a title, a description and a method."_s,
                                            {},
                                            {file, std::max(1, root.line), std::max(1, root.column)}}});
    }
    std::expected<drills::Experiment, std::vector<drills::Problem>> experiment =
        drills::experimentFrom(jsonOf(root).toObject());
    if (experiment) {
        return *std::move(experiment);
    }
    Complaints complaints(file);
    for (const drills::Problem &problem : experiment.error()) {
        complaints.at(nodeAt(root, problem.pointer), problem.sentence);
    }
    return std::unexpected(complaints.take());
}

} // namespace readyroom::config
