#ifndef ADAPTEST_ENGINE_CRITERIA_PROPORTIONAL_H_
#define ADAPTEST_ENGINE_CRITERIA_PROPORTIONAL_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Proportional criterion (Segall, 2004; Barrada, Olea, Ponsoda & Abad, 2008):
// the best item is drawn with a chance proportional to
//
//   I_i^H,   H = N w,
//
// I Fisher information at the current estimate, N the test's length, w its
// progression (progressive.h): by chance at first, by information at the end.
// The value is log(I_i^H / E_i), E_i exponential: the largest of them falls on
// item i with just that chance, also among the items that a blueprint leaves.
struct Proportional {
  static constexpr absl::string_view kName = "proportional";
  static constexpr ParameterSpec kParameters[] = {
      {"acceleration", 0, 20, 1, "s: larger keeps the choice random longer"}};

  double acceleration = 1;

  static absl::StatusOr<Proportional> Make(const Rule& rule);
  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_PROPORTIONAL_H_
