#ifndef ADAPTEST_CALIBRATION_MODEL_LADDER_H_
#define ADAPTEST_CALIBRATION_MODEL_LADDER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/response_data.h"

namespace adaptest {

// The model of a dichotomous item by the number of its answers: 1pl, with as
// many answers as `two_pl` 2pl, with as many as `three_pl` 3pl. Few answers
// tell a difficulty; a discrimination, and more so a lower asymptote, only
// many.
struct ModelLadder {
  int two_pl = 250;
  int three_pl = 1000;

  // "250,1000".
  static absl::StatusOr<ModelLadder> Parse(absl::string_view text);

  // Gives the dichotomous items of the data their models.
  void Apply(ResponseData& data) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_MODEL_LADDER_H_
