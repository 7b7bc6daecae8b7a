// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/lint.h"

#include "app/config/experimentfile.h"
#include "app/config/profilefile.h"
#include "app/config/rulefile.h"
#include "app/config/textfile.h"
#include "app/config/yaml.h"

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

FileKind kindOf(const YamlNode &root)
{
    if (root.value(u"profile")) {
        return FileKind::Profile;
    }
    if (root.value(u"signals") || root.value(u"detect")) {
        return FileKind::SignalMap;
    }
    if (root.value(u"groups")) {
        return FileKind::Rules;
    }
    if (root.value(u"services") || root.value(u"environments") || root.value(u"defaults")) {
        return FileKind::Fleet;
    }
    if (root.value(u"method") || root.value(u"steady-state-hypothesis")) {
        return FileKind::Experiment;
    }
    return FileKind::Unknown;
}

template<typename T> Errors errorsOf(const Loaded<T> &loaded)
{
    return loaded ? Errors{} : loaded.error();
}

} // namespace

FileKind sniff(const QByteArray &text)
{
    const auto document = YamlDocument::parse(text, {});
    return document ? kindOf(*document->root()) : FileKind::Unknown;
}

Errors lint(const QString &path)
{
    const auto text = readTextFile(path);
    return text ? lintText(*text, path) : text.error();
}

Errors lintText(const QByteArray &text, const QString &file)
{
    const auto document = YamlDocument::parse(text, file);
    if (!document) {
        return document.error();
    }
    switch (kindOf(*document->root())) {
    case FileKind::Fleet:
        return errorsOf(loadFleetText(text, file));
    case FileKind::Rules:
        return errorsOf(loadRuleText(text, file));
    case FileKind::SignalMap:
        return errorsOf(loadSignalMapText(text, file));
    case FileKind::Profile:
        return errorsOf(loadProfileText(text, file));
    case FileKind::Experiment:
        return errorsOf(loadExperimentText(text, file));
    case FileKind::Unknown:
        break;
    }
    return {Error{Error::Kind::Config,
                  u"This file is of no known kind: a fleet file has \"services\", a rule file \"groups\", a signal map "
                  "\"signals\", a readiness profile \"profile\", an experiment \"method\"."_s,
                  {},
                  {file, document->root()->line, document->root()->column}}};
}

QString toText(const Error &error)
{
    QString place = error.where.file;
    if (error.where.isValid()) {
        place += (place.isEmpty() ? QString() : u":"_s) + QString::number(error.where.line) + u':'
            + QString::number(error.where.column);
    }
    return place.isEmpty() ? error.message : place + ": "_L1 + error.message;
}

QStringList toText(const Errors &errors)
{
    QStringList lines;
    for (const Error &error : errors) {
        lines << toText(error);
    }
    return lines;
}

} // namespace readyroom::config
