#ifndef ADAPTEST_CALIBRATION_STARTING_VALUES_H_
#define ADAPTEST_CALIBRATION_STARTING_VALUES_H_

#include <array>
#include <vector>

#include "absl/types/span.h"
#include "calibration/response_data.h"

namespace adaptest {

// Where a fit begins: parameters of an item from the numbers of answers in its
// categories, by the normal approximation of its mean curves, and from how the
// answers covary.
class StartingValues {
 public:
  // Of the share of the highest category with a standard normal theta, by the
  // answers of so many persons.
  struct Covariance {
    double value = 0;
    double persons = 0;
  };

  explicit StartingValues(const ResponseData& data);

  // In the order of ParametersOf. Steps and boundaries ascend where they must.
  std::vector<double> Of(int item) const;

 private:
  enum Sum { kPersons, kAnswers, kDeviations, kSums };
  using RowSums = std::array<double, kSums>;

  std::vector<double> ScoreOfRows() const;
  std::vector<double> DeviationOfRows() const;
  void AddRestScores();
  int SampleStep() const;
  std::vector<RowSums> SumAnswers(absl::Span<const double> deviation) const;
  void FindCovariances();

  const ResponseData& data_;
  std::vector<double> given_;  // [row] answers, with weights
  // [row] mean share of the highest category in the answers of those who gave
  // this one: which categories of a nominal item are the better ones. 0 where
  // there is no such item.
  std::vector<double> rest_;
  std::vector<Covariance> covariance_;  // [item]
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_STARTING_VALUES_H_
