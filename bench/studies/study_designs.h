#ifndef ADAPTEST_BENCH_STUDIES_STUDY_DESIGNS_H_
#define ADAPTEST_BENCH_STUDIES_STUDY_DESIGNS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calibration/simulation/simulation.h"
#include "engine/exam/exam.h"
#include "engine/item_bank.h"

namespace adaptest {

// What the designs of a study have in common. Every design is sat by the same
// people, theta ~ N(0, 1), on the same banks.
struct Study {
  Exam profile;  // the shipped one
  std::vector<std::shared_ptr<const ItemBank>> banks;
  int examinees = 0;  // a bank
  int warm_up = 0;    // a bank, before those who count: exposure settles
  uint64_t seed = 1;
  int threads = 1;
};

// The shipped profile, and banks drawn as the shipped one: 462 operational
// items with its areas and question types.
Study MakeStudy(int banks, int examinees, int warm_up, uint64_t seed,
                int threads);

// A mode of the shipped exam with scored items only.
Mode AdaptiveMode(const Study& study);
Mode MockMode(const Study& study);

// Settles within a few hundred tests, by quick fading and acceleration.
Rule ItemEligibilityRule(double max_rate, int segments);

// One person's test under a design.
struct StudyTest {
  double theta;
  double estimate;
  int length;
  bool right;  // the decision is theta >= theta_cut
  bool passed;
  std::optional<bool> passes_at_full_length;
};

// A design's tests, [bank][examinee], and the largest share of a bank's tests
// that gave one item.
struct DesignResult {
  std::vector<std::vector<StudyTest>> tests;
  std::vector<double> max_exposure;
};

// Ends the program where a bank does not fit the mode: a mistake of the study.
DesignResult RunDesign(const Study& study, const Mode& mode,
                       bool finish = false);

double MeanLength(const DesignResult& result);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_STUDY_DESIGNS_H_
