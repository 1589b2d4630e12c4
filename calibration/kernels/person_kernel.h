#ifndef ADAPTEST_CALIBRATION_KERNELS_PERSON_KERNEL_H_
#define ADAPTEST_CALIBRATION_KERNELS_PERSON_KERNEL_H_

#include <cstddef>
#include <cstdint>

namespace adaptest {

// What an E-step does for one person, in single or double precision, for
// whatever vectors the processor has.
//
// A table holds log P[row][node], `stride` nodes a row: a multiple of
// kNodesInBlock, rows aligned to 64 bytes. With q a node and the rows those of
// the person's answers and of the prior,
//
//   l(q) = sum over the rows of table[row][q],  w(q) = exp(l(q)) / sum exp(l)
//
// Only the blocks of nodes of the window are looked at. It is widened, and the
// work repeated, where the posterior at one of its ends is not negligible; a
// block at an end that is negligible altogether is given up for the next time.
inline constexpr int kNodesInBlock = 16;

// Whose answers: rows of the table. The row of the prior comes on top.
struct PersonRows {
  const uint16_t* rows;
  size_t count;
  size_t prior;
};

// Blocks [begin, end) of the nodes.
struct NodeWindow {
  uint16_t begin = 0;
  uint16_t end = 0;  // 0: all blocks
};

template <class Real>
struct PersonKernel {
  // out[q] = w(q) inside the window and 0 elsewhere; below exp(-negligible)
  // times the largest one, 0 too, which also keeps denormal numbers out.
  // Returns the logarithm of the sum of exp(l).
  using Posterior = double (*)(const Real* table, size_t stride,
                               const PersonRows& person, Real negligible,
                               NodeWindow& window, Real* out);

  // The same, and counts[row][q] += weight w(q) for each row of the person.
  // `scratch` has `stride` elements.
  using Counts = double (*)(const Real* table, size_t stride,
                            const PersonRows& person, Real negligible,
                            NodeWindow& window, double weight, Real* counts,
                            Real* scratch);

  // With t(q) = sum over the rows of direction[row][q]:
  // changes[row][q] += weight w(q) (t(q) - sum of w t), the change of the
  // counts where the table changes at the rate `direction`. `scratch` has
  // twice `stride` elements.
  using Changes = void (*)(const Real* table, const Real* direction,
                           size_t stride, const PersonRows& person,
                           Real negligible, NodeWindow& window, double weight,
                           Real* changes, Real* scratch);

  Posterior posterior;
  Counts counts;
  Changes changes;
};

// The kernels for this processor.
template <class Real>
PersonKernel<Real> BestPersonKernel();
template <>
PersonKernel<float> BestPersonKernel<float>();
template <>
PersonKernel<double> BestPersonKernel<double>();

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_KERNELS_PERSON_KERNEL_H_
