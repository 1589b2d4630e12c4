#include "calibration/areas/area_persons.h"

#include <array>
#include <cmath>

namespace adaptest {
namespace {

class AreaPersonEstimator {
 public:
  explicit AreaPersonEstimator(const AreaMarginal& marginal)
      : f_(marginal),
        layout_(marginal.expectation().data().num_items(), nullptr),
        scale_(marginal.parameters().LatentScale(marginal.x())) {
    for (const CurveLayout& curve : marginal.parameters().curves) {
      if (curve.is_item()) layout_[curve.item] = &curve;
    }
  }

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
    AddLikelihood(person, scale_ * mean, estimate);
    return estimate;
  }

 private:
  void AddLikelihood(int person, double theta, PersonEstimate& estimate) const {
    const ResponseData& data = f_.expectation().data();
    double sum = 0;
    std::array<double, kMaxCategories> log_p;
    for (const uint16_t row : data.RowsOf(person)) {
      const CurveLayout* item = layout_[data.item_of_row[row]];
      if (item == nullptr) continue;
      const Slots slots = item->SlotsAt(f_.x());
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

  const AreaMarginal& f_;
  std::vector<const CurveLayout*> layout_;  // [item], null where left out
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
