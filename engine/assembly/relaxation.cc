#include "engine/assembly/relaxation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace adaptest {
namespace {

constexpr double kTieTolerance = 1e-12;  // relative to the largest gain
constexpr int kStepsBeforeRefactor = 100;
constexpr int kMaxSteps = 20000;

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
      inside_(columns_, 0),
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
  new_gains_ = true;
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

// Variables of one column are alike in the basis, whatever their gains. So that
// as many of each column stay inside as before, those take the places in the
// basis that are now at the margin: of the variables that may move, the next
// after the first that the count needs. Prices then are those of the new gains.
void Relaxation::KeepCounts() {
  for (int p = 0; p < m_; ++p) {
    const int out = basis_[p];
    if (out >= n_) continue;
    const int c = model_->column_of(out);
    int needed = inside_[c];
    for (int s = first_[c]; s < first_[c + 1]; ++s) {
      if (low_[order_[s]] > 0.5) --needed;
    }
    int in = -1;
    for (int s = first_[c]; s < first_[c + 1]; ++s) {
      const int j = order_[s];
      if (low_[j] == high_[j]) continue;
      const bool free = place_[j] < 0 || place_[j] == p;
      if (free) in = j;
      if (needed-- <= 0 && free) break;
    }
    if (in < 0) continue;
    place_[out] = kAtLow;
    place_[in] = p;
    basis_[p] = in;
  }
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

void Relaxation::ComputeValue() {
  value_ = 0;
  tie_value_ = 0;
  std::fill(inside_.begin(), inside_.end(), 0);
  for (int j = 0; j < n_; ++j) {
    const double value = x(j);
    if (value == 0) continue;
    if (place_[j] < 0) ++inside_[model_->column_of(j)];
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
    if (new_gains_) KeepCounts();
    new_gains_ = false;
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
