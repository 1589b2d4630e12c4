#include "engine/scores/final_decision.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/ability/likelihood.h"
#include "engine/math/normal.h"

namespace adaptest {
namespace {

// Sums over the answer patterns to remaining[next ...], by depth.
double Enumerate(const FinalDecisionProblem& problem, size_t next,
                 const Posterior& posterior) {
  if (next == problem.remaining.size()) return problem.passes(posterior);
  const int i = problem.remaining[next];
  const auto weights = posterior.weights();
  double sum = 0;
  for (int k = 0; k < NumCategories(problem.bank.item(i)); ++k) {
    const auto log_p = problem.tables.log_probability(i, k);
    double chance = 0;
    for (size_t q = 0; q < weights.size(); ++q) {
      chance += weights[q] * std::exp(log_p[q]);
    }
    if (chance <= 0) continue;
    Posterior after = posterior;
    after.Update(log_p);
    sum += chance * Enumerate(problem, next + 1, after);
  }
  return sum;
}

// What is known of the likelihood of the answers to come and of its score S.
struct Evidence {
  std::vector<double> mean_log_likelihood;  // [node], at the cut
  std::vector<double> slope;                // [node], regression on S
  double mean_at_cut = 0;                   // of S
  double sd_at_cut = 0;
  std::vector<double> mean;      // [node], of S
  std::vector<double> variance;  // [node]
};

// Adds one item.
void AddItem(const FinalDecisionProblem& problem, int i, Evidence& evidence) {
  const size_t nodes = evidence.mean.size();
  const int categories = NumCategories(problem.bank.item(i));
  std::vector<double> chance(categories);
  std::vector<double> score(categories);
  double mean = 0;
  for (int k = 0; k < categories; ++k) {
    const ScoredAnswer answer = {i, k};
    const CurvePoint point =
        LikelihoodAt(problem.bank, {&answer, 1}, problem.theta_cut);
    chance[k] = std::exp(point.value);
    score[k] = point.slope;
    mean += chance[k] * score[k];
  }
  double variance = 0;
  std::vector<double> first(nodes, 0);
  std::vector<double> second(nodes, 0);
  for (int k = 0; k < categories; ++k) {
    const double distance = score[k] - mean;
    variance += chance[k] * distance * distance;
    const auto log_p = problem.tables.log_probability(i, k);
    for (size_t q = 0; q < nodes; ++q) {
      const double p = std::exp(log_p[q]);
      evidence.mean_log_likelihood[q] += chance[k] * log_p[q];
      evidence.slope[q] += chance[k] * distance * log_p[q];
      first[q] += p * score[k];
      second[q] += p * score[k] * score[k];
    }
  }
  for (size_t q = 0; q < nodes; ++q) {
    evidence.mean[q] += first[q];
    evidence.variance[q] += std::max(second[q] - first[q] * first[q], 0.0);
  }
  evidence.mean_at_cut += mean;
  evidence.sd_at_cut += variance;  // its square root at the end
}

Evidence EvidenceToCome(const FinalDecisionProblem& problem) {
  const size_t nodes = problem.posterior.grid().size();
  Evidence evidence;
  evidence.mean_log_likelihood.resize(nodes);
  evidence.slope.resize(nodes);
  evidence.mean.resize(nodes);
  evidence.variance.resize(nodes);
  for (const int i : problem.remaining) AddItem(problem, i, evidence);
  for (double& slope : evidence.slope) slope /= evidence.sd_at_cut;
  evidence.sd_at_cut = std::sqrt(evidence.sd_at_cut);
  return evidence;
}

bool PassesWith(const FinalDecisionProblem& problem, const Evidence& evidence,
                double s) {
  const auto now = problem.posterior.log_density();
  std::vector<double> log_density(now.begin(), now.end());
  for (size_t q = 0; q < log_density.size(); ++q) {
    log_density[q] += evidence.mean_log_likelihood[q] +
                      (s - evidence.mean_at_cut) * evidence.slope[q];
  }
  return problem.passes(Posterior(problem.posterior.grid(), log_density));
}

// The smallest S that passes, within `reach` standard deviations.
double CriticalScore(const FinalDecisionProblem& problem,
                     const Evidence& evidence) {
  constexpr double kReach = 40;
  constexpr int kSteps = 40;
  double low = evidence.mean_at_cut - kReach * evidence.sd_at_cut;
  double high = evidence.mean_at_cut + kReach * evidence.sd_at_cut;
  if (PassesWith(problem, evidence, low)) return low;
  if (!PassesWith(problem, evidence, high)) return high;
  for (int i = 0; i < kSteps; ++i) {
    const double middle = 0.5 * (low + high);
    (PassesWith(problem, evidence, middle) ? high : low) = middle;
  }
  return high;
}

int NumPatterns(const FinalDecisionProblem& problem) {
  int patterns = 1;
  for (const int i : problem.remaining) {
    patterns *= NumCategories(problem.bank.item(i));
    if (patterns > kEnumerated) break;
  }
  return patterns;
}

}  // namespace

double FinalPassProbability(const FinalDecisionProblem& problem) {
  if (NumPatterns(problem) <= kEnumerated) {
    return std::clamp(Enumerate(problem, 0, problem.posterior), 0.0, 1.0);
  }
  const Evidence evidence = EvidenceToCome(problem);
  const double critical = CriticalScore(problem, evidence);
  const auto weights = problem.posterior.weights();
  double pass = 0;
  for (size_t q = 0; q < weights.size(); ++q) {
    const double sd = std::sqrt(evidence.variance[q]);
    pass += weights[q] *
            NormalCdf((evidence.mean[q] - critical) / std::max(sd, 1e-12));
  }
  return std::clamp(pass, 0.0, 1.0);
}

}  // namespace adaptest
