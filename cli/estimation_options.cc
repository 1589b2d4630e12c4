#include "cli/estimation_options.h"

#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/command.h"
#include "cli/prior_option.h"
#include "engine/status_macros.h"

namespace adaptest {

void EstimationOptions::AddTo(CLI::App& command) {
  command.add_option(
      "--method", method,
      "ability estimate: eap, map, mle, wle (Warm), huber or tukey (robust)");
  command.add_option("--tuning", tuning,
                     "tuning constant of huber (default 1) and tukey (4)");
  command.add_option("--se", standard_error,
                     "information behind the standard error of map, mle and "
                     "wle: expected (default) or observed");
  command.add_option("--prior", prior,
                     "for eap and map: normal(MEAN,SD), uniform, jeffreys or "
                     "grid(FILE) with columns theta and density");
  command.add_option("--nodes", nodes, "nodes of the theta grid");
  command.add_option("--range", range, "LO,HI: ends of the theta grid");
  command.add_option("--bounds", bounds,
                     "LO,HI: limits of likelihood estimates (default: the "
                     "range)");
}

absl::StatusOr<AbilityEstimator> EstimationOptions::Estimator() const {
  Rule rule;
  rule.rule = method;
  if (tuning) rule.parameters["tuning"] = *tuning;
  if (!standard_error.empty()) {
    rule.options["standard_error"] = standard_error;
  }
  auto estimator = MakeAbilityEstimator(rule);
  if (!estimator.ok()) return UsageError(estimator.status().message());
  return estimator;
}

absl::StatusOr<EstimationSettings> EstimationOptions::Settings() const {
  EstimationSettings settings;
  ASSIGN_OR_RETURN(const auto ends, ParseInterval("--range", range));
  const auto grid = ThetaGrid::Make(nodes, ends.first, ends.second);
  if (!grid.ok()) return UsageError(grid.status().message());
  settings.grid = *grid;
  ASSIGN_OR_RETURN(settings.prior, ReadPriorOption(prior));
  ASSIGN_OR_RETURN(const auto limits,
                   ParseInterval("--bounds", bounds.empty() ? range : bounds));
  settings.lower_bound = limits.first;
  settings.upper_bound = limits.second;
  return settings;
}

absl::StatusOr<std::pair<double, double>> ParseInterval(
    const std::string& option, const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ',');
  std::pair<double, double> interval;
  if (parts.size() == 2 && absl::SimpleAtod(parts[0], &interval.first) &&
      absl::SimpleAtod(parts[1], &interval.second) &&
      std::isfinite(interval.first) && std::isfinite(interval.second) &&
      interval.first < interval.second) {
    return interval;
  }
  return UsageError(
      absl::StrCat(option, " \"", text,
                   "\" is not two numbers LO,HI, the first below the second"));
}

}  // namespace adaptest
