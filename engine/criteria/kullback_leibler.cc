#include "engine/criteria/kullback_leibler.h"

#include <array>
#include <cmath>

#include "engine/criteria/posterior_sums.h"

namespace adaptest {
namespace {

void FillDivergences(const SelectionSnapshot& snapshot,
                     absl::Span<const double> weights,
                     absl::Span<double> values) {
  const CriterionTables& tables = snapshot.tables;
  const std::vector<double> mean_log_p = LogProbabilitySums(tables, weights);
  std::array<double, kMaxCategories> log_p;
  for (int i = 0; i < tables.num_items(); ++i) {
    const Item& item = snapshot.bank.item(i);
    LogProbabilities<double>(item.model, item.parameters, snapshot.theta,
                             absl::MakeSpan(log_p));
    values[i] = 0;
    for (int r = tables.first_row(i); r < tables.first_row(i + 1); ++r) {
      const double log_at_theta = log_p[r - tables.first_row(i)];
      values[i] += std::exp(log_at_theta) * (log_at_theta - mean_log_p[r]);
    }
  }
}

}  // namespace

void KullbackLeibler::FillValues(const SelectionSnapshot& snapshot,
                                 absl::Span<double> values) const {
  const Posterior likelihood = LikelihoodOf(snapshot);
  FillDivergences(snapshot, likelihood.weights(), values);
}

void PosteriorKullbackLeibler::FillValues(const SelectionSnapshot& snapshot,
                                          absl::Span<double> values) const {
  FillDivergences(snapshot, snapshot.posterior.weights(), values);
}

}  // namespace adaptest
