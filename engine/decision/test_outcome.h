#ifndef ADAPTEST_ENGINE_DECISION_TEST_OUTCOME_H_
#define ADAPTEST_ENGINE_DECISION_TEST_OUTCOME_H_

namespace adaptest {

// What a decision rule sees of a finished test.
struct TestOutcome {
  int number_right = 0;  // of the scored items; not reached counts as wrong
  int raw_cut = 0;       // x_F of the form; 0 where there is no fixed form
  double mastery_probability = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_TEST_OUTCOME_H_
