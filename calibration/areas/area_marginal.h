#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_MARGINAL_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_MARGINAL_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/areas/area_expectation.h"
#include "calibration/areas/area_tables.h"
#include "calibration/curves.h"
#include "calibration/free_parameters.h"
#include "engine/theta_grid.h"

namespace adaptest {

// The function that a calibration with areas maximises, in y = (x, v): the free
// parameters x of the ordinary calibration (free_parameters.h), and the
// variance v_k of each area's deviation, in squared units of z:
//
//   f(y) = sum over persons of log sum over q of w_q(group; x)
//            product over areas k of sum over j of w_j(v_k)
//            product over the person's answers in k of P(answer | z_q + j h; x)
//        + log prior(x)
//
// with its gradient by Fisher's identity: at the expected counts, that of the
// curves; of v_k, (E[delta_k^2] - v_k) / Var(delta_k^2) summed over persons.
// Both are exact. v_k = 0 is delta_k = 0, and f has a slope there.
class AreaMarginal {
 public:
  static constexpr double kMaxVariance = 9;  // sd 3
  static constexpr double kMaxSpacing = 0.2;

  // theta has the nodes of `grid`, more of them where their spacing is above
  // kMaxSpacing. Keeps references: parameters and expectation must outlive it.
  AreaMarginal(const FreeParameters& parameters,
               const AreaExpectation& expectation, const ThetaGrid& grid,
               int num_areas);

  // Moves to y: an E-step. Everything below is at this y.
  void MoveTo(absl::Span<const double> y);

  const std::vector<double>& y() const { return y_; }
  absl::Span<const double> x() const {
    return absl::MakeConstSpan(y_).first(num_item_parameters());
  }
  double variance(int area) const { return y_[num_item_parameters() + area]; }
  double log_likelihood() const { return counts_.log_likelihood; }
  double log_prior() const { return log_prior_; }
  double value() const { return log_likelihood() + log_prior_; }

  // Computes the gradient in y, and what complete data would tell, at y.
  void ComputeGradient();
  const std::vector<double>& gradient() const { return gradient_; }
  const std::vector<CurveFit>& fits() const { return fits_; }  // [curve]
  // [area] persons / Var(delta^2); infinite at v = 0.
  const std::vector<double>& area_information() const {
    return area_information_;
  }
  const std::vector<double>& prior_curvature() const {
    return prior_curvature_;
  }

  int size() const { return static_cast<int>(parameters_.size()) + num_areas_; }
  int num_item_parameters() const { return parameters_.size(); }
  int num_areas() const { return num_areas_; }
  // Where y[j] may lie.
  double lower(int j) const;
  double upper(int j) const;

  const FreeParameters& parameters() const { return parameters_; }
  const AreaExpectation& expectation() const { return expectation_; }
  const AreaTables& tables() const { return tables_; }
  const double* slopes(int curve) const {
    return slopes_.data() + slope_begin_[curve];
  }
  const LatentNodes& NodesOf(const CurveLayout& curve) const {
    return curve.is_item() ? tables_.sums : tables_.nodes;
  }

 private:
  void SetDeviations();
  void SetCurves();

  const FreeParameters& parameters_;
  const AreaExpectation& expectation_;
  int num_areas_;
  ThetaGrid grid_;
  AreaTables tables_;
  std::vector<double> y_;
  double log_prior_ = 0;
  AreaCounts counts_;
  std::vector<size_t> slope_begin_;  // [curve]
  std::vector<double> slopes_;       // [curve][row][free][node]
  std::vector<CurveFit> fits_;
  std::vector<double> gradient_;
  std::vector<double> area_information_;
  std::vector<double> prior_curvature_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_MARGINAL_H_
