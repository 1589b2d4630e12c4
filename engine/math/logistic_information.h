#ifndef ADAPTEST_ENGINE_MATH_LOGISTIC_INFORMATION_H_
#define ADAPTEST_ENGINE_MATH_LOGISTIC_INFORMATION_H_

#include <cstddef>

namespace adaptest {

// Parameters of dichotomous logistic items, an array each; see
// logistic_parameters.h.
struct LogisticArrays {
  const double* a;
  const double* b;
  const double* c;
  const double* d;
};

// Fisher information of n items at one ability, for selection:
//
//   I = P'^2 / (P Q) = a^2 (d - c)^2 (L / P) ((1 - L) / Q) L (1 - L),
//   L = 1 / (1 + exp(-a (theta - b)))
//
// to a few units in the last place of Information() (response_model.h), and
// the same on every processor to the last bit. Where |a (theta - b)| passes 700
// it is taken there, so it is finite and not negative.
void LogisticInformation(const LogisticArrays& items, size_t n, double theta,
                         double* out);

// The same with vectors of 16, 32 or 64 bytes, at most VectorBytes().
void LogisticInformation(const LogisticArrays& items, size_t n, double theta,
                         double* out, int vector_bytes);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_LOGISTIC_INFORMATION_H_
