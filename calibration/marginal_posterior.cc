#include "calibration/marginal_posterior.h"

#include <algorithm>

#include "calibration/parallel.h"

namespace adaptest {

MarginalPosterior::MarginalPosterior(const FreeParameters& parameters,
                                     Expectation& expectation)
    : parameters_(parameters), expectation_(expectation) {
  const size_t stride = expectation.nodes().stride;
  size_t size = 0;
  for (const ItemLayout& item : parameters.items) {
    slope_begin_.push_back(size);
    size += size_t(item.num_categories) * item.num_free * stride;
  }
  slopes_.assign(size, 0);
  const size_t table_size = expectation.data().num_rows() * stride;
  table_.assign(table_size, 0);
  direction_.assign(table_size, 0);
  fits_.resize(parameters.items.size());
  hessians_.resize(parameters.items.size());
}

template <class Work>
void MarginalPosterior::ForEachItem(const Work& work) const {
  const int items = static_cast<int>(parameters_.items.size());
  ParallelForItems(items, expectation_.threads(),
                   [&](int i) { work(i, parameters_.items[i]); });
}

void MarginalPosterior::MoveTo(absl::Span<const double> x) {
  x_.assign(x.begin(), x.end());
  ForEachItem([&](int, const ItemLayout& item) {
    CurveLogProbabilities(item, item.SlotsAt(x_), nodes(),
                          RowsOf(table_, item));
  });
  log_likelihood_ = expectation_.Counts(table_, counts_);
  log_prior_ = parameters_.LogPrior(x_, nullptr, nullptr);
}

void MarginalPosterior::ComputeGradient() {
  ForEachItem([&](int i, const ItemLayout& item) {
    CurveSlopes(item, item.SlotsAt(x_), nodes(), RowsOf(table_, item),
                slopes_.data() + slope_begin_[i]);
    fits_[i] =
        FitCurve(item, nodes(), RowsOf(table_, item), slopes(i), counts(i));
  });
  gradient_.assign(parameters_.size(), 0);
  prior_curvature_.assign(parameters_.size(), 0);
  for (size_t i = 0; i < fits_.size(); ++i) {
    const ItemLayout& item = parameters_.items[i];
    for (int f = 0; f < item.num_free; ++f) {
      gradient_[item.index[f]] += fits_[i].gradient[f];
    }
  }
  parameters_.LogPrior(x_, &gradient_, &prior_curvature_);
}

void MarginalPosterior::ComputeCurvature() {
  ForEachItem([&](int i, const ItemLayout& item) {
    hessians_[i].resize(item.num_free * item.num_free);
    CurveHessian(item, item.SlotsAt(x_), nodes(), counts(i),
                 hessians_[i].data());
  });
}

std::vector<double> MarginalPosterior::NegativeHessianTimes(
    absl::Span<const double> v) {
  const int stride = nodes().stride;
  ForEachItem([&](int i, const ItemLayout& item) {
    double* out = RowsOf(direction_, item);
    const double* slope = slopes(i);
    for (int k = 0; k < item.num_categories; ++k, out += stride) {
      std::fill(out, out + stride, 0.0);
      for (int f = 0; f < item.num_free; ++f, slope += stride) {
        const double vf = v[item.index[f]];
        for (int q = 0; q < stride; ++q) out[q] += vf * slope[q];
      }
    }
  });
  expectation_.CountDerivatives(table_, direction_, count_change_);
  std::vector<double> product(v.size());
  for (size_t j = 0; j < v.size(); ++j) {
    product[j] = -prior_curvature_[j] * v[j];
  }
  std::vector<Slots> parts(parameters_.items.size());
  ForEachItem([&](int i, const ItemLayout& item) {
    const double* change = RowsOf(count_change_, item);
    const double* slope = slopes(i);
    for (int f = 0; f < item.num_free; ++f) {
      double sum = 0;
      for (int g = 0; g < item.num_free; ++g) {
        sum += hessians_[i][f * item.num_free + g] * v[item.index[g]];
      }
      for (int k = 0; k < item.num_categories; ++k) {
        const double* s = slope + (k * item.num_free + f) * stride;
        for (int q = 0; q < stride; ++q) sum += change[k * stride + q] * s[q];
      }
      parts[i][f] = sum;
    }
  });
  for (size_t i = 0; i < parts.size(); ++i) {
    const ItemLayout& item = parameters_.items[i];
    for (int f = 0; f < item.num_free; ++f) {
      product[item.index[f]] -= parts[i][f];
    }
  }
  return product;
}

}  // namespace adaptest
