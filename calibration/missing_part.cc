#include "calibration/missing_part.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

// Nodes with a smaller share of the persons do not count here.
constexpr double kMinShare = 1e-6;
// Every so many nodes stand for their neighbours, so that there are about as
// many places as this.
constexpr int kPlaces = 8;

// A place between nodes: weight of the node and of the one after it.
struct Between {
  Between(const LatentNodes& nodes, double z) {
    const double spacing = nodes.z[1] - nodes.z[0];
    const double at =
        std::clamp((z - nodes.z[0]) / spacing, 0.0, nodes.size - 1.001);
    node = static_cast<int>(at);
    share = at - node;
  }
  double Of(const double* row) const {
    return row[node] + share * (row[node + 1] - row[node]);
  }
  int node;
  double share;
};

// Persons whose posteriors are about N(mean, sd^2), in three points:
// mean - sqrt(3) sd, mean, mean + sqrt(3) sd with weights 1/6, 2/3, 1/6. The
// covariance of f and g is then the sum of the products of their two contrasts.
struct Place {
  Place(const LatentNodes& nodes, double persons_there, double mean, double sd)
      : persons(persons_there),
        below(nodes, mean - std::sqrt(3.0) * sd),
        middle(nodes, mean),
        above(nodes, mean + std::sqrt(3.0) * sd) {}

  std::array<double, 2> ContrastsOf(const double* row) const {
    const double low = below.Of(row), high = above.Of(row);
    return {(high - low) / std::sqrt(12.0),
            ((high + low) / 2 - middle.Of(row)) * std::sqrt(2.0) / 3};
  }

  double SlopeOf(const LatentNodes& nodes, const double* row) const {
    return (row[middle.node + 1] - row[middle.node]) /
           (nodes.z[middle.node + 1] - nodes.z[middle.node]);
  }

  double persons;
  double information = 0;  // of all answers about z
  double residual = 0;     // the sum of the slopes of their log P in z
  Between below, middle, above;
};

using Contrasts = std::array<double, 2>;
using SlotContrasts = std::array<Contrasts, kMaxSlots>;  // [free]

class MissingPart {
 public:
  explicit MissingPart(const MarginalPosterior& f) : f_(f) { ChooseNodes(); }

  void Take(double share, const std::vector<bool>& held, ArrowMatrix& arrow,
            Eigen::MatrixXd& minus, Eigen::MatrixXd& plus) const;

 private:
  void ChooseNodes();
  double CountOf(int curve, int q) const;
  double InformationAt(int curve, int q) const;
  Place PlaceOf(int q, double persons) const;
  void TakeCurve(int curve, int q, const Place& place, double share, int column,
                 ArrowMatrix& arrow, Eigen::MatrixXd& minus,
                 Eigen::MatrixXd& plus) const;

  const MarginalPosterior& f_;
  std::vector<int> chosen_;      // nodes
  std::vector<double> persons_;  // [chosen], at the node
  int step_ = 1;                 // nodes that a chosen one stands for
  double mean_ = 0;              // of all persons
  double variance_ = 1;
};

// Persons at the node who gave an answer to the curve.
double MissingPart::CountOf(int curve, int q) const {
  const CurveLayout& layout = f_.parameters().curves[curve];
  double sum = 0;
  for (int k = 0; k < layout.num_rows; ++k) {
    sum += f_.counts(curve)[k * f_.nodes().stride + q];
  }
  return sum;
}

void MissingPart::ChooseNodes() {
  const int first_group = f_.parameters().num_items();
  const int curves = static_cast<int>(f_.parameters().curves.size());
  const LatentNodes& nodes = f_.nodes();
  std::vector<double> persons(nodes.size, 0);
  double total = 0, first = 0, second = 0;
  for (int q = 0; q < nodes.size; ++q) {
    for (int g = first_group; g < curves; ++g) persons[q] += CountOf(g, q);
    total += persons[q];
    first += persons[q] * nodes.z[q];
    second += persons[q] * nodes.z[q] * nodes.z[q];
  }
  mean_ = first / total;
  variance_ = std::max(1e-6, second / total - mean_ * mean_);
  const int populated = static_cast<int>(
      std::count_if(persons.begin(), persons.end(),
                    [&](double n) { return n > kMinShare * total; }));
  step_ = std::max(1, populated / kPlaces);
  for (int q = step_ / 2; q < nodes.size; q += step_) {
    if (!(persons[q] > kMinShare * total)) continue;
    chosen_.push_back(q);
    persons_.push_back(persons[q]);
  }
}

// Of one answer about z, at the node: sum over k of P_k (d log P_k / dz)^2.
double MissingPart::InformationAt(int curve, int q) const {
  const CurveLayout& layout = f_.parameters().curves[curve];
  const LatentNodes& nodes = f_.nodes();
  const int before = std::max(q - 1, 0);
  const int behind = std::min(q + 1, nodes.size - 1);
  double sum = 0;
  for (int k = 0; k < layout.num_rows; ++k) {
    const double* log_p = f_.log_p(curve) + k * nodes.stride;
    const double slope =
        (log_p[behind] - log_p[before]) / (nodes.z[behind] - nodes.z[before]);
    sum += std::exp(log_p[q]) * slope * slope;
  }
  return sum;
}

// Posterior means are less spread than persons are; at them the answers' slopes
// and that of the population's log density sum to 0.
Place MissingPart::PlaceOf(int q, double persons) const {
  double information = 0;
  for (int c = 0; c < f_.parameters().num_items(); ++c) {
    information += CountOf(c, q) / persons * InformationAt(c, q);
  }
  const double precision = 1 / variance_ + information;
  const double shrinkage =
      std::sqrt(std::max(0.0, 1 - 1 / (precision * variance_)));
  const double shift = shrinkage * (f_.nodes().z[q] - mean_);
  Place place(f_.nodes(), persons, mean_ + shift, std::sqrt(1 / precision));
  place.information = information;
  place.residual = shift / variance_;
  return place;
}

// The contrasts of an item's score: mean and covariance over its categories,
// and the covariance with the slope of log P in z.
struct ScoreMoments {
  SlotContrasts mean = {};
  SlotContrasts with_slope = {};
  std::vector<double> covariance;  // [free][free], summed over the contrasts
};

ScoreMoments MomentsOf(const MarginalPosterior& f, int curve,
                       const Place& place) {
  const CurveLayout& layout = f.parameters().curves[curve];
  const int free = layout.num_free;
  const int stride = f.nodes().stride;
  ScoreMoments moments;
  moments.covariance.assign(free * free, 0);
  SlotContrasts each;
  for (int k = 0; k < layout.num_rows; ++k) {
    const double* log_p = f.log_p(curve) + k * stride;
    const double p = layout.is_item() ? std::exp(place.middle.Of(log_p)) : 1;
    const double slope = layout.is_item() ? place.SlopeOf(f.nodes(), log_p) : 0;
    for (int i = 0; i < free; ++i) {
      each[i] = place.ContrastsOf(f.slopes(curve) + (k * free + i) * stride);
      for (int t = 0; t < 2; ++t) {
        moments.mean[i][t] += p * each[i][t];
        moments.with_slope[i][t] += p * slope * each[i][t];
      }
      for (int j = 0; j <= i; ++j) {
        moments.covariance[i * free + j] +=
            p * (each[i][0] * each[j][0] + each[i][1] * each[j][1]);
      }
    }
  }
  for (int i = 0; i < free; ++i) {
    for (int j = 0; j <= i; ++j) {
      moments.covariance[i * free + j] -=
          moments.mean[i][0] * moments.mean[j][0] +
          moments.mean[i][1] * moments.mean[j][1];
    }
  }
  return moments;
}

void MissingPart::TakeCurve(int curve, int q, const Place& place, double share,
                            int column, ArrowMatrix& arrow,
                            Eigen::MatrixXd& minus,
                            Eigen::MatrixXd& plus) const {
  const CurveLayout& layout = f_.parameters().curves[curve];
  const int free = layout.num_free;
  const double given = CountOf(curve, q);
  const double pairs = given * given / place.persons;
  ScoreMoments m = MomentsOf(f_, curve, place);
  const double per_slope = 1 / std::max(place.information, 1e-12);
  for (int i = 0; i < free; ++i) {
    for (int t = 0; t < 2; ++t) {
      m.mean[i][t] += m.with_slope[i][t] * place.residual * per_slope;
    }
  }
  for (int i = 0; i < free; ++i) {
    const int x = layout.index[i];
    for (int t = 0; t < 2; ++t) {
      minus(x, 2 * column + t) += std::sqrt(share * pairs) * m.mean[i][t];
      plus(x, 2 * column + t) +=
          std::sqrt(share * pairs * per_slope) * m.with_slope[i][t];
    }
    for (int j = 0; j <= i; ++j) {
      double both = 0;
      for (int t = 0; t < 2; ++t) {
        both += m.mean[i][t] * m.mean[j][t] -
                per_slope * m.with_slope[i][t] * m.with_slope[j][t];
      }
      arrow.Add(curve, j, i,
                -share * (given * m.covariance[i * free + j] +
                          (given - pairs) * both));
    }
  }
}

void MissingPart::Take(double share, const std::vector<bool>& held,
                       ArrowMatrix& arrow, Eigen::MatrixXd& minus,
                       Eigen::MatrixXd& plus) const {
  const int count = static_cast<int>(chosen_.size());
  const int curves = static_cast<int>(f_.parameters().curves.size());
  minus = Eigen::MatrixXd::Zero(f_.parameters().size(), 2 * count);
  plus = minus;
  std::vector<Place> places;
  for (int j = 0; j < count; ++j) {
    places.push_back(PlaceOf(chosen_[j], persons_[j]));
  }
  // Curves that share parameters add to the same numbers.
  const int threads = arrow.has_border() ? 1 : f_.expectation().threads();
  ParallelForItems(curves, threads, [&](int c) {
    for (int j = 0; j < count; ++j) {
      TakeCurve(c, chosen_[j], places[j], share * step_, j, arrow, minus, plus);
    }
  });
  for (size_t j = 0; j < held.size() && count > 0; ++j) {
    if (!held[j]) continue;
    minus.row(j).setZero();
    plus.row(j).setZero();
  }
}

}  // namespace

void TakeMissingPart(const MarginalPosterior& posterior, double share,
                     const std::vector<bool>& held, ArrowMatrix& arrow,
                     Eigen::MatrixXd& minus, Eigen::MatrixXd& plus) {
  MissingPart(posterior).Take(share, held, arrow, minus, plus);
}

}  // namespace adaptest
