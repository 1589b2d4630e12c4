#include "calibration/person_scores.h"

#include <algorithm>

namespace adaptest {
namespace {

// Nodes of less posterior weight do not count here: they would add about that
// share to the information.
constexpr double kMinWeight = 1e-13;

}  // namespace

PersonScores::PersonScores(const MarginalPosterior& posterior)
    : f_(posterior),
      curve_of_row_(posterior.expectation().num_rows(), -1),
      local_(posterior.parameters().size(), -1) {
  const auto& curves = posterior.parameters().curves;
  for (size_t c = 0; c < curves.size(); ++c) {
    for (int k = 0; k < curves[c].num_rows; ++k) {
      curve_of_row_[curves[c].first_row + k] = static_cast<int>(c);
    }
  }
}

void PersonScores::Compute(int person) {
  const ResponseData& data = f_.expectation().data();
  f_.expectation().Posterior(f_.table(), person, posterior_);
  const AlignedVector& w = posterior_.weight;
  while (w[posterior_.begin] < kMinWeight) ++posterior_.begin;
  while (w[posterior_.end - 1] < kMinWeight) --posterior_.end;
  for (const int j : index_) local_[j] = -1;
  index_.clear();
  const auto rows = data.RowsOf(person);
  scores_.setZero(
      std::min<size_t>((rows.size() + 1) * kMaxSlots, f_.parameters().size()),
      posterior_.end - posterior_.begin);
  for (const uint16_t row : rows) AddRow(row);
  const Expectation& expectation = f_.expectation();
  AddRow(expectation.LatentRow(expectation.groups().of_person[person]));
}

void PersonScores::AddRow(int row) {
  const int number = curve_of_row_[row];
  if (number < 0) return;
  const CurveLayout& curve = f_.parameters().curves[number];
  const int stride = f_.nodes().stride;
  const double* slope =
      f_.slopes(number) +
      size_t(row - curve.first_row) * curve.num_free * stride +
      posterior_.begin;
  for (int f = 0; f < curve.num_free; ++f, slope += stride) {
    int& local = local_[curve.index[f]];
    if (local < 0) {
      local = static_cast<int>(index_.size());
      index_.push_back(curve.index[f]);
    }
    scores_.row(local) +=
        Eigen::Map<const Eigen::RowVectorXd>(slope, scores_.cols());
  }
}

}  // namespace adaptest
