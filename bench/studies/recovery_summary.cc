#include <Eigen/Dense>
#include <cmath>
#include <functional>

#include "bench/studies/recovery.h"
#include "calibration/fit/chi_square.h"

namespace adaptest {
namespace {

constexpr double kTwoSided95 = 1.959963984540054;

using Replicates = absl::Span<const RecoveryReplicate>;
using Value = std::function<double(const RecoveredParameter&)>;

bool IsInside(const RecoveredParameter& p) { return p.error > 0; }

// [replicate]: the mean over items.
std::vector<double> MeansOf(Replicates replicates, int k, const Value& value) {
  std::vector<double> means;
  for (const RecoveryReplicate& replicate : replicates) {
    double sum = 0, n = 0;
    for (const RecoveredParameter& p : replicate.parameters[k]) {
      if (!IsInside(p)) continue;
      sum += value(p);
      n += 1;
    }
    means.push_back(sum / n);
  }
  return means;
}

double BiasOfItems(Replicates replicates, int k) {
  const size_t items = replicates[0].parameters[k].size();
  double total = 0;
  for (size_t i = 0; i < items; ++i) {
    double sum = 0, n = 0;
    for (const RecoveryReplicate& replicate : replicates) {
      const RecoveredParameter& p = replicate.parameters[k][i];
      if (!IsInside(p)) continue;
      sum += p.estimate - p.truth;
      n += 1;
    }
    total += std::abs(sum / n);
  }
  return total / static_cast<double>(items);
}

// [replicate][bin]: how many ranks more than expected.
Eigen::MatrixXd RankExcess(Replicates replicates, int k, int draws) {
  Eigen::MatrixXd excess =
      Eigen::MatrixXd::Zero(static_cast<int>(replicates.size()), kRankBins);
  for (int r = 0; r < excess.rows(); ++r) {
    double n = 0;
    for (const RecoveredParameter& p : replicates[r].parameters[k]) {
      if (!IsInside(p)) continue;
      excess(r, p.rank * kRankBins / (draws + 1)) += 1;
      n += 1;
    }
    excess.row(r).array() -= n / kRankBins;
  }
  return excess;
}

// Hotelling's T^2 of the mean excess, which is taken as chi-square after the
// factor (R - k) / (R - 1) for R replicates and k = bins - 1. 0 where there are
// too few replicates.
double ClusteredChiSquare(const Eigen::MatrixXd& excess) {
  const double n = static_cast<double>(excess.rows());
  constexpr int kFree = kRankBins - 1;
  if (n < 2 * kRankBins) return 0;
  const Eigen::MatrixXd free = excess.leftCols(kFree);
  const Eigen::VectorXd mean = free.colwise().mean();
  const Eigen::MatrixXd centred = free.rowwise() - mean.transpose();
  const Eigen::MatrixXd covariance =
      centred.transpose() * centred / (n - 1) / n;
  return mean.dot(covariance.ldlt().solve(mean)) * (n - kFree) / (n - 1);
}

void TestRanks(Replicates replicates, int k, int draws, RecoverySummary& sum) {
  const Eigen::MatrixXd excess = RankExcess(replicates, k, draws);
  double n = 0;
  for (const RecoveryReplicate& replicate : replicates) {
    for (const auto& p : replicate.parameters[k]) n += IsInside(p);
  }
  const double expected = n / kRankBins;
  const Eigen::VectorXd total = excess.colwise().sum();
  for (int bin = 0; bin < kRankBins; ++bin) {
    sum.ranks.push_back((total[bin] + expected) / n);
  }
  sum.chi_square = total.squaredNorm() / expected;
  sum.p = ChiSquareUpperTail(sum.chi_square, kRankBins - 1);
  sum.clustered = ClusteredChiSquare(excess);
  sum.clustered_p = ChiSquareUpperTail(sum.clustered, kRankBins - 1);
}

// Of the replicates that have profile intervals.
Measured ProfileCoverage(Replicates replicates, int k) {
  std::vector<double> shares;
  for (const RecoveryReplicate& replicate : replicates) {
    const auto& parameters = replicate.parameters[k];
    if (parameters[0].profile_upper == 0) continue;
    double covered = 0;
    for (const RecoveredParameter& p : parameters) {
      covered += p.profile_lower <= p.truth && p.truth <= p.profile_upper;
    }
    shares.push_back(covered / static_cast<double>(parameters.size()));
  }
  return shares.size() < 2 ? Measured() : MeanOf(shares);
}

double Scaled(const RecoveredParameter& p) {
  return (p.working_estimate - p.working_truth) / p.working_error;
}

}  // namespace

RecoverySummary Summarise(Replicates replicates, int k, int draws) {
  using P = RecoveredParameter;
  const auto mean = [&](const Value& value) {
    return MeanOf(MeansOf(replicates, k, value));
  };
  RecoverySummary sum;
  for (const RecoveryReplicate& replicate : replicates) {
    for (const P& p : replicate.parameters[k]) sum.at_bound += !IsInside(p);
  }
  sum.standard_error = mean([](const P& p) { return p.error; });
  sum.rmse = RootMeanOf(MeansOf(replicates, k, [](const P& p) {
    return (p.estimate - p.truth) * (p.estimate - p.truth);
  }));
  sum.bias = mean([](const P& p) { return p.estimate - p.truth; });
  sum.working_bias = mean(Scaled);
  sum.bias_of_items = BiasOfItems(replicates, k);
  sum.coverage = mean([](const P& p) {
    return std::abs(p.estimate - p.truth) <= kTwoSided95 * p.error;
  });
  sum.working_coverage =
      mean([](const P& p) { return std::abs(Scaled(p)) <= kTwoSided95; });
  sum.profile_coverage = ProfileCoverage(replicates, k);
  TestRanks(replicates, k, draws, sum);
  return sum;
}

}  // namespace adaptest
