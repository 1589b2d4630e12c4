#ifndef ADAPTEST_ENGINE_MATH_ROW_PRODUCTS_H_
#define ADAPTEST_ENGINE_MATH_ROW_PRODUCTS_H_

#include <cstddef>

namespace adaptest {

// Products of the rows of a matrix with up to kMaxRowVectors vectors at once,
// for sums over the nodes of a theta grid:
//
//   out[row * num_vectors + v] = sum over q of rows[row * stride + q]
//                                * vectors[v * stride + q],  q in [0, n)
//
// One pass over the matrix. Sums run over eight lanes whatever the width of
// the processor's vectors, without contraction, so every processor gets the
// same result to the last bit.
inline constexpr int kMaxRowVectors = 3;

void RowProducts(const double* rows, size_t num_rows, size_t stride, size_t n,
                 const double* vectors, int num_vectors, double* out);

// The same with vectors of 16, 32 or 64 bytes, at most VectorBytes().
void RowProducts(const double* rows, size_t num_rows, size_t stride, size_t n,
                 const double* vectors, int num_vectors, double* out,
                 int vector_bytes);

// out[i] = sum over q in [0, num_rows) of weights[q] * rows[q * n + i], in the
// order of q: a weighted sum of the rows of a matrix with n columns.
void WeightedRowSum(const double* rows, size_t num_rows, size_t n,
                    const double* weights, double* out);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_ROW_PRODUCTS_H_
