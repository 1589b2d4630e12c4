#include "calibration/marginal_posterior.h"

#include <algorithm>

#include "calibration/parallel.h"

namespace adaptest {

MarginalPosterior::MarginalPosterior(const FreeParameters& parameters,
                                     Expectation& expectation)
    : parameters_(parameters), expectation_(expectation) {
  const size_t stride = expectation.nodes().stride;
  size_t size = 0;
  for (const CurveLayout& curve : parameters.curves) {
    slope_begin_.push_back(size);
    size += size_t(curve.num_rows) * curve.num_free * stride;
  }
  slopes_.assign(size, 0);
  const size_t table_size = expectation.num_rows() * stride;
  table_.assign(table_size, 0);
  direction_.assign(table_size, 0);
  fits_.resize(parameters.curves.size());
  hessians_.resize(parameters.curves.size());
}

template <class Work>
void MarginalPosterior::ForEachCurve(const Work& work) const {
  const int curves = static_cast<int>(parameters_.curves.size());
  ParallelForItems(curves, expectation_.threads(),
                   [&](int i) { work(i, parameters_.curves[i]); });
}

void MarginalPosterior::MoveTo(absl::Span<const double> x,
                               Precision precision) {
  x_.assign(x.begin(), x.end());
  ForEachCurve([&](int i, const CurveLayout& curve) {
    CurveSlopes(curve, curve.SlotsAt(x_), nodes(), RowsOf(table_, curve),
                slopes_.data() + slope_begin_[i]);
  });
  log_likelihood_ = expectation_.Counts(table_, precision, counts_);
  log_prior_ = parameters_.LogPrior(x_, nullptr, nullptr);
}

void MarginalPosterior::ComputeGradient() {
  ForEachCurve([&](int i, const CurveLayout& curve) {
    fits_[i] =
        FitCurve(curve, nodes(), RowsOf(table_, curve), slopes(i), counts(i));
  });
  gradient_.assign(parameters_.size(), 0);
  prior_curvature_.assign(parameters_.size(), 0);
  for (size_t i = 0; i < fits_.size(); ++i) {
    const CurveLayout& curve = parameters_.curves[i];
    for (int f = 0; f < curve.num_free; ++f) {
      gradient_[curve.index[f]] += fits_[i].gradient[f];
    }
  }
  parameters_.LogPrior(x_, &gradient_, &prior_curvature_);
}

void MarginalPosterior::ComputeCurvature() {
  ForEachCurve([&](int i, const CurveLayout& curve) {
    hessians_[i].resize(curve.num_free * curve.num_free);
    CurveHessian(curve, curve.SlotsAt(x_), nodes(), counts(i),
                 hessians_[i].data());
  });
}

// The rate at which the table changes where x changes at the rate v.
void MarginalPosterior::SetDirection(absl::Span<const double> v) {
  const int stride = nodes().stride;
  ForEachCurve([&](int i, const CurveLayout& curve) {
    double* out = RowsOf(direction_, curve);
    const double* slope = slopes(i);
    for (int k = 0; k < curve.num_rows; ++k, out += stride) {
      std::fill(out, out + stride, 0.0);
      for (int f = 0; f < curve.num_free; ++f, slope += stride) {
        const double vf = v[curve.index[f]];
        for (int q = 0; q < stride; ++q) out[q] += vf * slope[q];
      }
    }
  });
}

std::vector<double> MarginalPosterior::NegativeHessianTimes(
    absl::Span<const double> v, Precision precision) {
  const int stride = nodes().stride;
  SetDirection(v);
  expectation_.CountDerivatives(table_, direction_, precision, count_change_);
  std::vector<double> product(v.size());
  for (size_t j = 0; j < v.size(); ++j) {
    product[j] = -prior_curvature_[j] * v[j];
  }
  std::vector<Slots> parts(parameters_.curves.size());
  ForEachCurve([&](int i, const CurveLayout& curve) {
    const double* change = RowsOf(count_change_, curve);
    const double* slope = slopes(i);
    for (int f = 0; f < curve.num_free; ++f) {
      double sum = 0;
      for (int g = 0; g < curve.num_free; ++g) {
        sum += hessians_[i][f * curve.num_free + g] * v[curve.index[g]];
      }
      for (int k = 0; k < curve.num_rows; ++k) {
        const double* s = slope + (k * curve.num_free + f) * stride;
        for (int q = 0; q < stride; ++q) sum += change[k * stride + q] * s[q];
      }
      parts[i][f] = sum;
    }
  });
  for (size_t i = 0; i < parts.size(); ++i) {
    const CurveLayout& curve = parameters_.curves[i];
    for (int f = 0; f < curve.num_free; ++f) {
      product[curve.index[f]] -= parts[i][f];
    }
  }
  return product;
}

}  // namespace adaptest
