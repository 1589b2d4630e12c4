#include "calibration/approximate_information.h"

#include <algorithm>

#include "calibration/missing_part.h"

namespace adaptest {
namespace {

// Shares of the missing information that are tried, the largest first.
constexpr double kShares[] = {1, 0.95, 0.9, 0.8, 0.6, 0};

}  // namespace

ApproximateInformation::ApproximateInformation(const MarginalPosterior& f,
                                               const std::vector<bool>& held) {
  for (const double share : kShares) {
    share_ = share;
    if (Build(f, held, share)) return;
  }
}

bool ApproximateInformation::Build(const MarginalPosterior& f,
                                   const std::vector<bool>& held,
                                   double share) {
  const FreeParameters& parameters = f.parameters();
  arrow_ = std::make_unique<ArrowMatrix>(parameters.curves, parameters.size());
  for (size_t c = 0; c < parameters.curves.size(); ++c) {
    const int free = parameters.curves[c].num_free;
    for (int a = 0; a < free; ++a) {
      for (int b = a; b < free; ++b) {
        arrow_->Add(
            static_cast<int>(c), a, b,
            f.fits()[c].information[a * free + b] * (a == b ? 1 + 1e-9 : 1));
      }
    }
  }
  for (int j = 0; j < parameters.size(); ++j) {
    arrow_->AddDiagonal(j, std::max(0.0, -f.prior_curvature()[j]) + 1e-10);
  }
  if (share > 0) {
    TakeMissingPart(f, share, held, *arrow_, minus_.columns, plus_.columns);
  } else {
    minus_.columns.resize(parameters.size(), 0);
    plus_.columns.resize(parameters.size(), 0);
  }
  arrow_->Hold(held);
  if (!arrow_->Factor()) return false;
  plus_.solved = plus_.columns;
  arrow_->SolveInPlace(plus_.solved);
  if (!plus_.Factor(1)) return false;
  minus_.solved = minus_.columns;
  SolveWithoutMinus(minus_.solved);
  return minus_.Factor(-1);
}

bool ApproximateInformation::LowRank::Factor(double sign) {
  if (columns.cols() == 0) return true;
  Eigen::MatrixXd matrix =
      Eigen::MatrixXd::Identity(columns.cols(), columns.cols());
  matrix.noalias() += sign * (columns.transpose() * solved);
  inner.compute(matrix);
  return inner.info() == Eigen::Success;
}

void ApproximateInformation::SolveWithoutMinus(
    Eigen::Ref<Eigen::MatrixXd> right) const {
  arrow_->SolveInPlace(right);
  if (plus_.columns.cols() == 0) return;
  right -= plus_.solved * plus_.inner.solve(plus_.columns.transpose() * right);
}

std::vector<double> ApproximateInformation::Solve(
    const std::vector<double>& r) const {
  Eigen::MatrixXd y = Eigen::Map<const Eigen::VectorXd>(r.data(), r.size());
  SolveWithoutMinus(y);
  if (minus_.columns.cols() > 0) {
    y += minus_.solved * minus_.inner.solve(minus_.columns.transpose() * y);
  }
  return std::vector<double>(y.data(), y.data() + y.size());
}

}  // namespace adaptest
