#include "calibration/areas/area_persons.h"

#include <cmath>

#include "calibration/answers_likelihood.h"
namespace adaptest {
namespace {

class AreaPersonEstimator {
 public:
  explicit AreaPersonEstimator(const AreaMarginal& marginal)
      : f_(marginal),
        likelihood_(marginal.expectation().data(), marginal.parameters(),
                    marginal.x()),
        scale_(marginal.parameters().LatentScale(marginal.x())) {}

  PersonEstimate Estimate(int person, const PersonAreas& areas) const {
    const std::vector<double>& z = f_.tables().nodes.z;
    double mean = 0, variance = 0;
    for (int q = areas.begin(); q < areas.end(); ++q) {
      mean += areas.posterior()[q] * z[q];
    }
    for (int q = areas.begin(); q < areas.end(); ++q) {
      variance += areas.posterior()[q] * (z[q] - mean) * (z[q] - mean);
    }
    PersonEstimate estimate;
    estimate.person_id = f_.expectation().data().person_id(person);
    estimate.theta = scale_ * mean;
    estimate.standard_error = scale_ * std::sqrt(variance);
    likelihood_.Report(person, scale_ * mean, estimate);
    return estimate;
  }

 private:
  const AreaMarginal& f_;
  AnswersLikelihood likelihood_;
  double scale_;
};

}  // namespace

std::vector<PersonEstimate> EstimateAreaPersons(const AreaMarginal& marginal) {
  const AreaExpectation& expectation = marginal.expectation();
  const AreaPersonEstimator estimator(marginal);
  std::vector<PersonEstimate> persons(expectation.data().num_persons());
  expectation.ForEachPerson(marginal.tables(), expectation.shards(),
                            [&](int, int person, const PersonAreas& areas) {
                              persons[person] =
                                  estimator.Estimate(person, areas);
                            });
  return persons;
}

}  // namespace adaptest
