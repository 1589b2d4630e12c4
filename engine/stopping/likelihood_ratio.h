#ifndef ADAPTEST_ENGINE_STOPPING_LIKELIHOOD_RATIO_H_
#define ADAPTEST_ENGINE_STOPPING_LIKELIHOOD_RATIO_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Wald's bounds on a log-likelihood ratio: at or above log((1 - beta) / alpha)
// the test is decided for pass, at or below log(beta / (1 - alpha)) for fail.
struct WaldBounds {
  static constexpr ParameterSpec kParameters[] = {
      {"delta", 0.01, 3, 0.2, "half width of the indifference region"},
      {"alpha", 0.0001, 0.4999, 0.05, "rate of false passes"},
      {"beta", 0.0001, 0.4999, 0.05, "rate of false fails"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};

  double delta = 0.2;
  double upper = 2.9444389791664403;  // log(0.95 / 0.05)
  double lower = -2.9444389791664403;
  int min_items = 10;

  static absl::StatusOr<WaldBounds> Make(const Rule& rule);

  bool Decided(double log_ratio) const {
    return log_ratio >= upper || log_ratio <= lower;
  }
};

// Sequential probability ratio test (Reckase, 1983; Eggen, 1999): the
// likelihood ratio of theta_cut + delta to theta_cut - delta.
struct ProbabilityRatio {
  static constexpr absl::string_view kName = "sprt";

  WaldBounds bounds;

  static absl::StatusOr<ProbabilityRatio> Make(const Rule& rule);
  bool ShouldStop(const TestProgress& progress) const;
};

// Generalised likelihood ratio (Bartroff, Finkelman & Lai, 2008; Thompson,
// 2009): the largest likelihood above theta_cut + delta to the largest below
// theta_cut - delta, each over a grid with a spacing of 0.01 that reaches 6
// away from the cut.
struct GeneralizedLikelihoodRatio {
  static constexpr absl::string_view kName = "glr";

  WaldBounds bounds;

  static absl::StatusOr<GeneralizedLikelihoodRatio> Make(const Rule& rule);
  bool ShouldStop(const TestProgress& progress) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_LIKELIHOOD_RATIO_H_
