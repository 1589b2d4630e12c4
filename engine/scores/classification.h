#ifndef ADAPTEST_ENGINE_SCORES_CLASSIFICATION_H_
#define ADAPTEST_ENGINE_SCORES_CLASSIFICATION_H_

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/theta_grid.h"

namespace adaptest {

// How well a test tells who is at or above the cut, over a population of
// examinees with weights w_q (their sum 1):
//
//   accuracy     P(the decision is the true one)
//                = sum of w_q (t_q p_q + (1 - t_q) (1 - p_q))
//   consistency  P(two parallel tests decide alike)
//                = sum of w_q (p_q^2 + (1 - p_q)^2)
//
//   p_q   P(pass | theta_q)
//   t_q   the share of node q's cell, theta_q -+ half the spacing, that is at
//         or above theta_cut
struct Classification {
  double accuracy = 0;
  double consistency = 0;
};

// From pass probabilities at the nodes.
Classification ClassificationOf(const ThetaGrid& grid,
                                absl::Span<const double> weights,
                                absl::Span<const double> pass,
                                double theta_cut);

// Lee (2010) for decisions by the raw score on a form: p_q = P(X >= raw_cut |
// theta_q), by Lord and Wingersky.
Classification LeeClassification(const BankTables& tables,
                                 absl::Span<const int> form, int raw_cut,
                                 double theta_cut,
                                 absl::Span<const double> weights);

// Rudner (2001, 2005) for decisions by an estimate of ability, normal about
// theta with this standard error at each node (0 = none):
//   p_q = Phi((theta_q - theta_cut) / standard_error[q]).
Classification RudnerClassification(const ThetaGrid& grid,
                                    absl::Span<const double> standard_error,
                                    double theta_cut,
                                    absl::Span<const double> weights);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_CLASSIFICATION_H_
