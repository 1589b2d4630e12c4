#ifndef ADAPTEST_ENGINE_SESSION_SESSION_PLAN_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_PLAN_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/session/prepared_exam.h"

namespace adaptest {

// What is drawn at the start of a session and recorded with it: positions and
// items of the pretest, and in a mock exam the whole form.
struct SessionPlan {
  uint64_t seed = 0;
  std::vector<int> pretest_positions;  // ascending, from 0
  std::vector<int> pretest_items;      // one for each, by index in the bank
  std::vector<int> form;               // mock: the scored items in order

  // What the learner's earlier sessions left, for priors that ask.
  std::optional<LearnerHistory> history;

  // What each exposure control of the mode holds back from this examinee.
  std::vector<HeldBack> held_back;

  // The areas of the exam, by index, as the learner's earlier answers rank
  // them: the weakest first (weakest_areas.h). Empty where there are none.
  std::vector<int> weak_areas;

  bool operator==(const SessionPlan&) const = default;
};

// What the plan may take into account besides the seed.
struct SessionStart {
  absl::Span<const ExposureCounts> exposure;  // one a control; empty = no tests
  absl::Span<const SeenItem> seen;            // by the learner, before
  std::optional<LearnerHistory> history;
  absl::Span<const int> weak_areas = {};  // as in the plan
};

// The plan that this seed gives. Pretest positions are a random subset of all
// positions, and pretest items a random draw without regard to ability; in a
// mode that may stop early a pretest item waits until those given are no larger
// a share than in the whole test. The form of a mock exam is one optimal
// assembly for the mode's criterion, in random order.
SessionPlan MakeSessionPlan(const PreparedExam& exam, const PreparedMode& mode,
                            uint64_t seed, const SessionStart& start = {});

// The same once more from what a plan records of its start: its seed, what was
// held back and the learner's history.
SessionPlan RemakePlan(const PreparedExam& exam, const PreparedMode& mode,
                       const SessionPlan& recorded);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_PLAN_H_
