#include "calibration/areas/area_marginal.h"

#include <algorithm>
#include <cmath>

#include "engine/math/infinity.h"

namespace adaptest {
namespace {

// Every so often, so that spacings of at most `largest` are left.
ThetaGrid Refined(const ThetaGrid& grid, double largest) {
  // A spacing that is the largest one but for rounding will do.
  const int cuts =
      std::max(1, static_cast<int>(std::ceil(grid.spacing() / largest - 1e-9)));
  const int nodes =
      std::min(cuts * (grid.size() - 1) + 1, ThetaGrid::kMaxNodes);
  const auto refined = ThetaGrid::Make(nodes, grid.lower(), grid.upper());
  return refined.ok() ? *refined : grid;
}

// The grid's nodes with `margin` more of the same spacing at either end.
LatentNodes Extended(const ThetaGrid& grid, int margin) {
  LatentNodes nodes(grid);
  nodes.size = grid.size() + 2 * margin;
  nodes.stride =
      (nodes.size + kNodesInBlock - 1) / kNodesInBlock * kNodesInBlock;
  nodes.z.assign(nodes.stride, 0);
  for (int u = 0; u < nodes.size; ++u) nodes.z[u] = grid.theta(u - margin);
  return nodes;
}

}  // namespace

AreaMarginal::AreaMarginal(const FreeParameters& parameters,
                           const AreaExpectation& expectation,
                           const ThetaGrid& grid, int num_areas)
    : parameters_(parameters),
      expectation_(expectation),
      num_areas_(num_areas),
      grid_(Refined(grid, kMaxSpacing)),
      tables_{LatentNodes(grid_),
              LatentNodes(grid_),
              0,
              grid_.spacing(),
              {},
              {},
              {}},
      slope_begin_(parameters.curves.size()),
      fits_(parameters.curves.size()) {}

double AreaMarginal::lower(int j) const {
  return j < parameters_.size() ? parameters_.parameters[j].lower : 0;
}

double AreaMarginal::upper(int j) const {
  return j < parameters_.size() ? parameters_.parameters[j].upper
                                : kMaxVariance;
}

// Weights of the deviations, and as many nodes of u as they reach.
void AreaMarginal::SetDeviations() {
  tables_.delta.clear();
  int reach = 1;
  for (int k = 0; k < num_areas_; ++k) {
    tables_.delta.emplace_back(variance(k), tables_.spacing);
    reach = std::max(reach, tables_.delta.back().reach());
  }
  if (reach == tables_.offset) return;
  tables_.offset = reach;
  tables_.sums = Extended(grid_, reach);
  const int rows = expectation_.data().num_rows();
  tables_.log_p.assign(size_t(rows) * tables_.sums.stride, 0);
  tables_.log_density.assign(
      size_t(expectation_.groups().size()) * tables_.nodes.stride, 0);
  size_t size = 0;
  for (size_t i = 0; i < slope_begin_.size(); ++i) {
    const CurveLayout& curve = parameters_.curves[i];
    slope_begin_[i] = size;
    size += size_t(curve.num_rows) * curve.num_free * NodesOf(curve).stride;
  }
  slopes_.assign(size, 0);
}

void AreaMarginal::SetCurves() {
  const int curves = static_cast<int>(parameters_.curves.size());
  ParallelForItems(curves, expectation_.threads(), [&](int i) {
    const CurveLayout& curve = parameters_.curves[i];
    double* out = curve.is_item()
                      ? tables_.log_p.data() +
                            size_t(curve.first_row) * tables_.sums.stride
                      : tables_.log_density.data() +
                            size_t(curve.group) * tables_.nodes.stride;
    CurveSlopes(curve, curve.SlotsAt(x()), NodesOf(curve), out,
                slopes_.data() + slope_begin_[i]);
  });
}

void AreaMarginal::MoveTo(absl::Span<const double> y) {
  y_.assign(y.begin(), y.end());
  SetDeviations();
  SetCurves();
  counts_ = expectation_.Count(tables_);
  log_prior_ = parameters_.LogPrior(x(), nullptr, nullptr);
}

void AreaMarginal::ComputeGradient() {
  const int curves = static_cast<int>(parameters_.curves.size());
  ParallelForItems(curves, expectation_.threads(), [&](int i) {
    const CurveLayout& curve = parameters_.curves[i];
    const size_t stride = NodesOf(curve).stride;
    const bool is_item = curve.is_item();
    const size_t at = (is_item ? curve.first_row : curve.group) * stride;
    fits_[i] = FitCurve(
        curve, NodesOf(curve),
        (is_item ? tables_.log_p : tables_.log_density).data() + at, slopes(i),
        (is_item ? counts_.answers : counts_.persons).data() + at);
  });
  gradient_.assign(parameters_.size(), 0);
  prior_curvature_.assign(parameters_.size(), 0);
  for (int i = 0; i < curves; ++i) {
    const CurveLayout& curve = parameters_.curves[i];
    for (int f = 0; f < curve.num_free; ++f) {
      gradient_[curve.index[f]] += fits_[i].gradient[f];
    }
  }
  parameters_.LogPrior(x(), &gradient_, &prior_curvature_);
  area_information_.clear();
  for (int k = 0; k < num_areas_; ++k) {
    gradient_.push_back(counts_.slope[k]);
    const double square_variance = tables_.delta[k].square_variance();
    area_information_.push_back(square_variance > 0
                                    ? counts_.answered[k] / square_variance
                                    : kInfinity);
  }
}

}  // namespace adaptest
