#include "engine/assembly/relaxation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace adaptest {
namespace {

constexpr double kTieTolerance = 1e-12;  // relative to the largest gain
constexpr double kFeasibilityTolerance = 1e-9;
constexpr double kLeastPivot = 1e-9;
constexpr int kStepsBeforeRefactor = 100;
constexpr int kMaxSteps = 20000;
constexpr double kNever = std::numeric_limits<double>::infinity();

}  // namespace

Relaxation::Relaxation(const AssemblyModel& model)
    : model_(&model),
      n_(model.num_variables()),
      m_(model.num_rows()),
      columns_(model.num_columns()),
      gain_(n_, 0),
      tie_(n_, 0),
      low_(n_, 0),
      high_(n_, 1),
      slot_(n_),
      split_(columns_),
      place_(n_ + m_, kAtLow),
      basis_(m_),
      inverse_(m_),
      basic_(m_, 0),
      dual_(m_, 0),
      tie_dual_(m_, 0),
      price_(columns_, 0),
      tie_price_(columns_, 0),
      pivot_(columns_ + m_, 0),
      row_(m_, 0),
      shift_(m_, 0),
      direction_(m_, 0),
      candidate_(columns_ + m_, -1),
      ratio_(columns_ + m_, kNever),
      tie_ratio_(columns_ + m_, 0) {
  for (int r = 0; r < m_; ++r) {
    basis_[r] = n_ + r;
    place_[n_ + r] = r;
  }
  for (int c = 0; c < columns_; ++c) {
    first_.push_back(static_cast<int>(order_.size()));
    const auto members = model.members(c);
    order_.insert(order_.end(), members.begin(), members.end());
  }
  first_.push_back(n_);
}

void Relaxation::SetGains(absl::Span<const double> gain,
                          absl::Span<const double> tie) {
  std::copy(gain.begin(), gain.end(), gain_.begin());
  std::copy(tie.begin(), tie.end(), tie_.begin());
  double largest = std::numeric_limits<double>::min();
  for (const double g : gain_) largest = std::max(largest, std::abs(g));
  tolerance_ = kTieTolerance * largest;
  SortColumns();
  placed_ = false;
}

void Relaxation::SetBounds(int variable, double low, double high) {
  const bool moves = placed_ && place_[variable] < 0;
  const double before = moves ? BoundOf(variable) : 0;
  low_[variable] = low;
  high_[variable] = high;
  if (!moves) return;
  const double change = BoundOf(variable) - before;
  if (change == 0) return;
  std::fill(shift_.begin(), shift_.end(), 0);
  AddColumn(variable, change, shift_);
  inverse_.Apply(shift_, -1, absl::MakeSpan(basic_));
}

double Relaxation::Low(int index) const {
  return index < n_ ? low_[index] : model_->row(index - n_).lower;
}

double Relaxation::High(int index) const {
  return index < n_ ? high_[index] : model_->row(index - n_).upper;
}

double Relaxation::BoundOf(int index) const {
  return place_[index] == kAtLow ? Low(index) : High(index);
}

double Relaxation::x(int variable) const {
  const int place = place_[variable];
  return place < 0 ? BoundOf(variable) : basic_[place];
}

bool Relaxation::IsPositive(double gain, double tie) const {
  return std::abs(gain) > tolerance_ ? gain > 0 : tie > 0;
}

bool Relaxation::Before(int i, int j) const {
  return IsPositive(gain_[i] - gain_[j], tie_[i] - tie_[j]);
}

// By insertion, since one selection's order is near the next one's.
void Relaxation::SortColumns() {
  for (int c = 0; c < columns_; ++c) {
    for (int s = first_[c] + 1; s < first_[c + 1]; ++s) {
      const int variable = order_[s];
      int t = s;
      for (; t > first_[c] && Before(variable, order_[t - 1]); --t) {
        order_[t] = order_[t - 1];
      }
      order_[t] = variable;
    }
  }
  for (int s = 0; s < n_; ++s) slot_[order_[s]] = s;
}

// row += amount times the column of a variable or row.
void Relaxation::AddColumn(int index, double amount,
                           std::vector<double>& row) const {
  if (index >= n_) {
    row[index - n_] -= amount;
    return;
  }
  for (const auto& [r, a] : model_->column(model_->column_of(index))) {
    row[r] += a * amount;
  }
}

void Relaxation::Refactor() {
  std::vector<double> matrix(static_cast<size_t>(m_) * m_, 0);
  for (int p = 0; p < m_; ++p) {
    std::fill(shift_.begin(), shift_.end(), 0);
    AddColumn(basis_[p], 1, shift_);
    for (int r = 0; r < m_; ++r) matrix[r * m_ + p] = shift_[r];
  }
  // A basis that rounding has made singular: all row activities instead.
  if (!inverse_.Compute(std::move(matrix))) {
    for (int p = 0; p < m_; ++p) place_[basis_[p]] = kAtLow;
    inverse_ = BasisInverse(m_);
    for (int r = 0; r < m_; ++r) {
      basis_[r] = n_ + r;
      place_[n_ + r] = r;
    }
  }
  steps_since_refactor_ = 0;
}

void Relaxation::ComputeDuals() {
  std::fill(dual_.begin(), dual_.end(), 0);
  std::fill(tie_dual_.begin(), tie_dual_.end(), 0);
  for (int p = 0; p < m_; ++p) {
    const int index = basis_[p];
    if (index >= n_) continue;
    for (int r = 0; r < m_; ++r) {
      dual_[r] += gain_[index] * inverse_.at(r, p);
      tie_dual_[r] += tie_[index] * inverse_.at(r, p);
    }
  }
  for (int c = 0; c < columns_; ++c) {
    price_[c] = tie_price_[c] = 0;
    for (const auto& [row, a] : model_->column(c)) {
      price_[c] += dual_[row] * a;
      tie_price_[c] += tie_dual_[row] * a;
    }
  }
}

// Every variable that is not in the basis goes to the bound that its slope
// points to.
void Relaxation::PlaceColumns() {
  for (int c = 0; c < columns_; ++c) {
    int s = first_[c];
    for (; s < first_[c + 1]; ++s) {
      const int j = order_[s];
      if (!IsPositive(gain_[j] - price_[c], tie_[j] - tie_price_[c])) break;
      if (place_[j] < 0) place_[j] = kAtHigh;
    }
    split_[c] = s;
    for (; s < first_[c + 1]; ++s) {
      if (place_[order_[s]] < 0) place_[order_[s]] = kAtLow;
    }
  }
}

void Relaxation::PlaceRows() {
  for (int r = 0; r < m_; ++r) {
    if (place_[n_ + r] >= 0) continue;
    place_[n_ + r] = IsPositive(dual_[r], tie_dual_[r]) ? kAtHigh : kAtLow;
  }
}

// The basic variables follow from those at their bounds.
void Relaxation::ComputeBasics() {
  std::fill(shift_.begin(), shift_.end(), 0);
  for (int c = 0; c < columns_; ++c) {
    double sum = 0;
    for (int s = first_[c]; s < first_[c + 1]; ++s) {
      const int j = order_[s];
      if (place_[j] < 0) sum += place_[j] == kAtLow ? low_[j] : high_[j];
    }
    if (sum == 0) continue;
    for (const auto& [row, a] : model_->column(c)) shift_[row] += a * sum;
  }
  for (int r = 0; r < m_; ++r) {
    if (place_[n_ + r] < 0) shift_[r] -= BoundOf(n_ + r);
  }
  std::fill(basic_.begin(), basic_.end(), 0);
  inverse_.Apply(shift_, -1, absl::MakeSpan(basic_));
}

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

bool Relaxation::MovesInColumn(int variable) const {
  return place_[variable] < 0 && low_[variable] < high_[variable];
}

// The best variable of a column at its lower bound that may rise, or -1.
int Relaxation::NextOut(int column) const {
  for (int s = split_[column]; s < first_[column + 1]; ++s) {
    if (MovesInColumn(order_[s])) return order_[s];
  }
  return -1;
}

// The worst one at its upper bound that may fall, or -1.
int Relaxation::NextIn(int column) const {
  for (int s = split_[column] - 1; s >= first_[column]; --s) {
    if (MovesInColumn(order_[s])) return order_[s];
  }
  return -1;
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
                    : pivot < 0                   ? NextOut(column)
                                                  : NextIn(column);
  FillRatio(column, index, sign);
}

void Relaxation::FillRatios(int sign) {
  for (int c = 0; c < columns_; ++c) FillColumnRatio(c, sign);
  for (int r = 0; r < m_; ++r) {
    const int k = columns_ + r;
    const int index = n_ + r;
    const double pivot = sign * pivot_[k];
    const bool may_move = place_[index] < 0 && std::abs(pivot) >= kLeastPivot &&
                          (pivot < 0) == (place_[index] == kAtLow) &&
                          Low(index) < High(index);
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
  place_[index] = rises ? kAtHigh : kAtLow;
  if (index < n_) {
    split_[model_->column_of(index)] = slot_[index] + (rises ? 1 : 0);
  }
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
  if (out < n_) {
    int& split = split_[model_->column_of(out)];
    split = place_[out] == kAtHigh ? std::max(split, slot_[out] + 1)
                                   : std::min(split, slot_[out]);
  }
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
  place_[basis_[position]] = sign > 0 ? kAtLow : kAtHigh;
  Pivot(position, entering);
  return true;
}

void Relaxation::ComputeValue() {
  value_ = 0;
  tie_value_ = 0;
  for (int j = 0; j < n_; ++j) {
    const double value = x(j);
    if (value == 0) continue;
    value_ += gain_[j] * value;
    tie_value_ += tie_[j] * value;
  }
}

Relaxation::Outcome Relaxation::Solve() {
  if (steps_since_refactor_ >= kStepsBeforeRefactor) {
    Refactor();
    placed_ = false;
  }
  if (!placed_) {
    ComputeDuals();
    PlaceColumns();
    PlaceRows();
    ComputeBasics();
    placed_ = true;
  }
  for (int steps = 0;; ++steps) {
    const Leaving leaving = ChooseLeaving();
    if (leaving.position < 0) break;
    if (steps < kMaxSteps && Step(leaving)) continue;
    placed_ = false;
    return steps < kMaxSteps ? Outcome::kInfeasible : Outcome::kGivenUp;
  }
  ComputeValue();
  return Outcome::kOptimal;
}

}  // namespace adaptest
