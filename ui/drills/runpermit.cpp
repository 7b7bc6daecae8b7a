// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/runpermit.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::drillsui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("RunPermit", text);
}

bool isArmed(const RunQuestion &question)
{
    return question.armed && (question.environment.isEmpty() || question.armed->environment == question.environment);
}

QString whyNotArmed(const RunQuestion &question)
{
    if (isArmed(question)) {
        return {};
    }
    if (!toBeArmed(question)) {
        return question.environment.isEmpty()
            ? say(QT_TRANSLATE_NOOP("RunPermit", "The fleet file has no environment that can be armed."))
            : say(QT_TRANSLATE_NOOP("RunPermit", "The fleet file has no environment %1 that can be armed."))
                  .arg(question.environment);
    }
    return question.environment.isEmpty()
        ? say(QT_TRANSLATE_NOOP("RunPermit", "Read-only: arm an environment first."))
        : say(QT_TRANSLATE_NOOP("RunPermit", "Read-only: arm %1 first.")).arg(question.environment);
}

} // namespace

std::optional<QString> toBeArmed(const RunQuestion &question)
{
    if (isArmed(question) || question.environments.empty()) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(question.environments, question.environment, &fleet::Environment::name);
    if (!question.environment.isEmpty() && found == question.environments.end()) {
        return std::nullopt;
    }
    return question.environment;
}

QString whyNot(const RunQuestion &question)
{
    if (!question.running.isEmpty()) {
        return say(QT_TRANSLATE_NOOP("RunPermit", "%1 is running; one run at a time.")).arg(question.running);
    }
    if (!question.formProblem.isEmpty()) {
        return question.formProblem;
    }
    const auto &answer = *question.answer;
    if (answer && !question.isBusy && !*answer) {
        return say(QT_TRANSLATE_NOOP("RunPermit", "What it would do cannot be found out."));
    }
    if (answer && *answer && !(*answer)->refusals.isEmpty()) {
        return say(QT_TRANSLATE_NOOP("RunPermit", "The precheck refuses it."));
    }
    if (const QString unarmed = whyNotArmed(question); !unarmed.isEmpty()) {
        return unarmed;
    }
    return !answer || question.isBusy ? say(QT_TRANSLATE_NOOP("RunPermit", "Finding out what it would do …"))
                                      : QString();
}

bool wantsTyping(const std::vector<fleet::Environment> &environments, const QString &environment)
{
    const auto found = std::ranges::find(environments, environment, &fleet::Environment::name);
    return found == environments.end() || found->confirm == fleet::Environment::Confirm::TypeName;
}

} // namespace readyroom::drillsui
