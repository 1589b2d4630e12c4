#ifndef ADAPTEST_ENGINE_ABILITY_REFINED_POSTERIOR_H_
#define ADAPTEST_ENGINE_ABILITY_REFINED_POSTERIOR_H_

#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/item_bank.h"
#include "engine/posterior.h"
#include "engine/prior.h"

namespace adaptest {

// The posterior of ability given answers, on `grid` if that resolves it, that
// is, if its standard deviation is not below the spacing. Otherwise on a finer
// grid over the part of `grid` that holds the mass (all but exp(-50) of the
// largest density), so that mean, sd and tail probabilities stay exact after
// thousands of answers. The spacing shrinks at least fourfold a step.
Posterior RefinedPosterior(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const Prior& prior, const ThetaGrid& grid);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_REFINED_POSTERIOR_H_
