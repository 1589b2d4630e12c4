#ifndef ADAPTEST_TESTS_SUPPORT_SESSION_RUNNER_H_
#define ADAPTEST_TESTS_SUPPORT_SESSION_RUNNER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/random.h"
#include "engine/session/session.h"

namespace adaptest {

constexpr int kAdaptiveMode = 0;
constexpr int kMockMode = 1;
constexpr int kPracticeMode = 2;

inline Session StartSession(const std::shared_ptr<const PreparedExam>& exam,
                            int mode, uint64_t seed) {
  return Session(exam, mode, MakeSessionPlan(*exam, exam->modes()[mode], seed));
}

// Gives and answers up to `count` items, answer(item) being the category.
template <class Answer>
void Continue(Session& session, Answer answer, int count = 1000000) {
  for (int i = 0; i < count; ++i) {
    const auto next = session.SelectNext();
    if (!next) return;
    session.Give(*next);
    session.Answer(answer(*next));
  }
}

// A finished session with a random share of right answers, whatever the item.
inline Session RandomSession(const std::shared_ptr<const PreparedExam>& exam,
                             int mode, uint64_t seed) {
  Session session = StartSession(exam, mode, seed);
  Random random = Random::Stream(seed, 77);
  const double share = random.Uniform();
  Continue(session, [&](int) { return random.Uniform() < share; });
  session.Finish();
  return session;
}

inline std::vector<int> GivenItems(const Session& session) {
  std::vector<int> items;
  for (const GivenItem& given : session.given()) items.push_back(given.item);
  return items;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_SESSION_RUNNER_H_
