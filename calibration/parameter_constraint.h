#ifndef ADAPTEST_CALIBRATION_PARAMETER_CONSTRAINT_H_
#define ADAPTEST_CALIBRATION_PARAMETER_CONSTRAINT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/response_data.h"

namespace adaptest {

// Parameters of items that are equal to one another, or to a number:
//
//   a(Q1,Q2,Q7)         these three are equal
//   b(Q1)=b2(Q5)        so are these two
//   c(*)=0.2            that of every item that has a c is 0.2
struct ParameterConstraint {
  struct Term {
    std::string parameter;           // as in ParametersOf: "a", "b2"
    std::vector<std::string> items;  // by id; empty: all that have it
  };
  std::vector<Term> terms;
  std::optional<double> value;
  std::string text;

  static absl::StatusOr<ParameterConstraint> Parse(absl::string_view text);
};

// One parameter of one item.
struct ParameterPlace {
  int item;  // in the response data
  int slot;  // in the order of ParametersOf
};

// The parameters that a constraint speaks of, in the order of its text. Refuses
// an item that is not in the data, a parameter that the item does not have, a
// value outside its range, and a constraint that binds nothing.
absl::StatusOr<std::vector<ParameterPlace>> PlacesOf(
    const ParameterConstraint& constraint, const ResponseData& data);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PARAMETER_CONSTRAINT_H_
