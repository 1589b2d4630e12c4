#ifndef ADAPTEST_ENGINE_RANDOM_H_
#define ADAPTEST_ENGINE_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace adaptest {

// Seeded random numbers that are the same on every machine and compiler:
// xoshiro256** (Blackman & Vigna, 2018), seeded through splitmix64. Not for
// secrets.
class Random {
 public:
  explicit Random(uint64_t seed);

  // An independent stream for member `index` of a run with this seed.
  static Random Stream(uint64_t seed, uint64_t index);

  uint64_t Bits();             // 64 random bits
  double Uniform();            // in (0, 1), never 0 or 1; a multiple of 2^-53
  double Normal();             // standard normal, by inversion
  uint64_t Below(uint64_t n);  // in [0, n) without bias; n > 0

  // Fisher and Yates's shuffle.
  template <class T>
  void Shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[Below(i)]);
    }
  }

 private:
  uint64_t state_[4];
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_RANDOM_H_
