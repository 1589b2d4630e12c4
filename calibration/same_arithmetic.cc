#include "calibration/same_arithmetic.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

constexpr int kPoints = 512;

// Values of the functions that calibration uses, as bytes.
std::string Sample() {
  std::vector<double> values;
  for (int i = 1; i <= kPoints; ++i) {
    const double x = 0.0137 * i;
    values.insert(values.end(),
                  {std::exp(-x), std::log(x), std::log1p(x), std::expm1(-x),
                   std::pow(x, 0.37), std::lgamma(x), std::tanh(x)});
  }
  return std::string(reinterpret_cast<const char*>(values.data()),
                     values.size() * sizeof(double));
}

}  // namespace

absl::Status CheckSameArithmetic(Ranks& ranks) {
  if (ranks.size() == 1) return absl::OkStatus();
  const std::vector<std::string> samples = ranks.Gather(Sample());
  for (int r = 1; r < ranks.size(); ++r) {
    if (samples[r] == samples[0]) continue;
    return absl::FailedPreconditionError(
        absl::StrCat("rank ", r,
                     " calculates otherwise than rank 0: all machines need "
                     "processors and a C library of one kind"));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
