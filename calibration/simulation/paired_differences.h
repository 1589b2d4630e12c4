#ifndef ADAPTEST_CALIBRATION_SIMULATION_PAIRED_DIFFERENCES_H_
#define ADAPTEST_CALIBRATION_SIMULATION_PAIRED_DIFFERENCES_H_

#include "calibration/simulation/examinee.h"
#include "calibration/simulation/running_moments.h"

namespace adaptest {

// Figures of one study less those of a first one with the same examinees. The
// standard errors are of the pairs, so that what both have in common, such as
// the luck of the draw of abilities, does not count.
struct StudyDifference {
  Statistic mean_length;
  Statistic bias;
  Statistic rmse;
  Statistic coverage_95;
  Statistic decision_accuracy;
  Statistic brier;
};

class PairedDifferences {
 public:
  // `cut` and `has_fresh_form` as in StudyStatistics.
  PairedDifferences(double first_cut, double cut, bool has_fresh_form)
      : first_cut_(first_cut), cut_(cut), has_fresh_form_(has_fresh_form) {}

  // The same examinee in both studies.
  void Add(const SimulatedExaminee& first, const SimulatedExaminee& other);

  StudyDifference Differences() const;

 private:
  double first_cut_;
  double cut_;
  bool has_fresh_form_;
  RunningPair length_;
  RunningPair error_;
  RunningPair squared_error_;
  RunningPair covered_;
  RunningPair right_;
  RunningPair brier_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_PAIRED_DIFFERENCES_H_
