// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"

#include <QLatin1StringView>

#include <array>
#include <utility>

/// The words that stand for the values of enumerations in what is stored of a run.
namespace readyroom::drills::runnames {

using namespace Qt::StringLiterals;

inline constexpr std::array phases{std::pair{StepPhase::Before, "before"_L1}, std::pair{StepPhase::Method, "method"_L1},
                                   std::pair{StepPhase::After, "after"_L1},
                                   std::pair{StepPhase::Rollback, "rollback"_L1},
                                   std::pair{StepPhase::AfterRollback, "after-rollback"_L1}};
inline constexpr std::array states{
    std::pair{StepState::Waiting, "waiting"_L1}, std::pair{StepState::Running, "running"_L1},
    std::pair{StepState::Holding, "holding"_L1}, std::pair{StepState::Succeeded, "succeeded"_L1},
    std::pair{StepState::Failed, "failed"_L1},   std::pair{StepState::Skipped, "skipped"_L1}};
inline constexpr std::array confirmations{std::pair{Confirmed::Yes, "yes"_L1}, std::pair{Confirmed::No, "no"_L1},
                                          std::pair{Confirmed::Unknown, "unknown"_L1}};
inline constexpr std::array blastVerdicts{
    std::pair{BlastRadius::Verdict::Bearable, "bearable"_L1}, std::pair{BlastRadius::Verdict::Heavy, "heavy"_L1},
    std::pair{BlastRadius::Verdict::TooMuch, "too-much"_L1}, std::pair{BlastRadius::Verdict::Unknown, "unknown"_L1}};
inline constexpr std::array errorKinds{std::pair{Error::Kind::Parse, "parse"_L1},
                                       std::pair{Error::Kind::Config, "config"_L1},
                                       std::pair{Error::Kind::Timeout, "timeout"_L1},
                                       std::pair{Error::Kind::Dns, "dns"_L1},
                                       std::pair{Error::Kind::Connect, "connect"_L1},
                                       std::pair{Error::Kind::Tls, "tls"_L1},
                                       std::pair{Error::Kind::Http, "http"_L1},
                                       std::pair{Error::Kind::TooLarge, "too-large"_L1},
                                       std::pair{Error::Kind::NotExposed, "not-exposed"_L1},
                                       std::pair{Error::Kind::Limit, "limit"_L1},
                                       std::pair{Error::Kind::Cancelled, "cancelled"_L1},
                                       std::pair{Error::Kind::Io, "io"_L1},
                                       std::pair{Error::Kind::Unsupported, "unsupported"_L1}};

/// Empty when the value is none of the enumeration's.
[[nodiscard]] QString nameOf(const auto &names, auto value)
{
    for (const auto &[known, name] : names) {
        if (known == value) {
            return name;
        }
    }
    return {};
}

} // namespace readyroom::drills::runnames
