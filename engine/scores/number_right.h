#ifndef ADAPTEST_ENGINE_SCORES_NUMBER_RIGHT_H_
#define ADAPTEST_ENGINE_SCORES_NUMBER_RIGHT_H_

#include <vector>

#include "absl/types/span.h"

namespace adaptest {

// Distribution of the number right X of n independent answers, answer r right
// with probability p[r], by the recursion of Lord and Wingersky (1984):
//
//   f_0(0) = 1;  f_r(x) = f_{r-1}(x) (1 - p_r) + f_{r-1}(x - 1) p_r
//
// out[x] = P(X = x), x = 0 ... n. Sums of non-negative terms: small
// probabilities keep their relative precision.
std::vector<double> NumberRightDistribution(absl::Span<const double> p);

// The same at every node of a theta grid at once, for hot use:
//
//   p[r][q]    row-major, P(answer r is right | theta_q); n * nodes elements
//   out[x][q]  row-major, P(X = x | theta_q); (n + 1) * nodes elements
void NumberRightDistributions(absl::Span<const double> p, int nodes,
                              absl::Span<double> out);

// The same with vectors of 16, 32 or 64 bytes, at most VectorBytes().
void NumberRightDistributions(absl::Span<const double> p, int nodes,
                              absl::Span<double> out, int vector_bytes);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_NUMBER_RIGHT_H_
