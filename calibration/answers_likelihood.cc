#include "calibration/answers_likelihood.h"

#include <array>

namespace adaptest {

AnswersLikelihood::AnswersLikelihood(const ResponseData& data,
                                     const FreeParameters& parameters,
                                     absl::Span<const double> x)
    : data_(data), parameters_(parameters), curve_(data.num_items(), -1) {
  for (int c = 0; c < parameters.num_items(); ++c) {
    slots_.push_back(parameters.curves[c].SlotsAt(x));
    curve_[parameters.curves[c].item] = c;
  }
}

void AnswersLikelihood::Report(int person, double theta,
                               PersonEstimate& estimate) const {
  double sum = 0;
  std::array<double, kMaxCategories> log_p;
  for (const uint16_t row : data_.RowsOf(person)) {
    const int c = curve_[data_.item_of_row[row]];
    if (c < 0) continue;
    const CurveLayout& item = parameters_.curves[c];
    LogProbabilities<double>(
        item.model, absl::MakeConstSpan(slots_[c].data(), item.num_parameters),
        theta, absl::MakeSpan(log_p.data(), item.num_rows));
    sum += log_p[row - item.first_row];
    ++estimate.num_items;
  }
  if (estimate.num_items > 0) {
    estimate.log_likelihood = sum;
  } else {
    estimate.state = AbilityState::kNoAnswers;
  }
}

}  // namespace adaptest
