#ifndef ADAPTEST_ENGINE_BLUEPRINT_PROPORTION_H_
#define ADAPTEST_ENGINE_BLUEPRINT_PROPORTION_H_

#include "absl/types/span.h"
#include "engine/blueprint/blueprint.h"

namespace adaptest {

// The rule for tests that may stop early: after n of N items every count c of
// the blueprint is near its share,
//
//   floor(c_lower n / N) - 1 <= given <= ceil(c_upper n / N) + 1,
//
// and no upper bound is passed; c_lower and c_upper are the constraint's bounds
// at full length. A completion to N within the blueprint exists because every
// item came from a shadow test.
bool IsProportional(const Blueprint& blueprint, absl::Span<const int> given);

// Of candidates for the next item, in their order, those that leave the test
// proportional. Where none does, those of the constraint that lags most behind
// its share, so that the largest deficit goes first. Not empty unless
// `candidates` is.
std::vector<int> ProportionalCandidates(const Blueprint& blueprint,
                                        absl::Span<const int> given,
                                        absl::Span<const int> candidates);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_PROPORTION_H_
