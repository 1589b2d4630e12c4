#ifndef ADAPTEST_ENGINE_MATH_VECTOR_WIDTH_H_
#define ADAPTEST_ENGINE_MATH_VECTOR_WIDTH_H_

#include <cstdint>

namespace adaptest {

// Vectors of the widths that processors have, for the few hot loops that are
// written for all of them: a kernel is a template on kBytes, every member
// inlined into one function compiled for each width, of which VectorBytes
// picks one at run time. Kernels use additions and multiplications without
// contraction, in an order that does not depend on the width, so that every
// processor gets the same result to the last bit.
template <int kBytes>
struct Vector;

template <>
struct Vector<16> {
  typedef double Double __attribute__((vector_size(16)));
  typedef int64_t Integer __attribute__((vector_size(16)));
};

template <>
struct Vector<32> {
  typedef double Double __attribute__((vector_size(32)));
  typedef int64_t Integer __attribute__((vector_size(32)));
};

template <>
struct Vector<64> {
  typedef double Double __attribute__((vector_size(64)));
  typedef int64_t Integer __attribute__((vector_size(64)));
};

// The widest vectors of this processor: 64 (AVX-512), 32 (AVX2) or 16 bytes.
inline int VectorBytes() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return 64;
  if (__builtin_cpu_supports("avx2")) return 32;
#endif
  return 16;
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_VECTOR_WIDTH_H_
