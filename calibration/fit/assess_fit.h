#ifndef ADAPTEST_CALIBRATION_FIT_ASSESS_FIT_H_
#define ADAPTEST_CALIBRATION_FIT_ASSESS_FIT_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/fit/abilities.h"
#include "calibration/fit/ability_bins.h"
#include "calibration/fit/classical.h"
#include "calibration/fit/complete_block.h"
#include "calibration/fit/latent_sd.h"
#include "calibration/fit/m2.h"
#include "calibration/fit/mean_squares.h"
#include "calibration/fit/person_fit.h"
#include "calibration/fit/residual_correlations.h"
#include "calibration/fit/s_x2.h"
#include "calibration/person_estimate.h"
#include "calibration/response_data.h"
#include "engine/item_bank.h"

namespace adaptest {

struct FitOptions {
  int nodes = 61;
  double range = 6;  // nodes lie on [-range, range], in latent sds

  // Of the population; where empty, 1, or estimated where there are rasch or
  // pcm items.
  std::optional<double> latent_sd = {};

  // The parameters were estimated from other answers than these.
  bool known_parameters = false;

  int bins = 10;           // of ability, at most
  double min_block = 100;  // persons of a complete block
  double min_common = 30;  // persons who answered both items of a pair
  int threads = 1;

  // Called before each step, with what it is.
  std::function<void(const char*)> progress = {};
};

// Refuses options out of range; the message names option, value and range.
absl::Status CheckFitOptions(const FitOptions& options);

// All that is said of an item. What is not defined is empty.
struct ItemFit {
  const Item* item = nullptr;  // in the bank
  ClassicalStatistics classical;
  ChiSquareTest s_x2;
  std::optional<double> s_x2_p_adjusted;  // false discovery rate
  ResidualFit residuals;
  ItemCurve curve;
  std::optional<double> curve_p_adjusted;
};

struct FitReport {
  std::vector<ItemFit> items;  // of the data, in its order
  CompleteBlock block;
  ModelFit model_fit;
  ResidualCorrelations q3;
  std::vector<PersonEstimate> persons;
  PersonFitSummary person_fit;
  Abilities abilities;
  LatentSd latent_sd;
  bool latent_sd_estimated = false;
  double num_persons = 0;  // with their weights
  double num_responses = 0;
  double log_likelihood = 0;
};

// How well the items of the bank fit the answers: S-X2 and M2 on the largest
// complete block, mean squares, Q3, curves by ability, lz* and classical
// statistics on all answers. Results do not depend on the number of threads.
//
// Errors: options out of range, an answered item that is not in the bank, no
// answers.
absl::StatusOr<FitReport> AssessFit(const ItemBank& bank,
                                    const ResponseData& data,
                                    const FitOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_ASSESS_FIT_H_
