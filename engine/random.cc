#include "engine/random.h"

#include "engine/math/normal.h"

namespace adaptest {
namespace {

uint64_t SplitMix(uint64_t& state) {
  uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

uint64_t RotateLeft(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

}  // namespace

Random::Random(uint64_t seed) {
  for (uint64_t& word : state_) word = SplitMix(seed);
}

Random Random::Stream(uint64_t seed, uint64_t index) {
  uint64_t state = seed;
  uint64_t mixed = SplitMix(state) ^ index;
  return Random(SplitMix(mixed));
}

uint64_t Random::Bits() {
  const uint64_t result = RotateLeft(state_[1] * 5, 7) * 9;
  const uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = RotateLeft(state_[3], 45);
  return result;
}

double Random::Uniform() {
  while (true) {
    if (const uint64_t bits = Bits() >> 11; bits != 0) {
      return static_cast<double>(bits) * 0x1p-53;
    }
  }
}

double Random::Normal() { return NormalQuantile(Uniform()); }

uint64_t Random::Below(uint64_t n) {
  // Bits below 2^64 mod n are drawn again, which leaves a multiple of n.
  const uint64_t threshold = -n % n;
  while (true) {
    if (const uint64_t bits = Bits(); bits >= threshold) return bits % n;
  }
}

}  // namespace adaptest
