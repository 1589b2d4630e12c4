#include "calibration/areas/area_integral.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// exp of more would be more than a double holds; where a posterior that small
// meets a step of S that large, its share of the slope is not finite anyway.
constexpr double kLargestExponent = 700;

double Exp(double x) { return std::exp(std::min(x, kLargestExponent)); }

}  // namespace

void AreaIntegral::AddTo(const LatticeNormal& delta, double spacing,
                         const double* sums, int margin,
                         absl::Span<double> log_likelihood) {
  delta_ = &delta;
  spacing_ = spacing;
  sums_ = sums;
  margin_ = margin;
  const int nodes = static_cast<int>(log_likelihood.size());
  counts_.resize(nodes + 2 * margin);
  squares_.resize(counts_.size());
  if (delta.reach() == 0) {
    for (int q = 0; q < nodes; ++q) log_likelihood[q] += sums[margin + q];
    return;
  }
  likelihood_.resize(nodes);
  const double* first = sums + margin - delta.reach();
  const double* last = sums + margin + nodes + delta.reach();
  const auto [low, high] = std::minmax_element(first, last);
  scaled_ = *high - *low < kLargestSpan;
  if (!scaled_) return AddNodeByNode(log_likelihood);
  base_.assign(1, *high);
  AddScaled(log_likelihood);
}

void AreaIntegral::AddScaled(absl::Span<double> log_likelihood) {
  const int nodes = static_cast<int>(log_likelihood.size());
  const int first = margin_ - delta_->reach();
  const int used = nodes + 2 * delta_->reach();
  exp_sums_.resize(used);
  for (int u = 0; u < used; ++u) {
    exp_sums_[u] = std::exp(sums_[first + u] - base_[0]);
  }
  std::fill(likelihood_.begin(), likelihood_.end(), 0.0);
  for (int j = 0; j < delta_->size(); ++j) {
    const double w = delta_->weights()[j];
    const double* from = exp_sums_.data() + j;
    double* to = likelihood_.data();
    for (int q = 0; q < nodes; ++q) to[q] += w * from[q];
  }
  for (int q = 0; q < nodes; ++q) {
    log_likelihood[q] += base_[0] + std::log(likelihood_[q]);
  }
}

void AreaIntegral::AddNodeByNode(absl::Span<double> log_likelihood) {
  const int nodes = static_cast<int>(log_likelihood.size());
  base_.resize(nodes);
  for (int q = 0; q < nodes; ++q) {
    const double* s = sums_ + margin_ + q - delta_->reach();
    base_[q] = *std::max_element(s, s + delta_->size());
    double sum = 0;
    for (int j = 0; j < delta_->size(); ++j) {
      sum += delta_->weights()[j] * std::exp(s[j] - base_[q]);
    }
    likelihood_[q] = sum;
    log_likelihood[q] += base_[q] + std::log(sum);
  }
}

void AreaIntegral::Spread(absl::Span<const double> posterior, int begin,
                          int end) {
  counts_begin_ = margin_ + begin - delta_->reach();
  counts_end_ = margin_ + end + delta_->reach();
  if (delta_->reach() == 0) {
    for (int q = begin; q < end; ++q) counts_[margin_ + q] = posterior[q];
    slope_ = SlopeAtZero(posterior, begin, end);
    return;
  }
  std::fill(counts_.begin() + counts_begin_, counts_.begin() + counts_end_,
            0.0);
  const double mean_square = scaled_ ? SpreadScaled(posterior, begin, end)
                                     : SpreadNodeByNode(posterior, begin, end);
  slope_ = (mean_square - delta_->variance()) / delta_->square_variance();
}

// Both return E[delta^2].
double AreaIntegral::SpreadScaled(absl::Span<const double> posterior, int begin,
                                  int end) {
  const int size = delta_->size();
  const int first = margin_ - delta_->reach();
  std::fill(squares_.begin() + counts_begin_, squares_.begin() + counts_end_,
            0.0);
  for (int q = begin; q < end; ++q) {
    const double share = posterior[q] / likelihood_[q];
    double* count = counts_.data() + first + q;
    double* square = squares_.data() + first + q;
    for (int j = 0; j < size; ++j) {
      count[j] += share * delta_->weights()[j];
      square[j] += share * delta_->squares()[j];
    }
  }
  double mean_square = 0;
  for (int u = counts_begin_; u < counts_end_; ++u) {
    counts_[u] *= exp_sums_[u - first];
    mean_square += squares_[u] * exp_sums_[u - first];
  }
  return mean_square;
}

double AreaIntegral::SpreadNodeByNode(absl::Span<const double> posterior,
                                      int begin, int end) {
  double mean_square = 0;
  for (int q = begin; q < end; ++q) {
    const double share = posterior[q] / likelihood_[q];
    const int first = margin_ + q - delta_->reach();
    for (int j = 0; j < delta_->size(); ++j) {
      const double p = share * std::exp(sums_[first + j] - base_[q]);
      counts_[first + j] += p * delta_->weights()[j];
      mean_square += p * delta_->squares()[j];
    }
  }
  return mean_square;
}

double AreaIntegral::SlopeAtZero(absl::Span<const double> posterior, int begin,
                                 int end) const {
  double sum = 0;
  for (int q = begin; q < end; ++q) {
    const double* s = sums_ + margin_ + q;
    sum += posterior[q] * (Exp(s[1] - s[0]) + Exp(s[-1] - s[0]) - 2);
  }
  return sum / (2 * spacing_ * spacing_);
}

}  // namespace adaptest
