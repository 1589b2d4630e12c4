#include "engine/scores/area_readiness.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "engine/random.h"

namespace adaptest {
namespace {

constexpr double kMaxDeviation = 4;      // of delta_k, in s_k
constexpr double kMinTrapezoidSd = 0.7;  // in units of the spacing
constexpr double kToldApart = 0.5;

// The prior of delta_k on multiples -reach ... reach of the spacing, for an sd
// in units of it.
struct Deviation {
  explicit Deviation(double sd) {
    if (sd == 0) {
      weight = {1};
    } else if (sd < kMinTrapezoidSd) {
      reach = 1;
      weight = {0.5 * sd * sd, 1 - sd * sd, 0.5 * sd * sd};
    } else {
      reach = static_cast<int>(std::ceil(kMaxDeviation * sd));
      for (int j = -reach; j <= reach; ++j) {
        weight.push_back(std::exp(-0.5 * j * j / (sd * sd)));
      }
      const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
      for (double& w : weight) w /= sum;
    }
  }

  int reach = 0;
  std::vector<double> weight;  // [j + reach]
};

// One area's part of the model: what its answers say at each theta_q.
class AreaPart {
 public:
  // log_likelihood[q] of the area's answers at theta_k = theta_q.
  AreaPart(double sd, absl::Span<const double> log_likelihood)
      : deviation_(sd), nodes_(static_cast<int>(log_likelihood.size())) {
    for (int q = 0; q < nodes_; ++q) AddNode(q, log_likelihood);
  }

  // [q]: log of the integral over delta_k.
  absl::Span<const double> log_marginal() const { return log_marginal_; }

  // Mean and mean square of j given theta_q.
  double Mean(int q) const { return Moment(q, 1); }
  double MeanSquare(int q) const { return Moment(q, 2); }

  // A draw of j given theta_q.
  int Draw(int q, Random& random) const {
    const auto first = cumulative_.begin() + q * Size();
    const auto found =
        std::lower_bound(first, first + Size() - 1, random.Uniform());
    return static_cast<int>(found - first) - deviation_.reach;
  }

 private:
  int Size() const { return 2 * deviation_.reach + 1; }

  void AddNode(int q, absl::Span<const double> log_likelihood) {
    const auto at = [&](int j) {
      return log_likelihood[std::clamp(q + j, 0, nodes_ - 1)];
    };
    double largest = at(0);
    for (int j = -deviation_.reach; j <= deviation_.reach; ++j) {
      largest = std::max(largest, at(j));
    }
    double sum = 0;
    for (int j = -deviation_.reach; j <= deviation_.reach; ++j) {
      sum +=
          deviation_.weight[j + deviation_.reach] * std::exp(at(j) - largest);
      cumulative_.push_back(sum);
    }
    // Not 0: where the likelihood is largest, the term is the weight alone.
    for (int k = 1; k <= Size(); ++k)
      cumulative_[cumulative_.size() - k] /= sum;
    log_marginal_.push_back(largest + std::log(sum));
  }

  double Moment(int q, int power) const {
    double moment = 0;
    double below = 0;
    for (int k = 0; k < Size(); ++k) {
      const double upto = cumulative_[q * Size() + k];
      moment += (upto - below) * std::pow(k - deviation_.reach, power);
      below = upto;
    }
    return moment;
  }

  Deviation deviation_;
  int nodes_;
  std::vector<double> log_marginal_;  // [q]
  std::vector<double> cumulative_;    // [q][j + reach], P(delta_k <= j h | q)
};

// [area][q], and one row more for items of no area.
std::vector<std::vector<double>> AreaLogLikelihoods(
    const AreaModel& model, const BankTables& tables,
    absl::Span<const ScoredAnswer> answers) {
  std::vector<std::vector<double>> rows(
      model.num_areas + 1, std::vector<double>(tables.grid().size()));
  for (const auto& [item, category] : answers) {
    const int area = model.area_of_item[item];
    std::vector<double>& row = rows[area < 0 ? model.num_areas : area];
    const absl::Span<const double> log_p =
        tables.log_probability(item, category);
    for (size_t q = 0; q < row.size(); ++q) row[q] += log_p[q];
  }
  return rows;
}

// What the answers say of the areas, and so of theta.
struct AreaAnswers {
  AreaAnswers(const AreaModel& model, const BankTables& tables,
              absl::Span<const double> log_prior,
              absl::Span<const ScoredAnswer> answers)
      : posterior(tables.grid(), log_prior) {
    assert(model.sd.size() == static_cast<size_t>(model.num_areas));
    const auto rows = AreaLogLikelihoods(model, tables, answers);
    posterior.Update(rows[model.num_areas]);
    for (int k = 0; k < model.num_areas; ++k) {
      parts.emplace_back(model.sd[k] / tables.grid().spacing(), rows[k]);
      posterior.Update(parts.back().log_marginal());
    }
  }

  Posterior posterior;  // of theta
  std::vector<AreaPart> parts;
};

void FillMoments(const Posterior& posterior, const AreaPart& part,
                 AreaReadiness& readiness) {
  const ThetaGrid& grid = posterior.grid();
  const double h = grid.spacing();
  double first = 0;
  double second = 0;
  for (int q = 0; q < grid.size(); ++q) {
    const double theta = grid.theta(q) - posterior.mean();
    const double mean = h * part.Mean(q);
    first += posterior.weights()[q] * (theta + mean);
    second += posterior.weights()[q] *
              (theta * theta + 2 * theta * mean + h * h * part.MeanSquare(q));
  }
  readiness.mean = posterior.mean() + first;
  readiness.sd = std::sqrt(std::max(second - first * first, 0.0));
}

// Draws all areas' abilities, in nodes, with ties spread over a cell, and
// counts which are the weakest.
void FillWeakest(const Posterior& posterior, const std::vector<AreaPart>& parts,
                 uint64_t seed, std::vector<AreaReadiness>& areas) {
  Random random(seed);
  const absl::Span<const double> weights = posterior.weights();
  std::vector<double> cumulative(weights.size());
  std::partial_sum(weights.begin(), weights.end(), cumulative.begin());
  std::vector<std::pair<double, size_t>> ability(parts.size());
  const size_t weakest = std::min<size_t>(kNumWeakest, parts.size());
  for (int draw = 0; draw < kAreaDraws; ++draw) {
    const int q = static_cast<int>(std::lower_bound(cumulative.begin(),
                                                    cumulative.end() - 1,
                                                    random.Uniform()) -
                                   cumulative.begin());
    for (size_t k = 0; k < parts.size(); ++k) {
      ability[k] = {parts[k].Draw(q, random) + random.Uniform(), k};
    }
    std::partial_sort(ability.begin(), ability.begin() + weakest,
                      ability.end());
    for (size_t k = 0; k < weakest; ++k) {
      areas[ability[k].second].weakest_probability += 1.0 / kAreaDraws;
    }
  }
}

// Without abilities of their own all areas are alike: what the draws tend to.
void FillEqual(std::vector<AreaReadiness>& areas) {
  const double count = static_cast<double>(areas.size());
  for (AreaReadiness& area : areas) {
    area.weakest_probability = std::min<double>(kNumWeakest, count) / count;
  }
}

}  // namespace

Posterior AreaPosterior(const AreaModel& model, const BankTables& tables,
                        absl::Span<const double> log_prior,
                        absl::Span<const ScoredAnswer> answers) {
  return AreaAnswers(model, tables, log_prior, answers).posterior;
}

std::vector<AreaReadiness> AssessAreas(const AreaModel& model,
                                       const BankTables& tables,
                                       absl::Span<const double> log_prior,
                                       absl::Span<const ScoredAnswer> answers,
                                       uint64_t seed) {
  const AreaAnswers known(model, tables, log_prior, answers);
  std::vector<AreaReadiness> areas(model.num_areas);
  for (int k = 0; k < model.num_areas; ++k) {
    FillMoments(known.posterior, known.parts[k], areas[k]);
  }
  if (std::all_of(model.sd.begin(), model.sd.end(),
                  [](double sd) { return sd == 0; })) {
    FillEqual(areas);
  } else {
    FillWeakest(known.posterior, known.parts, seed, areas);
  }
  for (AreaReadiness& area : areas) {
    area.told_apart = area.weakest_probability >= kToldApart;
  }
  return areas;
}

}  // namespace adaptest
