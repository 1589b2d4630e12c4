#ifndef ADAPTEST_CALIBRATION_PASS_PRECISION_H_
#define ADAPTEST_CALIBRATION_PASS_PRECISION_H_

#include <algorithm>
#include <cmath>
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

// Sums in the precision of the kernels, which go over to double totals after so
// many answers; in double precision they are the totals.
//
// What goes over is rounded to multiples of one power of two, so that sums of
// totals are exact, and the same in any order, as long as none is above
// `highest`: the multiple is highest 2^-51 or up to twice that (the
// pre-rounding of Demmel & Nguyen, 2013, "Fast reproducible floating-point
// summation").
template <class Real>
class Sums {
 public:
  Sums(AlignedVector& totals, size_t most_answers, double highest)
      : totals_(totals),
        sums_(totals.size(), Real{0}),
        most_answers_(most_answers) {
    // Doubles between 2 and 4 times 2^exponent are multiples of 2^(exponent -
    // 51): what is added to 3 of them is rounded to that.
    int exponent = 0;
    std::frexp(highest, &exponent);
    rounder_ = std::ldexp(3.0, exponent);
  }
  Real* data() { return sums_.data(); }
  void Added(size_t answers) {
    answers_ += answers;
    if (answers_ >= most_answers_) Flush();
  }
  void Flush() {
    for (size_t j = 0; j < sums_.size(); ++j) {
      totals_[j] += (sums_[j] + rounder_) - rounder_;
    }
    std::fill(sums_.begin(), sums_.end(), Real{0});
    answers_ = 0;
  }

 private:
  AlignedVector& totals_;
  Aligned<Real> sums_;
  size_t most_answers_;
  double rounder_;
  size_t answers_ = 0;
};
template <>
class Sums<double> {
 public:
  Sums(AlignedVector& totals, size_t, double) : totals_(totals) {}
  double* data() { return totals_.data(); }
  void Added(size_t) {}
  void Flush() {}

 private:
  AlignedVector& totals_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PASS_PRECISION_H_
