#ifndef ADAPTEST_CALIBRATION_FIT_BENJAMINI_HOCHBERG_H_
#define ADAPTEST_CALIBRATION_FIT_BENJAMINI_HOCHBERG_H_

#include <optional>
#include <vector>

#include "absl/types/span.h"

namespace adaptest {

// Probabilities adjusted for the false discovery rate (Benjamini & Hochberg,
// 1995): with p_(1) <= ... <= p_(m) in ascending order,
//
//   adjusted_(i) = min over j >= i of min(1, p_(j) m / j)
//
// Calling every test significant whose adjusted value is at most q keeps the
// expected share of false ones among them at q or below. Tests without a
// probability have none afterwards, and do not count towards m.
std::vector<std::optional<double>> BenjaminiHochberg(
    absl::Span<const std::optional<double>> p);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_BENJAMINI_HOCHBERG_H_
