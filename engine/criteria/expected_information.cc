#include "engine/criteria/expected_information.h"

#include <array>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "engine/criteria/posterior_sums.h"

namespace adaptest {
namespace {

// The estimates after each answer, [row].
std::vector<double> EstimatesAfterAnswers(const SelectionSnapshot& snapshot) {
  const CriterionTables& tables = snapshot.tables;
  std::vector<double> estimates;
  if (std::holds_alternative<Eap>(snapshot.estimator)) {
    for (const AnswerMoments& m :
         MomentsAfterAnswers(tables, snapshot.posterior)) {
      estimates.push_back(m.mean);
    }
    return estimates;
  }
  std::vector<ScoredAnswer> answers(snapshot.answers.begin(),
                                    snapshot.answers.end());
  answers.push_back({});
  for (int i = 0; i < tables.num_items(); ++i) {
    const int categories = tables.first_row(i + 1) - tables.first_row(i);
    for (int k = 0; k < categories; ++k) {
      answers.back() = {i, k};
      const AbilityEstimate estimate = EstimateAbility(
          snapshot.estimator, snapshot.bank, answers, snapshot.settings);
      estimates.push_back(estimate.theta.value_or(snapshot.theta));
    }
  }
  return estimates;
}

}  // namespace

absl::StatusOr<ExpectedInformation> ExpectedInformation::Make(
    const Rule& rule) {
  RETURN_IF_ERROR(ReadParameters(rule, {}).status());
  ASSIGN_OR_RETURN(const std::vector<std::string> options,
                   ReadOptions(rule, kOptions));
  ExpectedInformation criterion;
  criterion.observed = options[0] == "observed";
  return criterion;
}

void ExpectedInformation::FillValues(const SelectionSnapshot& snapshot,
                                     absl::Span<double> values) const {
  const CriterionTables& tables = snapshot.tables;
  const std::vector<double> estimates = EstimatesAfterAnswers(snapshot);
  std::array<double, kMaxCategories> log_p;
  for (int i = 0; i < tables.num_items(); ++i) {
    const Item& item = snapshot.bank.item(i);
    LogProbabilities<double>(item.model, item.parameters, snapshot.theta,
                             absl::MakeSpan(log_p));
    values[i] = 0;
    for (int r = tables.first_row(i); r < tables.first_row(i + 1); ++r) {
      const int k = r - tables.first_row(i);
      const ScoredAnswer answer = {i, k};
      const double information =
          observed ? -LikelihoodAt(snapshot.bank, {&answer, 1}, estimates[r])
                          .curvature
                   : Information(item.model, item.parameters, estimates[r]);
      values[i] += std::exp(log_p[k]) * information;
    }
  }
}

}  // namespace adaptest
