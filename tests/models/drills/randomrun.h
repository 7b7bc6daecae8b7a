// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

#include <QJsonArray>

#include <limits>
#include <random>

/// Runs with anything in any place, for properties.
namespace readyroom::drills {

class RandomRun {
public:
    explicit RandomRun(std::uint64_t seed)
        : m_random(seed)
    {
    }

    Run run()
    {
        using namespace Qt::StringLiterals;
        Run run{.id = u"id-%1"_s.arg(below(1000)),
                .experiment = experiment(),
                .service = text(),
                .environment = text(),
                .by = {text(), text(), text()},
                .platform = text(),
                .reason = text(),
                .status = static_cast<RunStatus>(below(5)),
                .deviated = flag(),
                .why = text(),
                .rollback = static_cast<RollbackState>(below(5)),
                .startedAt = moment(),
                .endedAt = moments()};
        for (int n = below(6); n > 0; --n) {
            run.steps.push_back(step(run.experiment));
        }
        for (int n = below(6); n > 0; --n) {
            run.guard.push_back({moment(), text(), numbers(), flag(), text()});
        }
        for (int n = below(3); n > 0; --n) {
            run.undo.push_back({text(), text(), text(), act(), flag()});
        }
        if (flag()) {
            run.comparison = Comparison{.before = summary(),
                                        .after = summary(),
                                        .reductionPercent = number(),
                                        .difference = number(),
                                        .low = number(),
                                        .high = number(),
                                        .cohensD = number(),
                                        .throughputBefore = numbers(),
                                        .throughputAfter = numbers(),
                                        .throughputRatio = numbers(),
                                        .seed = m_random(),
                                        .resamples = below(10'000)};
        }
        if (flag()) {
            run.course = MeasureCourse{.windows = {moment(), moment(), moment(), moment()}};
            for (int n = below(5); n > 0; --n) {
                run.course->samples.push_back({toMillis(moment()), number()});
            }
        }
        if (flag()) {
            run.blast = BlastRadius{numbers(),
                                    numbers(),
                                    numbers(),
                                    numbers(),
                                    numbers(),
                                    text(),
                                    static_cast<BlastRadius::Verdict>(below(4))};
        }
        return run;
    }

    /// Without json of its own.
    Experiment experiment()
    {
        using namespace Qt::StringLiterals;
        Experiment experiment{
            .title = u"t"_s + text(),
            .description = u"d"_s + text(),
            .configuration = {{u"a"_s, below(100)}},
            .secrets = {{u"g"_s, QJsonObject{{u"n"_s, QJsonObject{{u"type"_s, u"env"_s}, {u"key"_s, u"KEY"_s}}}}}},
            .rollbackStrategy = static_cast<RollbackStrategy>(below(3)),
            .hypothesisStrategy = static_cast<HypothesisStrategy>(below(5)),
            .drill = text(),
            .service = text(),
            .environment = text(),
            .kind = static_cast<ActionKind>(below(5)),
            .automaticUndo = flag(),
            .guardEvery = Duration{100 + below(5000)}};
        if (flag()) {
            experiment.steadyState = Hypothesis{u"s"_s + text(), {}};
            for (int n = below(3); n > 0; --n) {
                experiment.steadyState->probes.push_back(probe());
            }
        }
        for (int n = below(3); n > 0; --n) {
            experiment.method.push_back(flag() ? action() : probe());
        }
        for (int n = below(3); n > 0; --n) {
            experiment.rollbacks.push_back(action());
        }
        if (flag()) {
            experiment.measure = Measure{.values = u"v"_s + text(),
                                         .throughput = text(),
                                         .window = Duration{1000 + below(5000)},
                                         .unit = static_cast<readiness::Unit>(below(8))};
        }
        return experiment;
    }

private:
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    bool flag() { return below(2) == 0; }
    double number() { return below(4) == 0 ? std::numeric_limits<double>::quiet_NaN() : (below(20001) - 10000) / 7.0; }
    std::optional<double> numbers() { return flag() ? std::optional((below(20001) - 10000) / 7.0) : std::nullopt; }
    std::optional<std::int64_t> counts() { return flag() ? std::optional<std::int64_t>(below(1000)) : std::nullopt; }
    Timestamp moment() { return fromMillis(1'700'000'000'000 + below(1'000'000'000)); }
    std::optional<Timestamp> moments() { return flag() ? std::optional(moment()) : std::nullopt; }
    QString text()
    {
        using namespace Qt::StringLiterals;
        const QStringList texts{QString(), u"a"_s, u"ä \"quoted\"\n"_s, u"x/~y"_s, u"%1 %2"_s};
        return texts.at(below(5));
    }
    QStringList texts() { return flag() ? QStringList{} : QStringList{text(), text()}; }

    Act act()
    {
        using namespace Qt::StringLiterals;
        return {text(), text(), {{u"k"_s, QJsonArray{1, text()}}}};
    }
    Summary summary() { return {below(1000), number(), number(), number(), number(), number()}; }

    Tolerance tolerance()
    {
        using namespace Qt::StringLiterals;
        switch (below(6)) {
        case 0:
            return {Tolerance::Equal{200}};
        case 1:
            return {Tolerance::Range{1, 2.5, text()}};
        case 2:
            return {Tolerance::OneOf{QJsonArray{1, 2, u"c"_s}}};
        case 3:
            return {Tolerance::Regex{u"^ok$"_s, text()}};
        case 4:
            return flag() ? Tolerance{Tolerance::JsonPath{u"$.a"_s, text(), QJsonArray{1}}}
                          : Tolerance{Tolerance::JsonPath{u"$.a"_s, text(), {}, 3}};
        default:
            return {Tolerance::Limit{{readiness::Threshold::Operator::Less, 0.4}, u"< 0.4"_s}};
        }
    }

    Activity probe()
    {
        using namespace Qt::StringLiterals;
        return {.type = Activity::Type::Probe,
                .name = u"p"_s + text(),
                .provider = {{u"type"_s, u"promql"_s}, {u"expr"_s, u"up"_s}},
                .tolerance = tolerance()};
    }

    Activity action()
    {
        using namespace Qt::StringLiterals;
        return {.type = Activity::Type::Action,
                .name = u"a"_s + text(),
                .provider = {{u"type"_s, u"process"_s}, {u"path"_s, u"x"_s}},
                .background = flag(),
                .pauseBefore = Duration{below(3) * 500},
                .pauseAfter = Duration{below(3000)},
                .secrets = flag() ? QStringList{u"g"_s} : QStringList{}};
    }

    StepTarget target()
    {
        using namespace Qt::StringLiterals;
        Preview preview{.target = text(),
                        .request = text(),
                        .command = text(),
                        .tool = text(),
                        .now = text(),
                        .effect = text(),
                        .refusals = texts(),
                        .warnings = texts(),
                        .state = {{u"s"_s, below(9)}},
                        .undoEffect = text()};
        if (flag()) {
            preview.undo = act();
        }
        Outcome outcome{flag(), flag() ? QJsonValue(QJsonObject{{u"status"_s, 200}}) : QJsonValue(), text(), counts()};
        if (flag()) {
            outcome.error = Error{static_cast<Error::Kind>(below(13)), text(), text(), {}};
        }
        return {text(),
                preview,
                outcome,
                {static_cast<Confirmed>(below(3)), text(), counts()},
                static_cast<StepState>(below(6))};
    }

    Step step(const Experiment &experiment)
    {
        using namespace Qt::StringLiterals;
        Step step{.phase = static_cast<StepPhase>(below(5)),
                  .title = text(),
                  .detail = text(),
                  .state = static_cast<StepState>(below(6)),
                  .startedAt = moments(),
                  .endedAt = moments(),
                  .holdUntil = moments(),
                  .error = text()};
        if (!experiment.method.empty() && flag()) {
            step.activity = experiment.method.front();
        }
        for (int n = below(4); n > 0; --n) {
            step.targets.push_back(target());
        }
        for (int n = below(3); n > 0; --n) {
            ProgressReading reading{.at = moment(), .progress = {.done = below(11) / 10.0, .observed = text()}};
            for (int figures = below(3); figures > 0; --figures) {
                reading.progress.figures.push_back({text(), below(1000) / 7.0, static_cast<readiness::Unit>(below(8))});
            }
            step.progress.push_back(std::move(reading));
        }
        if (flag()) {
            step.entry = {{u"output"_s, below(5)}, {u"tolerance_met"_s, flag()}};
        }
        return step;
    }

    std::mt19937_64 m_random;
};

} // namespace readyroom::drills
