#ifndef ADAPTEST_TESTS_ENGINE_ABILITY_ANSWER_BUILDER_H_
#define ADAPTEST_TESTS_ENGINE_ABILITY_ANSWER_BUILDER_H_

#include <vector>

#include "tests/engine/bank_builder.h"

namespace adaptest {

// The same answer to items 0 ... n - 1.
inline std::vector<ScoredAnswer> SameAnswers(int n, int category) {
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < n; ++i) answers.push_back({i, category});
  return answers;
}

// Right or wrong by the toss of a coin: patterns that no model expects, on
// which a likelihood often has several maxima.
inline std::vector<ScoredAnswer> CoinAnswers(int n, uint64_t seed) {
  Random random(seed);
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < n; ++i) {
    answers.push_back({i, static_cast<int>(random.Below(2))});
  }
  return answers;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_ABILITY_ANSWER_BUILDER_H_
