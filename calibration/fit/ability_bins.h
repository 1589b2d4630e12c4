#ifndef ADAPTEST_CALIBRATION_FIT_ABILITY_BINS_H_
#define ADAPTEST_CALIBRATION_FIT_ABILITY_BINS_H_

#include <optional>
#include <vector>

#include "calibration/fit/abilities.h"
#include "calibration/fit/fitted_model.h"

namespace adaptest {

// One point of an item's empirical curve beside the fitted one.
struct CurveBin {
  int category;
  int bin;                // from 1, by ascending ability
  double n;               // persons
  double eap;             // their mean ability, without this item
  double observed;        // share of them who answered `category`
  double fitted;          // its expectation
  double standard_error;  // of `observed` where the model holds
  std::optional<double> z;
};

struct ItemCurve {
  std::vector<CurveBin> bins;  // by category, then bin
  int num_bins = 0;
  std::optional<double> largest_z;  // of |z|
  std::optional<double> p;          // of such a one or a larger, see below
};

// Empirical against fitted curves, on any data, also adaptive ones. Persons
// who answered item i are put into bins of about as many each by the EAP from
// their other answers, so that neither the answer nor its error moves them;
// equal EAPs share a bin. Each person's answer has the probability
//
//   P_k = integral of P(X_i = k | theta) over the posterior of theta given the
//         person's other answers,
//
// its exact expectation under the model, and in each bin
//
//   fitted = mean of P_k,  z = sum of (x_k - P_k) / sqrt(sum of P_k (1 - P_k))
//
//   x_k  1 where the answer is k, else 0
//
// z is about standard normal where the model holds and the parameters are
// known; estimating them from the same answers makes it a little smaller. It is
// empty where the variance below the root is under kMinBinVariance, too little
// for a normal. The largest |z| of m has p = min(1, 2 m (1 - Phi(|z|)))
// (Bonferroni), which errs on the safe side; m leaves out category 0 of a
// dichotomous item, which repeats 1.
inline constexpr int kMinPersonsInBin = 20;
inline constexpr double kMinBinVariance = 5;
inline constexpr int kMaxBins = 50;

// One for each item of the data. At most `bins`, in [1, kMaxBins], and fewer
// where they would hold under kMinPersonsInBin persons. Limits of bins are
// found from the first 20 000 persons of each item.
std::vector<ItemCurve> CurvesByAbility(const FittedModel& model,
                                       const Abilities& abilities, int bins,
                                       int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_ABILITY_BINS_H_
