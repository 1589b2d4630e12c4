#include "calibration/person_estimates.h"

#include <cmath>

#include "calibration/answers_likelihood.h"
#include "calibration/parallel.h"

namespace adaptest {
namespace {

class PersonEstimator {
 public:
  explicit PersonEstimator(const MarginalPosterior& posterior)
      : f_(posterior),
        data_(posterior.expectation().data()),
        likelihood_(data_, posterior.parameters(), posterior.x()),
        scale_(posterior.parameters().LatentScale(posterior.x())) {}

  PersonEstimate Estimate(int person) const {
    PersonPosterior posterior;
    f_.expectation().Posterior(f_.table(), person, posterior);
    double mean = 0;
    for (int q = posterior.begin; q < posterior.end; ++q) {
      mean += posterior.weight[q] * f_.nodes().z[q];
    }
    double variance = 0;
    for (int q = posterior.begin; q < posterior.end; ++q) {
      const double distance = f_.nodes().z[q] - mean;
      variance += posterior.weight[q] * distance * distance;
    }
    PersonEstimate estimate;
    estimate.person_id = data_.person_id(person);
    estimate.theta = scale_ * mean;
    estimate.standard_error = scale_ * std::sqrt(variance);
    likelihood_.Report(person, scale_ * mean, estimate);
    return estimate;
  }

 private:
  const MarginalPosterior& f_;
  const ResponseData& data_;
  AnswersLikelihood likelihood_;
  double scale_;
};

}  // namespace

std::vector<PersonEstimate> EstimatePersons(
    const MarginalPosterior& posterior) {
  const Expectation& expectation = posterior.expectation();
  const PersonEstimator estimator(posterior);
  std::vector<PersonEstimate> persons(expectation.data().num_persons());
  ParallelFor(expectation.shards(), expectation.threads(), [&](int shard) {
    const Part part(shard, expectation.shards(),
                    static_cast<int>(persons.size()));
    for (int p = part.begin; p < part.end; ++p) {
      persons[p] = estimator.Estimate(p);
    }
  });
  return persons;
}

}  // namespace adaptest
