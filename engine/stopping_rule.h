#ifndef ADAPTEST_ENGINE_STOPPING_RULE_H_
#define ADAPTEST_ENGINE_STOPPING_RULE_H_

#include <variant>

#include "absl/status/statusor.h"
#include "engine/rule.h"
#include "engine/stopping/combined.h"
#include "engine/stopping/confidence_interval.h"
#include "engine/stopping/curtailment.h"
#include "engine/stopping/fixed_length.h"
#include "engine/stopping/information_below.h"
#include "engine/stopping/length.h"
#include "engine/stopping/likelihood_ratio.h"
#include "engine/stopping/mastery_decided.h"
#include "engine/stopping/standard_error_below.h"
#include "engine/stopping/standard_error_change_below.h"
#include "engine/stopping/test_progress.h"
#include "engine/stopping/theta_change_below.h"
#include "engine/stopping/time_limit.h"

namespace adaptest {

// The family of stopping rules. To add one: a file in engine/stopping/, its
// name here.
using StoppingRuleMember =
    std::variant<FixedLength, Length, StandardErrorBelow, ThetaChangeBelow,
                 StandardErrorChangeBelow, InformationBelow, TimeLimit,
                 ConfidenceInterval, MasteryDecided, ProbabilityRatio,
                 GeneralizedLikelihoodRatio, Curtailment, AnyOf, AllOf>;

struct StoppingRule {
  StoppingRuleMember member;
};

absl::StatusOr<StoppingRule> MakeStoppingRule(const Rule& rule);

inline bool ShouldStop(const StoppingRule& rule, const TestProgress& progress) {
  return std::visit([&](const auto& r) { return r.ShouldStop(progress); },
                    rule.member);
}

// Whether the rule can end a test before its full length.
bool MayStopEarly(const StoppingRule& rule, int length);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_RULE_H_
