#ifndef ADAPTEST_ENGINE_SCORED_ANSWER_H_
#define ADAPTEST_ENGINE_SCORED_ANSWER_H_

namespace adaptest {

// An answer as a category of its item's response model; `item` is an index
// into the bank.
struct ScoredAnswer {
  int item;
  int category;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORED_ANSWER_H_
