#ifndef ADAPTEST_ENGINE_PERSON_FIT_CUSUM_RULE_H_
#define ADAPTEST_ENGINE_PERSON_FIT_CUSUM_RULE_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/person_fit/residual_cusum.h"
#include "engine/rule.h"

namespace adaptest {

// When a mode calls a person's answers aberrant: where an extreme of the
// residual CUSUM lies beyond its bound.
//
// The bounds are found by simulation
// (calibration/simulation/find_cusum_bounds.h), not asked of anybody: they
// stand in the rule's parameters.
struct CusumRule {
  static constexpr absl::string_view kName = "residual_cusum";
  static constexpr ParameterSpec kParameters[] = {
      {"false_alarm_rate", 0.001, 0.5, 0.05,
       "share of examinees who fit the model that is called aberrant"},
      {"upper", 0, 1, 1, "largest C+ that is not; found by simulation"},
      {"lower", -1, 0, -1, "smallest C- that is not; found by simulation"}};

  double false_alarm_rate = 0.05;
  std::optional<CusumExtremes> bounds;  // empty where not yet found

  // Refuses another name, and one bound without the other.
  static absl::StatusOr<CusumRule> Make(const Rule& rule);

  // Refuses a rule without bounds.
  absl::Status CheckReady() const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PERSON_FIT_CUSUM_RULE_H_
