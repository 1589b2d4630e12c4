#include "calibration/score_persons.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/ability/scan_tables.h"
#include "engine/person_fit/lz_star.h"
#include "engine/posterior.h"
#include "engine/prior.h"
#include "engine/scores/pass_probability.h"
#include "engine/scores/score_scale.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<std::vector<int>> ItemsInBank(const ItemBank& bank,
                                             const ResponseData& data) {
  std::vector<int> items;
  for (const std::string& id : data.item_ids) {
    const auto item = bank.Find(id);
    if (!item) {
      return absl::InvalidArgumentError(
          absl::StrCat("item ", id, " was answered, but is not in the bank"));
    }
    items.push_back(*item);
  }
  return items;
}

// An exam does not score its pretest items.
bool IsScored(const Item& item, const PreparedExam* exam) {
  return exam == nullptr || item.status != ItemStatus::kPretest;
}

void FillExamScores(const PreparedExam& exam, const Prior& prior,
                    absl::Span<const ScoredAnswer> answers,
                    PersonEstimate& person) {
  const ThetaGrid& grid = exam.tables().grid();
  Posterior posterior(grid, LogPrior(prior, exam.bank(), answers, grid));
  for (const ScoredAnswer& answer : answers) {
    posterior.Update(
        exam.tables().log_probability(answer.item, answer.category));
  }
  if (person.theta) {
    person.scaled_score = ScaledScore(exam.exam().scale, *person.theta);
  }
  person.pass_probability = PassProbability(posterior, exam.pass_curve());
}

}  // namespace

absl::StatusOr<std::vector<PersonEstimate>> ScorePersons(
    const ItemBank& bank, const ResponseData& data,
    const ScoringOptions& options) {
  RETURN_IF_ERROR(CheckEstimator(options.estimator, bank));
  ASSIGN_OR_RETURN(const std::vector<int> items, ItemsInBank(bank, data));
  EstimationSettings settings = options.settings;
  const ScanTables tables(bank, items, settings.lower_bound,
                          settings.upper_bound);
  settings.scan = &tables;
  std::vector<PersonEstimate> persons;
  std::vector<ScoredAnswer> answers;
  for (int p = 0; p < data.num_persons(); ++p) {
    answers.clear();
    for (const uint16_t row : data.RowsOf(p)) {
      const int item = data.item_of_row[row];
      if (!IsScored(bank.item(items[item]), options.exam)) continue;
      answers.push_back({items[item], row - data.first_row[item]});
    }
    const AbilityEstimate estimate =
        EstimateAbility(options.estimator, bank, answers, settings);
    PersonEstimate person;
    person.person_id = data.person_id(p);
    person.session_id = data.session_id(p);
    person.num_items = static_cast<int>(answers.size());
    person.theta = estimate.theta;
    person.standard_error = estimate.standard_error;
    person.state = estimate.state;
    person.log_likelihood = estimate.log_likelihood;
    person.lz_star =
        LzStar(options.estimator, estimate, bank, answers, settings);
    if (options.exam != nullptr) {
      FillExamScores(*options.exam, options.settings.prior, answers, person);
    }
    persons.push_back(std::move(person));
  }
  return persons;
}

}  // namespace adaptest
