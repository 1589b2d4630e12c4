#ifndef ADAPTEST_ENGINE_DECISION_TEST_OUTCOME_H_
#define ADAPTEST_ENGINE_DECISION_TEST_OUTCOME_H_

#include <vector>

namespace adaptest {

// What a decision rule sees of a finished test.
struct TestOutcome {
  int number_right = 0;  // of the scored items; not reached counts as wrong
  int raw_cut = 0;       // x_F of the form; 0 where there is no fixed form
  double mastery_probability = 0;
  double theta = 0;  // the final estimate
  double theta_cut = 0;

  // The time was over, or the test given up, before a rule ended it.
  bool cut_short = false;
  int num_items = 0;                        // scored answers
  std::vector<double> last_estimates = {};  // by answer, the final one last
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_TEST_OUTCOME_H_
