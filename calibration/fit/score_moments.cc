#include "calibration/fit/score_moments.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "calibration/fit/item_moments.h"
#include "calibration/parallel.h"

namespace adaptest {
namespace {

using Eigen::ArrayXd;
using Eigen::MatrixXd;
using Eigen::VectorXd;

ArrayXd AsArray(const std::vector<double>& x) {
  return Eigen::Map<const ArrayXd>(x.data(), x.size());
}

// Pair (i, j), i < j, of n items stands at index(i, j) among the moments.
struct PairIndex {
  int n;

  int operator()(int i, int j) const {
    return n + i * n - i * (i + 1) / 2 + j - i - 1;
  }
};

// The items of a block at the nodes.
struct MomentCurves {
  std::vector<ArrayXd> mean;    // [item][node]
  std::vector<ArrayXd> square;  // [item][node]
  std::vector<ItemMoments> moments;
  ArrayXd population;
};

MomentCurves CurvesOf(const FittedModel& model, const CompleteBlock& block,
                      int threads) {
  MomentCurves curves;
  curves.moments.resize(block.num_items());
  ParallelForItems(block.num_items(), threads, [&](int i) {
    curves.moments[i] = MomentsOfItem(model, block.items[i]);
  });
  for (const ItemMoments& moments : curves.moments) {
    curves.mean.push_back(AsArray(moments.mean));
    curves.square.push_back(AsArray(moments.square));
  }
  curves.population = AsArray(model.population());
  return curves;
}

// [moment][node]: the moments at each node, where answers are independent.
MatrixXd ConditionalMoments(const MomentCurves& curves) {
  const int n = static_cast<int>(curves.mean.size());
  MatrixXd at(NumScoreMoments(n), curves.population.size());
  const PairIndex index{n};
  for (int i = 0; i < n; ++i) {
    at.row(i) = curves.mean[i].matrix().transpose();
    for (int j = i + 1; j < n; ++j) {
      at.row(index(i, j)) =
          (curves.mean[i] * curves.mean[j]).matrix().transpose();
    }
  }
  return at;
}

// Moments that share items: the square of X_i instead of its mean twice.
void CorrectSharedItems(const MomentCurves& curves, MatrixXd& products) {
  const int n = static_cast<int>(curves.mean.size());
  const PairIndex index{n};
  const auto set = [&](int x, int y, double value) {
    products(x, y) = value;
    products(y, x) = value;
  };
  const auto pair = [&](int i, int j) {
    return index(std::min(i, j), std::max(i, j));
  };
  for (int i = 0; i < n; ++i) {
    const ArrayXd square = curves.square[i] * curves.population;
    set(i, i, square.sum());
    for (int j = 0; j < n; ++j) {
      if (j == i) continue;
      const ArrayXd with_j = square * curves.mean[j];
      set(i, pair(i, j), with_j.sum());
      if (j > i) {
        set(pair(i, j), pair(i, j), (square * curves.square[j]).sum());
      }
      for (int k = j + 1; k < n; ++k) {
        if (k == i) continue;
        set(pair(i, j), pair(i, k), (with_j * curves.mean[k]).sum());
      }
    }
  }
}

// The column of the moments' slopes where item i's mean changes at the rate
// `slope`[node].
void AddSlopes(const MomentCurves& curves, int i,
               const std::vector<double>& slope, Eigen::Ref<VectorXd> column) {
  const int n = static_cast<int>(curves.mean.size());
  const PairIndex index{n};
  const ArrayXd rate = AsArray(slope) * curves.population;
  column[i] += rate.sum();
  for (int j = 0; j < n; ++j) {
    if (j == i) continue;
    column[index(std::min(i, j), std::max(i, j))] +=
        (rate * curves.mean[j]).sum();
  }
}

MatrixXd SlopesOf(const FittedModel& model, const CompleteBlock& block,
                  const MomentCurves& curves) {
  const int moments = NumScoreMoments(block.num_items());
  std::vector<VectorXd> columns;
  VectorXd common_slope = VectorXd::Zero(moments);
  VectorXd latent_sd = VectorXd::Zero(moments);
  bool has_common_slope = false;
  bool has_latent_sd = false;
  for (int i = 0; i < block.num_items(); ++i) {
    const EstimatedParameters estimated(model.item(block.items[i]));
    const ItemMoments& item = curves.moments[i];
    for (const int s : estimated.own) {
      columns.push_back(VectorXd::Zero(moments));
      AddSlopes(curves, i, item.slope[s], columns.back());
    }
    if (estimated.shares_slope) {
      AddSlopes(curves, i, item.slope[0], common_slope);
      has_common_slope = true;
    }
    AddSlopes(curves, i, item.slope_in_sd, latent_sd);
    has_latent_sd |= estimated.shares_latent_sd;
  }
  if (has_common_slope) columns.push_back(std::move(common_slope));
  if (has_latent_sd) columns.push_back(std::move(latent_sd));
  MatrixXd slopes(moments, columns.size());
  for (size_t c = 0; c < columns.size(); ++c) slopes.col(c) = columns[c];
  return slopes;
}

void AddObserved(const ResponseData& data, const CompleteBlock& block,
                 ScoreMoments& moments) {
  const int n = block.num_items();
  MatrixXd products = MatrixXd::Zero(n, n);
  VectorXd means = VectorXd::Zero(n);
  VectorXd x(n);
  for (size_t p = 0; p < block.persons.size(); ++p) {
    for (int i = 0; i < n; ++i) x[i] = block.category_of(p, i);
    const double weight = data.weight(block.persons[p]) / block.num_persons;
    means += weight * x;
    products.noalias() += (weight * x) * x.transpose();
  }
  moments.observed.resize(NumScoreMoments(n));
  moments.observed.head(n) = means;
  const PairIndex index{n};
  for (int i = 0; i < n; ++i) {
    for (int j = i + 1; j < n; ++j) {
      moments.observed[index(i, j)] = products(i, j);
    }
  }
  moments.observed_squares = products.diagonal();
}

}  // namespace

ScoreMoments ScoreMomentsOf(const FittedModel& model,
                            const CompleteBlock& block, int threads) {
  const MomentCurves curves = CurvesOf(model, block, threads);
  const MatrixXd at = ConditionalMoments(curves);
  ScoreMoments moments;
  moments.expected = at * curves.population.matrix();
  const MatrixXd weighted = at * curves.population.matrix().asDiagonal();
  moments.covariance.noalias() = weighted * at.transpose();
  CorrectSharedItems(curves, moments.covariance);
  moments.covariance.noalias() -=
      moments.expected * moments.expected.transpose();
  moments.slopes = SlopesOf(model, block, curves);
  moments.expected_squares =
      moments.covariance.diagonal().head(block.num_items()) +
      moments.expected.head(block.num_items()).cwiseAbs2();
  AddObserved(model.data(), block, moments);
  return moments;
}

}  // namespace adaptest
