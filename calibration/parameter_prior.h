#ifndef ADAPTEST_CALIBRATION_PARAMETER_PRIOR_H_
#define ADAPTEST_CALIBRATION_PARAMETER_PRIOR_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/prior_density.h"
#include "engine/response_model.h"

namespace adaptest {

// A prior on one item parameter: a density of the parameter, of its logarithm
// or of its logit, on that scale. No Jacobian is added, so c = beta(..) and
// logit(c) = normal(..) are different kinds of statement and have different
// modes.
struct ParameterPrior {
  enum class Scale { kIdentity, kLog, kLogit };

  // Value, slope and curvature of the log density in the parameter itself.
  // Outside the support the value is -infinity and the rest is 0.
  struct LogDensity {
    double value = 0;
    double slope = 0;
    double curvature = 0;
  };

  LogDensity At(double parameter) const;

  // Whether it is about the parameter of this name: its own; a prior on b is
  // about the steps and boundaries b1, b2 .. too.
  bool AppliesTo(absl::string_view name) const;

  std::string parameter;
  Scale scale = Scale::kIdentity;
  PriorDensity density;
};

// "c=beta(5,17)", "logit(c)=normal(-1.1,0.5)". Unknown parameters, scales and
// densities, and arguments out of range, are errors that say what is allowed.
absl::StatusOr<ParameterPrior> ParseParameterPrior(absl::string_view text);

// The same, as text.
std::string PriorText(const ParameterPrior& prior);

// The priors of a calibration.
class PriorChoice {
 public:
  PriorChoice() = default;  // "default"

  // {"default"}, {"none"} or one text a prior (see ParseParameterPrior); a
  // parameter may have one prior.
  static absl::StatusOr<PriorChoice> Parse(absl::Span<const std::string> texts);

  // The priors on an item. By default none, except for 3pl and 4pl:
  // a=lognormal(0,0.5), b=normal(0,2), c=beta(5,17), d=beta(17,5).
  std::vector<ParameterPrior> For(absl::string_view item_id,
                                  const ResponseModel& model) const;

  // A prior on one item, in place of the others on that parameter of it.
  void AddForItem(const std::string& item_id, ParameterPrior prior);

  // Refuses a prior on a parameter that none of these models has.
  absl::Status CheckAllUsed(absl::Span<const ResponseModel> models) const;

 private:
  bool is_default_ = true;
  std::vector<ParameterPrior> priors_;
  std::map<std::string, std::vector<ParameterPrior>, std::less<>> by_item_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PARAMETER_PRIOR_H_
