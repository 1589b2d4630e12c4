#include "engine/criteria/posterior_sums.h"

#include <algorithm>

#include "engine/math/row_products.h"

namespace adaptest {
namespace {

constexpr double kNegligibleWeight = 1e-20;

// The nodes [first, first + size) that matter.
struct Window {
  int first;
  int size;
};

Window WindowOf(absl::Span<const double> weights) {
  int first = 0;
  int last = static_cast<int>(weights.size()) - 1;
  while (first < last && weights[first] < kNegligibleWeight) ++first;
  while (last > first && weights[last] < kNegligibleWeight) --last;
  return {first, last - first + 1};
}

// out[row * count + v] = sum over the window of table[row][q] vectors[v][q].
std::vector<double> Products(absl::Span<const double> table, int nodes,
                             const Window& window,
                             const std::vector<double>& vectors, int count) {
  const size_t num_rows = table.size() / nodes;
  std::vector<double> out(num_rows * count);
  RowProducts(table.data() + window.first, num_rows, nodes, window.size,
              vectors.data() + window.first, count, out.data());
  return out;
}

std::vector<double> Sums(const CriterionTables& tables,
                         absl::Span<const double> table,
                         absl::Span<const double> weights) {
  const std::vector<double> vector(weights.begin(), weights.end());
  return Products(table, tables.grid().size(), WindowOf(weights), vector, 1);
}

}  // namespace

Posterior LikelihoodOf(const SelectionSnapshot& snapshot) {
  const auto log_density = snapshot.posterior.log_density();
  std::vector<double> log_likelihood(log_density.begin(), log_density.end());
  for (size_t q = 0; q < log_likelihood.size(); ++q) {
    log_likelihood[q] -= snapshot.log_prior[q];
  }
  return Posterior(snapshot.posterior.grid(), log_likelihood);
}

void WeightedInformation(const CriterionTables& tables,
                         const Posterior& posterior, absl::Span<double> out) {
  const Window window = WindowOf(posterior.weights());
  const size_t items = tables.num_items();
  WeightedRowSum(tables.information().data() + window.first * items,
                 window.size, items, posterior.weights().data() + window.first,
                 out.data());
}

std::vector<double> PredictiveProbabilities(const CriterionTables& tables,
                                            absl::Span<const double> weights) {
  return Sums(tables, tables.probability(), weights);
}

std::vector<double> ItemSums(const CriterionTables& tables,
                             absl::Span<const double> table,
                             absl::Span<const double> weights) {
  return Sums(tables, table, weights);
}

std::vector<double> LogProbabilitySums(const CriterionTables& tables,
                                       absl::Span<const double> weights) {
  return Sums(tables, tables.log_probability(), weights);
}

std::vector<AnswerMoments> MomentsAfterAnswers(const CriterionTables& tables,
                                               const Posterior& posterior) {
  const ThetaGrid& grid = tables.grid();
  const size_t nodes = grid.size();
  const auto weights = posterior.weights();
  std::vector<double> vectors(3 * nodes);
  for (size_t q = 0; q < nodes; ++q) {
    const double distance = grid.theta(static_cast<int>(q)) - posterior.mean();
    vectors[q] = weights[q];
    vectors[nodes + q] = weights[q] * distance;
    vectors[2 * nodes + q] = weights[q] * distance * distance;
  }
  const std::vector<double> sums = Products(tables.probability(), grid.size(),
                                            WindowOf(weights), vectors, 3);
  std::vector<AnswerMoments> moments(tables.num_rows());
  for (size_t row = 0; row < moments.size(); ++row) {
    const double p = sums[3 * row];
    const double shift = sums[3 * row + 1] / p;
    const double variance = sums[3 * row + 2] / p - shift * shift;
    moments[row] = {p, posterior.mean() + shift, std::max(variance, 0.0)};
  }
  return moments;
}

std::vector<AnswerAboveCut> ProbabilitiesAboveCut(
    const SelectionSnapshot& snapshot) {
  const CriterionTables& tables = snapshot.tables;
  const size_t nodes = tables.grid().size();
  const auto weights = snapshot.posterior.weights();
  std::vector<double> vectors(2 * nodes);
  for (size_t q = 0; q < nodes; ++q) {
    vectors[q] = weights[q];
    vectors[nodes + q] = weights[q] * snapshot.above_cut[q];
  }
  const std::vector<double> sums =
      Products(tables.probability(), tables.grid().size(), WindowOf(weights),
               vectors, 2);
  std::vector<AnswerAboveCut> answers(tables.num_rows());
  for (size_t row = 0; row < answers.size(); ++row) {
    const double p = sums[2 * row];
    answers[row] = {p, std::clamp(sums[2 * row + 1], 0.0, p)};
  }
  return answers;
}

}  // namespace adaptest
