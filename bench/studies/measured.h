#ifndef ADAPTEST_BENCH_STUDIES_MEASURED_H_
#define ADAPTEST_BENCH_STUDIES_MEASURED_H_

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/types/span.h"

namespace adaptest {

// A figure with its standard error.
struct Measured {
  double value = 0;
  double error = 0;
};

// The mean of independent values, of which there are two or more.
inline Measured MeanOf(absl::Span<const double> values) {
  const double n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

// The root of a mean of squares, its error by the delta method.
inline Measured RootMeanOf(absl::Span<const double> squares) {
  const Measured mean = MeanOf(squares);
  const double root = std::sqrt(mean.value);
  return {root, mean.error / (2 * root)};
}

// "0.912 (0.003)".
inline std::string Shown(const Measured& figure, int digits) {
  return absl::StrFormat("%.*f (%.*f)", digits, figure.value, digits,
                         figure.error);
}

inline std::string Shown(double value, int digits) {
  return absl::StrFormat("%.*f", digits, value);
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_MEASURED_H_
