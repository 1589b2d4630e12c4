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
        layout_(data_.num_items(), nullptr) {
    const FreeParameters& parameters = posterior.parameters();
    for (const ItemLayout& item : parameters.items) {
      layout_[item.item] = &item;
    }
    if (parameters.latent_sd >= 0) sd_ = posterior.x()[parameters.latent_sd];
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
    estimate.theta = sd_ * mean;
    estimate.standard_error = sd_ * std::sqrt(variance);
    Likelihood(person, sd_ * mean, estimate);
    return estimate;
  }

 private:
  void Likelihood(int person, double theta, PersonEstimate& estimate) const {
    double sum = 0;
    std::array<double, kMaxCategories> log_p;
    for (const uint16_t row : data_.RowsOf(person)) {
      const ItemLayout* item = layout_[data_.item_of_row[row]];
      if (item == nullptr) continue;
      const Slots slots = item->SlotsAt(f_.x());
      LogProbabilities<double>(
          item->model, absl::MakeConstSpan(slots.data(), item->num_parameters),
          theta, absl::MakeSpan(log_p.data(), item->num_categories));
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
  std::vector<const ItemLayout*> layout_;  // [item], null where left out
  double sd_ = 1;
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
