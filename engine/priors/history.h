#ifndef ADAPTEST_ENGINE_PRIORS_HISTORY_H_
#define ADAPTEST_ENGINE_PRIORS_HISTORY_H_

#include <algorithm>
#include <cassert>
#include <cmath>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/math/curve_point.h"
#include "engine/priors/normal.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// What a learner's last session left: the mean and standard deviation of its
// posterior, and the days since. sd > 0, days >= 0.
struct LearnerHistory {
  double mean = 0;
  double sd = 1;
  double days = 0;

  bool operator==(const LearnerHistory&) const = default;
};

// Prior density of a learner whose earlier sessions are known:
//
//   N(m + growth_per_day d, min(v + variance_per_day d, sd^2))
//
//   m, v   mean and variance of the posterior of the last session
//   d      days since
//   sd     standard deviation of ability in the population
//
// A posterior carried forward replaces the population's N(mean, sd^2), which is
// the prior of a learner without history; the two are never multiplied.
struct HistoryPrior {
  static constexpr absl::string_view kName = "history";
  static constexpr ParameterSpec kParameters[] = {
      {"mean", -50, 50, 0, "mean ability of the population"},
      {"sd", 0.01, 50, 1, "standard deviation of ability in the population"},
      {"growth_per_day", -1, 1, 0, "what ability gains in a day"},
      {"variance_per_day", 0, 10, 0.001,
       "what the variance of ability gains in a day"}};

  NormalPrior population;
  double growth_per_day = 0;
  double variance_per_day = 0.001;

  static absl::StatusOr<HistoryPrior> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    return HistoryPrior{{values[0], values[1]}, values[2], values[3]};
  }

  // The prior of a learner with this history.
  NormalPrior After(const LearnerHistory& history) const {
    assert(history.sd > 0 && history.days >= 0);
    const double variance =
        std::min(history.sd * history.sd + variance_per_day * history.days,
                 population.sd * population.sd);
    return {history.mean + growth_per_day * history.days, std::sqrt(variance)};
  }

  // That of a learner without history.
  CurvePoint LogDensity(double theta) const {
    return population.LogDensity(theta);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIORS_HISTORY_H_
