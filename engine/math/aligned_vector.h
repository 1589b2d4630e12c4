#ifndef ADAPTEST_ENGINE_MATH_ALIGNED_VECTOR_H_
#define ADAPTEST_ENGINE_MATH_ALIGNED_VECTOR_H_

#include <cstddef>
#include <new>
#include <vector>

namespace adaptest {

// Memory that starts at a multiple of the widest vectors' size (64 bytes), so
// that no load or store of the hot loops crosses a cache line.
template <class T>
struct AlignedAllocator {
  using value_type = T;
  static constexpr std::align_val_t kAlignment{64};

  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>&) {}  // NOLINT: as allocators are

  T* allocate(size_t n) {
    return static_cast<T*>(::operator new(n * sizeof(T), kAlignment));
  }
  void deallocate(T* p, size_t) { ::operator delete(p, kAlignment); }

  bool operator==(const AlignedAllocator&) const { return true; }
};

using AlignedVector = std::vector<double, AlignedAllocator<double>>;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_ALIGNED_VECTOR_H_
