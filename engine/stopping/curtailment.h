#ifndef ADAPTEST_ENGINE_STOPPING_CURTAILMENT_H_
#define ADAPTEST_ENGINE_STOPPING_CURTAILMENT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stochastic curtailment (Finkelman, 2008): stops once the decision at full
// length, whatever the mode's decision rule, is known with probability gamma,
// over the posterior of ability and the answers still to come to what is left
// of the shadow test (scores/final_decision.h).
struct Curtailment {
  static constexpr absl::string_view kName = "curtailment";
  static constexpr ParameterSpec kParameters[] = {
      {"gamma", 0.5, 0.9999, 0.95, "probability of the final decision"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};

  double gamma = 0.95;
  int min_items = 10;

  static absl::StatusOr<Curtailment> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    Curtailment made;
    made.gamma = values[0];
    made.min_items = static_cast<int>(values[1]);
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= min_items &&
           IsKnown(progress.final_pass_probability());
  }

 private:
  bool IsKnown(double pass_probability) const {
    return pass_probability >= gamma || pass_probability <= 1 - gamma;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_CURTAILMENT_H_
