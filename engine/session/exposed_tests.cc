#include "engine/session/exposed_tests.h"

#include <algorithm>
#include <utility>

namespace adaptest {

std::vector<ExposedTest> ExposedTests(const Session& session) {
  std::vector<ExposedTest> tests;
  const auto& controls = session.mode().exposure;
  const double theta = session.track().empty() ? session.score_mean()
                                               : session.track().back().theta;
  for (size_t c = 0; c < controls.size(); ++c) {
    ExposedTest test;
    test.theta = theta;
    test.given = session.ScoredItems();
    test.eligible.assign(session.exam().bank().size(), true);
    const int segment = SegmentOf(controls[c], theta);
    for (const int item : session.plan().held_back[c][segment]) {
      test.eligible[item] = false;
    }
    test.feasible =
        std::none_of(test.given.begin(), test.given.end(),
                     [&](int item) { return !test.eligible[item]; });
    tests.push_back(std::move(test));
  }
  return tests;
}

}  // namespace adaptest
