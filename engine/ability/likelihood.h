#ifndef ADAPTEST_ENGINE_ABILITY_LIKELIHOOD_H_
#define ADAPTEST_ENGINE_ABILITY_LIKELIHOOD_H_

#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/math/curve_point.h"
#include "engine/scored_answer.h"

namespace adaptest {

// Log-likelihood of answers, sum over i of log P(X_i = x_i | theta), with its
// first and second derivative in theta (exact, by automatic differentiation).
CurvePoint LikelihoodAt(const ItemBank& bank,
                        absl::Span<const ScoredAnswer> answers, double theta);

// The value alone.
double LogLikelihood(const ItemBank& bank,
                     absl::Span<const ScoredAnswer> answers, double theta);

// Fisher information about theta in the items answered.
double TestInformation(const ItemBank& bank,
                       absl::Span<const ScoredAnswer> answers, double theta);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_LIKELIHOOD_H_
