#ifndef ADAPTEST_ENGINE_STOPPING_TEST_PROGRESS_H_
#define ADAPTEST_ENGINE_STOPPING_TEST_PROGRESS_H_

#include <functional>
#include <limits>
#include <optional>

#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/item_bank.h"

namespace adaptest {

// What a stopping rule sees of a session. Answers are scored ones.
struct TestProgress {
  int num_items = 0;  // answered
  int length = 0;     // of a whole test

  // The exam's estimate, and the one before the last answer. Infinite standard
  // errors where there is none.
  double theta = 0;
  double standard_error = std::numeric_limits<double>::infinity();
  double previous_theta = std::numeric_limits<double>::infinity();
  double previous_standard_error = std::numeric_limits<double>::infinity();

  double elapsed_seconds = 0;     // since the session began
  double time_limit_seconds = 0;  // 0 = none

  double theta_cut = 0;
  double mastery_probability = 0.5;  // P(theta >= theta_cut)

  // For rules on the likelihood; null where there is no answer.
  const ItemBank* bank = nullptr;
  absl::Span<const ScoredAnswer> answers = {};

  // Computed only when a rule asks. The largest Fisher information at theta
  // among the items that can be given next, and the probability that the
  // decision at full length will be "pass".
  std::function<double()> largest_information = nullptr;
  std::function<double()> final_pass_probability = nullptr;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_TEST_PROGRESS_H_
