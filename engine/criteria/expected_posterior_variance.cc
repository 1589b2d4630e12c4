#include "engine/criteria/expected_posterior_variance.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/criteria/posterior_sums.h"

namespace adaptest {

absl::StatusOr<ExpectedPosteriorVariance> ExpectedPosteriorVariance::Make(
    const Rule& rule) {
  RETURN_IF_ERROR(ReadParameters(rule, {}).status());
  ASSIGN_OR_RETURN(const std::vector<std::string> options,
                   ReadOptions(rule, kOptions));
  ExpectedPosteriorVariance criterion;
  criterion.predictive = options[0] == "predictive";
  return criterion;
}

void ExpectedPosteriorVariance::FillValues(const SelectionSnapshot& snapshot,
                                           absl::Span<double> values) const {
  const CriterionTables& tables = snapshot.tables;
  const std::vector<AnswerMoments> moments =
      MomentsAfterAnswers(tables, snapshot.posterior);
  std::array<double, kMaxCategories> log_p;
  for (int i = 0; i < tables.num_items(); ++i) {
    const Item& item = snapshot.bank.item(i);
    if (!predictive) {
      LogProbabilities<double>(item.model, item.parameters, snapshot.theta,
                               absl::MakeSpan(log_p));
    }
    values[i] = 0;
    for (int r = tables.first_row(i); r < tables.first_row(i + 1); ++r) {
      const double chance = predictive
                                ? moments[r].probability
                                : std::exp(log_p[r - tables.first_row(i)]);
      values[i] += chance * moments[r].variance;
    }
  }
}

}  // namespace adaptest
