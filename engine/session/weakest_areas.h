#ifndef ADAPTEST_ENGINE_SESSION_WEAKEST_AREAS_H_
#define ADAPTEST_ENGINE_SESSION_WEAKEST_AREAS_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/scored_answer.h"
#include "engine/session/prepared_exam.h"

namespace adaptest {

// The standard deviation of the areas' own abilities that the ranking works
// with where the exam has none (areaSds empty or all 0). Without one every area
// would have the ability theta, and nothing could be ranked. What is reported
// keeps the exam's own.
inline constexpr double kRankingAreaSd = 0.5;

// The areas of the exam by what a learner's earlier answers say of them, the
// weakest first: by the posterior mean of theta_k (scores/area_readiness.h),
// equal ones by index. Earlier answers may be from any session, also several to
// one item, which count as independent. The prior of theta is the population's
// of the mode's selection prior: a history made of the same answers would count
// them twice. An area without answers has the mean of theta.
//
// Empty where there are no answers, or the exam names no areas.
std::vector<int> WeakestAreas(const PreparedExam& exam,
                              const PreparedMode& mode,
                              absl::Span<const ScoredAnswer> answers);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_WEAKEST_AREAS_H_
