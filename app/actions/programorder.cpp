// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/programorder.h"

#include "app/actions/arguments.h"
#include "app/actions/curlline.h"
#include "app/process/wordsplit.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration usualTimeout = std::chrono::seconds{60};

/// As shutil.which() and os.path.expanduser() find it.
QString found(const QString &path)
{
    const QString expanded = path.startsWith("~/"_L1) ? QDir::homePath() + path.mid(1) : path;
    if (!expanded.contains(u'/')) {
        return QStandardPaths::findExecutable(expanded);
    }
    const QFileInfo file(expanded);
    return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
}

/// Empty ones are left out, as Chaos Toolkit does.
void addWord(QStringList &words, const QJsonValue &value)
{
    const QString text = value.toVariant().toString();
    if (!text.isEmpty()) {
        words += text;
    }
}

Result<QStringList> wordsOf(const QJsonValue &arguments)
{
    if (arguments.isString()) {
        return process::splitWords(arguments.toString());
    }
    QStringList words;
    const QJsonObject map = arguments.toObject();
    for (auto it = map.begin(); it != map.end(); ++it) {
        words += it.key();
        addWord(words, it.value());
    }
    for (const QJsonValue &one : arguments.toArray()) {
        addWord(words, one);
    }
    return words;
}

} // namespace

Result<process::Program> programFrom(const QJsonObject &command, const QJsonObject &arguments)
{
    const QString path = command.value("path"_L1).toString();
    const Result<QStringList> words = wordsOf(command.value("arguments"_L1));
    const Result<Duration> timeout = timeoutOf(arguments, usualTimeout);
    if (path.isEmpty() || !words || !timeout) {
        return path.isEmpty() ? failure(Error::Kind::Config, u"process needs `path`, the program"_s)
                              : std::unexpected(words ? timeout.error() : words.error());
    }
    process::Program program{.path = found(path),
                             .arguments = *words,
                             .environment = process::passedOn(QProcessEnvironment::systemEnvironment()),
                             .timeout = *timeout};
    if (program.path.isEmpty()) {
        return failure(Error::Kind::Config, u"There is no program %1 that could be started"_s.arg(path));
    }
    const QJsonObject env = arguments.value("env"_L1).toObject();
    for (auto it = env.begin(); it != env.end(); ++it) {
        program.environment.insert(it.key(), it.value().toVariant().toString());
    }
    return program;
}

QString programText(const process::Program &program, const QJsonObject &env, const security::Redactor &redactor)
{
    QStringList lines;
    for (const QString &name : env.keys()) {
        lines += name + u'=' + program.environment.value(name);
    }
    lines += program.path;
    for (const QString &argument : program.arguments) {
        lines += u"  "_s + argument;
    }
    return redactor.redacted(lines.join(u'\n'));
}

QString programLine(const process::Program &program, const QJsonObject &env, const security::Redactor &redactor)
{
    QStringList words;
    for (const QString &name : env.keys()) {
        words += name + u'=' + shellWordOfBlotted(redactor.redacted(program.environment.value(name)));
    }
    words += shellWord(program.path);
    for (const QString &argument : program.arguments) {
        words += shellWordOfBlotted(redactor.redacted(argument));
    }
    return words.join(u' ');
}

} // namespace readyroom::actions
