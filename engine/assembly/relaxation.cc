#include "engine/assembly/relaxation.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/math/infinity.h"

namespace adaptest {
namespace {

constexpr double kGainTieTolerance = 1e-12;  // relative to the largest gain
constexpr int kStepsBeforeRefactor = 100;
constexpr int kMaxSteps = 20000;

using Vector = Eigen::Map<const Eigen::VectorXd>;

}  // namespace

Relaxation::Relaxation(const AssemblyModel& model)
    : model_(&model),
      n_(model.num_variables()),
      m_(model.num_rows()),
      columns_(model.num_columns()),
      slot_(n_),
      gain_(n_, 0),
      tie_(n_, 0),
      low_(n_, 0),
      high_(n_, 1),
      place_(n_ + m_, kAtLow),
      at_(n_, 0),
      next_in_(columns_, -1),
      next_out_(columns_, -1),
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
      ratio_(columns_ + m_, 0),
      tie_ratio_(columns_ + m_, 0) {
  for (int r = 0; r < m_; ++r) {
    basis_[r] = n_ + r;
    place_[n_ + r] = r;
  }
  for (int c = 0; c < columns_; ++c) {
    first_.push_back(static_cast<int>(variable_.size()));
    for (const int j : model.members(c)) {
      slot_[j] = static_cast<int>(variable_.size());
      variable_.push_back(j);
      column_of_.push_back(c);
    }
  }
  first_.push_back(n_);
}

void Relaxation::SetGains(absl::Span<const double> gain) {
  const double* from = gain.data();
  const int* variable = variable_.data();
  double* to = gain_.data();
  for (int s = 0; s < n_; ++s) to[s] = from[variable[s]];
  const double largest = n_ > 0 ? Vector(to, n_).lpNorm<Eigen::Infinity>() : 0;
  tolerance_ =
      kGainTieTolerance * std::max(largest, std::numeric_limits<double>::min());
  placed_ = false;
  new_gains_ = true;
}

void Relaxation::SetTies(absl::Span<const double> tie) {
  for (int s = 0; s < n_; ++s) tie_[s] = tie[variable_[s]];
  placed_ = false;
}

void Relaxation::SetBounds(int variable, double low, double high) {
  const int s = slot_[variable];
  low_[s] = low;
  high_[s] = high;
  if (place_[s] >= 0) return;
  const double before = at_[s];
  // The slope of what was fixed may have changed its sign.
  const bool is_high = place_[s] != kFixed ? place_[s] == kAtHigh
                       : placed_           ? Rises(s)
                                           : before == high;
  PlaceAtBound(s, is_high);
  if (!placed_) return;
  FindNext(column_of_[s]);
  const double change = at_[s] - before;
  if (change == 0) return;
  std::fill(shift_.begin(), shift_.end(), 0);
  AddColumn(s, change, shift_);
  inverse_.Apply(shift_, -1, absl::MakeSpan(basic_));
}

double Relaxation::Low(int index) const {
  return index < n_ ? low_[index] : model_->row(index - n_).lower;
}

double Relaxation::High(int index) const {
  return index < n_ ? high_[index] : model_->row(index - n_).upper;
}

double Relaxation::BoundOf(int index) const {
  return place_[index] == kAtHigh ? High(index) : Low(index);
}

void Relaxation::PlaceAtBound(int index, bool high) {
  place_[index] = Low(index) == High(index) ? kFixed : high ? kAtHigh : kAtLow;
  if (index < n_) at_[index] = BoundOf(index);
}

bool Relaxation::IsPositive(double gain, double tie) const {
  return std::abs(gain) > tolerance_ ? gain > 0 : tie > 0;
}

bool Relaxation::Before(int s, int t) const {
  return IsPositive(gain_[s] - gain_[t], tie_[s] - tie_[t]);
}

// Whether the sum of gains, at these prices, rises with the variable.
bool Relaxation::Rises(int slot) const {
  const int column = column_of_[slot];
  return IsPositive(gain_[slot] - price_[column],
                    tie_[slot] - tie_price_[column]);
}

// Variables of one column are alike in the basis, whatever their gains. So that
// as many of each column stay inside as before, those take the places in the
// basis that are now at the margin: of the variables that may move, the next
// after those that the count needs. Prices then are those of the new gains.
void Relaxation::KeepCounts() {
  for (int p = 0; p < m_; ++p) {
    const int out = basis_[p];
    if (out >= n_) continue;
    const int in = AtMargin(out);
    if (in == out) continue;
    PlaceAtBound(out, place_[in] == kAtHigh);
    place_[in] = p;
    basis_[p] = in;
    at_[in] = 0;
  }
}

// Of the column of a variable in the basis, that which takes its place.
int Relaxation::AtMargin(int basic) const {
  const int begin = first_[column_of_[basic]];
  const int end = first_[column_of_[basic] + 1];
  int best = basic;          // of those that are not inside
  double least = kInfinity;  // of those inside
  int inside = 0;
  for (int s = begin; s < end; ++s) {
    if (place_[s] == kAtHigh) {
      ++inside;
      least = std::min(least, gain_[s]);
    } else if (place_[s] == kAtLow && gain_[s] > gain_[best]) {
      best = s;
    }
  }
  if (gain_[best] <= least) return best;
  std::vector<std::pair<double, int>> movable;  // -gain, slot
  for (int s = begin; s < end; ++s) {
    if (s == basic || place_[s] == kAtLow || place_[s] == kAtHigh) {
      movable.push_back({-gain_[s], s});
    }
  }
  const auto margin = movable.begin() + inside;
  std::nth_element(movable.begin(), margin, movable.end());
  return margin->second;
}

// row += amount times the column of a variable or row.
void Relaxation::AddColumn(int index, double amount,
                           std::vector<double>& row) const {
  if (index >= n_) {
    row[index - n_] -= amount;
    return;
  }
  for (const auto& [r, a] : model_->column(column_of_[index])) {
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
    for (int p = 0; p < m_; ++p) PlaceAtBound(basis_[p], false);
    inverse_ = BasisInverse(m_);
    for (int r = 0; r < m_; ++r) {
      basis_[r] = n_ + r;
      place_[n_ + r] = r;
    }
  }
  steps_since_refactor_ = 0;
}

void Relaxation::ComputeDuals() {
  for (int p = 0; p < m_; ++p) {
    const int index = basis_[p];
    shift_[p] = index < n_ ? gain_[index] : 0;
    direction_[p] = index < n_ ? tie_[index] : 0;
  }
  inverse_.ApplyTransposed(shift_, absl::MakeSpan(dual_));
  inverse_.ApplyTransposed(direction_, absl::MakeSpan(tie_dual_));
  for (int c = 0; c < columns_; ++c) {
    price_[c] = tie_price_[c] = 0;
    for (const auto& [row, a] : model_->column(c)) {
      price_[c] += dual_[row] * a;
      tie_price_[c] += tie_dual_[row] * a;
    }
  }
}

// Every variable of the column that may move goes to the bound that its slope
// points to; the sum of all that are not in the basis.
double Relaxation::PlaceColumn(int column) {
  const double price = price_[column];
  double sum = 0;
  for (int s = first_[column]; s < first_[column + 1]; ++s) {
    if (place_[s] == kAtLow || place_[s] == kAtHigh) {
      const double slope = gain_[s] - price;
      const bool rises = std::abs(slope) > tolerance_
                             ? slope > 0
                             : tie_[s] > tie_price_[column];
      place_[s] = rises ? kAtHigh : kAtLow;
      at_[s] = rises ? high_[s] : low_[s];
    }
    sum += at_[s];
  }
  FindNext(column);
  return sum;
}

void Relaxation::FindNext(int column) {
  int in = -1, out = -1;
  double best = -kInfinity, worst = kInfinity;  // their gains
  for (int s = first_[column]; s < first_[column + 1]; ++s) {
    const double gain = gain_[s];
    if (place_[s] == kAtLow && gain >= best - tolerance_ &&
        (in < 0 || Before(s, in))) {
      in = s;
      best = gain;
    }
    if (place_[s] == kAtHigh && gain <= worst + tolerance_ &&
        (out < 0 || Before(out, s))) {
      out = s;
      worst = gain;
    }
  }
  next_in_[column] = in;
  next_out_[column] = out;
}

void Relaxation::PlaceRows() {
  for (int r = 0; r < m_; ++r) {
    if (place_[n_ + r] >= 0) continue;
    PlaceAtBound(n_ + r, IsPositive(dual_[r], tie_dual_[r]));
  }
}

// Places all others; the basic variables follow from them.
void Relaxation::ComputeBasics() {
  std::fill(shift_.begin(), shift_.end(), 0);
  for (int c = 0; c < columns_; ++c) {
    const double sum = PlaceColumn(c);
    if (sum == 0) continue;
    for (const auto& [row, a] : model_->column(c)) shift_[row] += a * sum;
  }
  PlaceRows();
  for (int r = 0; r < m_; ++r) {
    if (place_[n_ + r] < 0) shift_[r] -= BoundOf(n_ + r);
  }
  std::fill(basic_.begin(), basic_.end(), 0);
  inverse_.Apply(shift_, -1, absl::MakeSpan(basic_));
}

void Relaxation::ComputeValue() {
  const Vector at(at_.data(), n_);
  value_ = Vector(gain_.data(), n_).dot(at);
  tie_value_ = Vector(tie_.data(), n_).dot(at);
  for (int p = 0; p < m_; ++p) {
    if (basis_[p] >= n_) continue;
    value_ += gain_[basis_[p]] * basic_[p];
    tie_value_ += tie_[basis_[p]] * basic_[p];
  }
}

std::vector<int> Relaxation::NonZero() const {
  std::vector<int> variables;
  variables.reserve(64);
  for (int s = 0; s < n_; ++s) {
    if (at_[s] != 0) variables.push_back(variable_[s]);
  }
  for (int p = 0; p < m_; ++p) {
    if (basis_[p] < n_ && basic_[p] != 0) {
      variables.push_back(variable_[basis_[p]]);
    }
  }
  return variables;
}

std::vector<int> Relaxation::Basic() const {
  std::vector<int> variables;
  for (const int index : basis_) {
    if (index < n_) variables.push_back(variable_[index]);
  }
  return variables;
}

Relaxation::Outcome Relaxation::Solve() {
  if (steps_since_refactor_ >= kStepsBeforeRefactor) {
    Refactor();
    placed_ = false;
  }
  if (!placed_) {
    if (new_gains_) KeepCounts();
    new_gains_ = false;
    ComputeDuals();
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
