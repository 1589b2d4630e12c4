#ifndef ADAPTEST_BENCH_STUDIES_RECOVERY_H_
#define ADAPTEST_BENCH_STUDIES_RECOVERY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "bench/studies/measured.h"
#include "engine/response_model.h"

namespace adaptest {

// What true parameters are drawn from: log a ~ N(0, sd_log_a^2),
// b ~ N(0, sd_b^2), and c ~ beta(5, 17), or logit c ~ N(-1.1, 0.5^2).
struct TruthDistribution {
  double sd_log_a;
  double sd_b;
  bool c_is_logit_normal;
};

// Replicates of: draw item parameters, persons from N(0, 1) and their answers
// to all items; calibrate with `priors`; compare.
struct RecoveryDesign {
  std::string name;
  ResponseModel model;
  TruthDistribution truth;
  std::vector<std::string> priors;  // of the calibration
  int persons = 1000;
  int items = 30;
  int draws = 99;  // of an approximate posterior
  bool profile = false;
  uint64_t seed = 1;
};

// The designs of the study, by name.
std::vector<RecoveryDesign> RecoveryDesigns();

// One item parameter. The working scale is log a, b, logit c, on which its
// posterior is taken as N(estimate, error^2), the error by the delta method;
// `rank` is the number of draws from that below the truth, 0 to `draws`.
struct RecoveredParameter {
  double truth = 0;
  double estimate = 0;
  double error = 0;  // 0 where the estimate is at an end of its range
  double working_truth = 0;
  double working_estimate = 0;
  double working_error = 0;
  int rank = 0;
  double profile_lower = 0, profile_upper = 0;  // both 0: none was asked for
};

struct RecoveryReplicate {
  std::vector<std::vector<RecoveredParameter>> parameters;  // [a, b, c][item]
  bool converged = false;
};

absl::StatusOr<RecoveryReplicate> RunRecovery(const RecoveryDesign& design,
                                              int replicate);

// Of one parameter over all replicates. Errors take a replicate, whose items
// have their persons in common, as the unit.
struct RecoverySummary {
  int at_bound = 0;  // estimates without an error: they count nowhere
  Measured standard_error;
  Measured rmse;
  Measured bias;              // of the estimate, natural scale
  Measured working_bias;      // in standard errors, working scale
  double bias_of_items = 0;   // mean over items of |mean over replicates|
  Measured coverage;          // of estimate +- 1.96 standard errors
  Measured working_coverage;  // of the same on the working scale
  Measured profile_coverage;  // 0 where there are none
  std::vector<double> ranks;  // share of ranks by bin
  double chi_square = 0;      // of the ranks, as if all were independent
  double p = 0;
  double clustered = 0;  // with the covariance between replicates
  double clustered_p = 0;
};
inline constexpr int kRankBins = 10;

RecoverySummary Summarise(absl::Span<const RecoveryReplicate> replicates,
                          int parameter, int draws);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_RECOVERY_H_
