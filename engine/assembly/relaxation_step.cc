// One step of the dual simplex method: what leaves the basis, what enters it,
// and the exchange.

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/assembly/relaxation.h"

namespace adaptest {
namespace {

constexpr double kFeasibilityTolerance = 1e-9;
constexpr double kLeastPivot = 1e-9;
constexpr double kNever = std::numeric_limits<double>::infinity();

}  // namespace

// The basic variable farthest outside its bounds.
Relaxation::Leaving Relaxation::ChooseLeaving() const {
  Leaving worst;
  double largest = kFeasibilityTolerance;
  for (int p = 0; p < m_; ++p) {
    const double below = Low(basis_[p]) - basic_[p];
    const double above = basic_[p] - High(basis_[p]);
    if (std::max(below, above) <= largest) continue;
    largest = std::max(below, above);
    worst = {p, below > above ? -below : above};
  }
  return worst;
}

void Relaxation::ComputePivotRow(int position) {
  inverse_.Row(position, absl::MakeSpan(row_));
  for (int c = 0; c < columns_; ++c) {
    double sum = 0;
    for (const auto& [row, a] : model_->column(c)) sum += row_[row] * a;
    pivot_[c] = sum;
  }
  for (int r = 0; r < m_; ++r) pivot_[columns_ + r] = -row_[r];
}

void Relaxation::SlopeOf(int k, int index, double& gain, double& tie) const {
  gain = k < columns_ ? gain_[index] - price_[k] : dual_[index - n_];
  tie = k < columns_ ? tie_[index] - tie_price_[k] : tie_dual_[index - n_];
}

// How far the step may go until the slope of the index is 0.
void Relaxation::FillRatio(int k, int index, int sign) {
  candidate_[k] = index;
  ratio_[k] = kNever;
  if (index < 0) return;
  double gain, tie;
  SlopeOf(k, index, gain, tie);
  ratio_[k] = std::max(0.0, sign * gain / pivot_[k]);
  tie_ratio_[k] = sign * tie / pivot_[k];
}

void Relaxation::FillColumnRatio(int column, int sign) {
  const double pivot = sign * pivot_[column];
  const int index = std::abs(pivot) < kLeastPivot ? -1
                    : pivot < 0                   ? next_in_[column]
                                                  : next_out_[column];
  FillRatio(column, index, sign);
}

void Relaxation::FillRatios(int sign) {
  for (int c = 0; c < columns_; ++c) FillColumnRatio(c, sign);
  for (int r = 0; r < m_; ++r) {
    const int k = columns_ + r;
    const int index = n_ + r;
    const double pivot = sign * pivot_[k];
    const bool may_move = std::abs(pivot) >= kLeastPivot &&
                          place_[index] == (pivot < 0 ? kAtLow : kAtHigh);
    FillRatio(k, may_move ? index : -1, sign);
  }
}

// The place of the least ratio, or -1.
int Relaxation::LeastRatio() const {
  double least[4] = {kNever, kNever, kNever, kNever};
  const size_t count = ratio_.size();
  for (size_t k = 0; k + 4 <= count; k += 4) {
    for (size_t i = 0; i < 4; ++i) {
      least[i] = ratio_[k + i] < least[i] ? ratio_[k + i] : least[i];
    }
  }
  double limit =
      std::min(std::min(least[0], least[1]), std::min(least[2], least[3]));
  for (size_t k = count / 4 * 4; k < count; ++k) {
    limit = std::min(limit, ratio_[k]);
  }
  if (limit == kNever) return -1;
  int best = -1;
  for (size_t k = 0; k < count; ++k) {
    if (ratio_[k] > limit + tolerance_) continue;
    if (best < 0 || tie_ratio_[k] < tie_ratio_[best])
      best = static_cast<int>(k);
  }
  return best;
}

// Moves an index to its other bound.
void Relaxation::Flip(int index) {
  const bool rises = place_[index] == kAtLow;
  const double range = High(index) - Low(index);
  AddColumn(index, rises ? range : -range, shift_);
  PlaceAtBound(index, rises);
  if (index < n_) FindNext(column_of_[index]);
}

// Flips what the step passes while the basic variable stays outside its bound;
// the place among the candidates of what takes its position, or -1.
int Relaxation::PassBounds(double excess, int sign) {
  FillRatios(sign);
  while (true) {
    const int k = LeastRatio();
    if (k < 0) return -1;
    const int index = candidate_[k];
    excess -= std::abs(pivot_[k]) * (High(index) - Low(index));
    if (excess <= kFeasibilityTolerance) return k;
    Flip(index);
    if (k < columns_) {
      FillColumnRatio(k, sign);
    } else {
      ratio_[k] = kNever;
    }
  }
}

void Relaxation::MoveDuals(double gain, double tie) {
  for (int r = 0; r < m_; ++r) {
    dual_[r] += gain * row_[r];
    tie_dual_[r] += tie * row_[r];
  }
  for (int c = 0; c < columns_; ++c) {
    price_[c] += gain * pivot_[c];
    tie_price_[c] += tie * pivot_[c];
  }
}

// The index takes the position of the basis; what stood there goes to its
// bound.
void Relaxation::Pivot(int position, int index) {
  std::fill(shift_.begin(), shift_.end(), 0);
  AddColumn(index, 1, shift_);
  std::fill(direction_.begin(), direction_.end(), 0);
  inverse_.Apply(shift_, 1, absl::MakeSpan(direction_));
  const int out = basis_[position];
  const double step = (basic_[position] - BoundOf(out)) / direction_[position];
  const double start = BoundOf(index);
  for (int p = 0; p < m_; ++p) basic_[p] -= step * direction_[p];
  basic_[position] = start + step;
  inverse_.Replace(position, direction_);
  basis_[position] = index;
  place_[index] = position;
  if (index < n_) {
    at_[index] = 0;
    FindNext(column_of_[index]);
  }
  if (out < n_) FindNext(column_of_[out]);
  ++steps_since_refactor_;
}

// Brings one basic variable to its bound, by flips of others and by one that
// takes its place. False where nothing can.
bool Relaxation::Step(const Leaving& leaving) {
  const int position = leaving.position;
  const int sign = leaving.excess < 0 ? 1 : -1;
  ComputePivotRow(position);
  std::fill(shift_.begin(), shift_.end(), 0);
  const int k = PassBounds(std::abs(leaving.excess), sign);
  if (k < 0) return false;
  inverse_.Apply(shift_, -1, absl::MakeSpan(basic_));
  const int entering = candidate_[k];
  double gain, tie;
  SlopeOf(k, entering, gain, tie);
  MoveDuals(gain / pivot_[k], tie / pivot_[k]);
  PlaceAtBound(basis_[position], sign < 0);
  Pivot(position, entering);
  return true;
}

}  // namespace adaptest
