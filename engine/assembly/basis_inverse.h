#ifndef ADAPTEST_ENGINE_ASSEMBLY_BASIS_INVERSE_H_
#define ADAPTEST_ENGINE_ASSEMBLY_BASIS_INVERSE_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"

namespace adaptest {

// The inverse of the basis matrix of a linear program, kept explicitly: its
// m x m elements by row of the program and position in the basis.
class BasisInverse {
 public:
  // That of the basis of all row activities, which is minus the identity.
  explicit BasisInverse(int m);

  // Computes it anew from the matrix [row][position], by Gauss and Jordan's
  // elimination with partial pivoting. False where the matrix is singular.
  bool Compute(std::vector<double> matrix);

  // out[position] += sum over rows of inverse * values[row].
  void Apply(absl::Span<const double> values, double scale,
             absl::Span<double> out) const;

  // out[row] = the inverse's row of this position.
  void Row(int position, absl::Span<double> out) const;

  // out[row] = sum over positions of inverse * values[position].
  void ApplyTransposed(absl::Span<const double> values,
                       absl::Span<double> out) const;

  // A column takes the place of another: `direction` is the inverse applied to
  // it, not 0 at `position`.
  void Replace(int position, absl::Span<const double> direction);

 private:
  size_t m_;
  std::vector<double> elements_;  // [row][position]
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ASSEMBLY_BASIS_INVERSE_H_
