#ifndef ADAPTEST_ENGINE_CRITERIA_PROGRESSIVE_H_
#define ADAPTEST_ENGINE_CRITERIA_PROGRESSIVE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// How far a test has come, in [0, 1]: 0 before its first item, 1 at its last,
//
//   sum over f = 1 ... n of f^s / sum over f = 1 ... N - 1 of f^s,
//
// n items given of N; the acceleration s decides how long the early part lasts
// (Barrada, Olea, Ponsoda & Abad, 2008).
double TestProgression(int num_given, int length, double acceleration);

// Progressive criterion (Revuelta & Ponsoda, 1998): a random value gives way to
// information as the test goes on,
//
//   (1 - w) R_i max over j of I_j + w I_i,   R_i ~ U(0, 1),
//
// w the test's progression, I Fisher information at the current estimate.
struct Progressive {
  static constexpr absl::string_view kName = "progressive";
  static constexpr ParameterSpec kParameters[] = {
      {"acceleration", 0, 20, 1, "s: larger keeps the choice random longer"}};

  double acceleration = 1;

  static absl::StatusOr<Progressive> Make(const Rule& rule);
  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;

  // With given random numbers, one an item. `information` becomes the values.
  static void Mix(double progression, absl::Span<const double> uniform,
                  absl::Span<double> information);
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_PROGRESSIVE_H_
