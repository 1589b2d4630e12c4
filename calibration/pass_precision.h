#ifndef ADAPTEST_CALIBRATION_PASS_PRECISION_H_
#define ADAPTEST_CALIBRATION_PASS_PRECISION_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/math/aligned_vector.h"

namespace adaptest {

// What a pass over persons needs in order to work in single precision on
// tables and totals that are double.

template <class Real>
using Aligned = std::vector<Real, AlignedAllocator<Real>>;

// The table in the precision of the kernels: itself where that is double.
template <class Real>
struct Converted {
  explicit Converted(const AlignedVector& from)
      : copy(from.begin(), from.end()), data(copy.data()) {}
  Aligned<Real> copy;
  const Real* data;
};
template <>
struct Converted<double> {
  explicit Converted(const AlignedVector& from) : data(from.data()) {}
  const double* data;
};

// Sums in the precision of the kernels, which go over to double totals after
// kAnswersPerNumber answers for each number of the table; in double precision
// they are the totals.
template <class Real>
class Sums {
 public:
  static constexpr size_t kAnswersPerNumber = 8;

  explicit Sums(AlignedVector& totals)
      : totals_(totals), sums_(totals.size(), Real{0}) {}
  Real* data() { return sums_.data(); }
  void Added(size_t answers) {
    answers_ += answers;
    if (answers_ >= kAnswersPerNumber * sums_.size()) Flush();
  }
  void Flush() {
    for (size_t j = 0; j < sums_.size(); ++j) totals_[j] += sums_[j];
    std::fill(sums_.begin(), sums_.end(), Real{0});
    answers_ = 0;
  }

 private:
  AlignedVector& totals_;
  Aligned<Real> sums_;
  size_t answers_ = 0;
};
template <>
class Sums<double> {
 public:
  explicit Sums(AlignedVector& totals) : totals_(totals) {}
  double* data() { return totals_.data(); }
  void Added(size_t) {}
  void Flush() {}

 private:
  AlignedVector& totals_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PASS_PRECISION_H_
