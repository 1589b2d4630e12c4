#include "calibration/person_estimates.h"

#include <array>
#include <cmath>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

class PersonEstimator {
 public:
  explicit PersonEstimator(const MarginalPosterior& posterior)
      : f_(posterior),
        data_(posterior.expectation().data()),
        layout_(data_.num_items(), nullptr),
        scale_(posterior.parameters().LatentScale(posterior.x())) {
    for (const CurveLayout& curve : posterior.parameters().curves) {
      slots_.push_back(curve.SlotsAt(posterior.x()));
      if (curve.is_item()) layout_[curve.item] = &curve;
    }
  }

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
    Likelihood(person, scale_ * mean, estimate);
    return estimate;
  }

 private:
  void Likelihood(int person, double theta, PersonEstimate& estimate) const {
    double sum = 0;
    std::array<double, kMaxCategories> log_p;
    for (const uint16_t row : data_.RowsOf(person)) {
      const CurveLayout* item = layout_[data_.item_of_row[row]];
      if (item == nullptr) continue;
      const Slots& slots = slots_[item - f_.parameters().curves.data()];
      LogProbabilities<double>(
          item->model, absl::MakeConstSpan(slots.data(), item->num_parameters),
          theta, absl::MakeSpan(log_p.data(), item->num_rows));
      sum += log_p[row - item->first_row];
      ++estimate.num_items;
    }
    if (estimate.num_items > 0) {
      estimate.log_likelihood = sum;
    } else {
      estimate.state = AbilityState::kNoAnswers;
    }
  }

  const MarginalPosterior& f_;
  const ResponseData& data_;
  std::vector<const CurveLayout*> layout_;  // [item], null where left out
  std::vector<Slots> slots_;                // [curve]
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
