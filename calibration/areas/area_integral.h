#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_INTEGRAL_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_INTEGRAL_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/areas/lattice_normal.h"

namespace adaptest {

// One person's answers to the items of one area, with its deviation integrated
// out (Gibbons & Hedeker, 1992):
//
//   L(q) = sum over j of w_j exp S(q + j),   -J <= j <= J
//
//   S(u)  sum of the log probabilities of the answers at theta + delta = u
//   w_j   weights of delta = j h (lattice_normal.h)
//
// All in units of a number that the logarithm gets back. Where S spans more
// than kLargestSpan, each q has a number of its own, so that nothing underflows
// however long the test is. Reused from person to person; not for two threads.
class AreaIntegral {
 public:
  static constexpr double kLargestSpan = 600;

  // log_likelihood[q] += log L(q) for q in [0, nodes). sums[u] = S(u), of
  // nodes + 2 margin elements, sums[margin + q] is at theta node q; margin is
  // at least J, and 1. Both must outlive the next call of Spread.
  void AddTo(const LatticeNormal& delta, double spacing, const double* sums,
             int margin, absl::Span<double> log_likelihood);

  // Given the posterior of theta, posterior[q], 0 outside [begin, end): that of
  // theta + delta, in counts()[u], and the derivative of the person's
  // log-likelihood in the variance of delta,
  //
  //   (E[delta^2] - v) / Var(delta^2), and at v = 0 its limit
  //   sum over q of posterior (exp(S(q+1) - S(q)) + exp(S(q-1) - S(q)) - 2)
  //     / (2 h^2)
  void Spread(absl::Span<const double> posterior, int begin, int end);

  // [u], as long as sums; 0 outside [counts_begin, counts_end).
  const double* counts() const { return counts_.data(); }
  int counts_begin() const { return counts_begin_; }
  int counts_end() const { return counts_end_; }
  double slope() const { return slope_; }

 private:
  void AddScaled(absl::Span<double> log_likelihood);
  void AddNodeByNode(absl::Span<double> log_likelihood);
  double SpreadScaled(absl::Span<const double> posterior, int begin, int end);
  double SpreadNodeByNode(absl::Span<const double> posterior, int begin,
                          int end);
  double SlopeAtZero(absl::Span<const double> posterior, int begin,
                     int end) const;

  const LatticeNormal* delta_ = nullptr;
  double spacing_ = 0;
  const double* sums_ = nullptr;
  int margin_ = 0;
  bool scaled_ = true;              // by one number for all q
  std::vector<double> exp_sums_;    // [u], where scaled
  std::vector<double> likelihood_;  // [q], in units of exp(base)
  std::vector<double> base_;        // [q], where not scaled
  std::vector<double> counts_;      // [u]
  std::vector<double> squares_;     // [u], weighted by delta^2
  int counts_begin_ = 0;
  int counts_end_ = 0;
  double slope_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_INTEGRAL_H_
