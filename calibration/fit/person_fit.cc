#include "calibration/fit/person_fit.h"

#include <array>
#include <cmath>

#include "calibration/parallel.h"
#include "engine/ability/scan_tables.h"
#include "engine/ability_estimator.h"
#include "engine/math/normal.h"
#include "engine/person_fit/lz_star.h"

namespace adaptest {
namespace {

constexpr double kLzStarLevels[] = {0.05, 0.01};
constexpr int kPersonFitParts = 64;

double LogLikelihoodAt(const ItemBank& bank,
                       const std::vector<ScoredAnswer>& answers, double theta) {
  std::array<double, kMaxCategories> log_p;
  double sum = 0;
  for (const ScoredAnswer& answer : answers) {
    const Item& item = bank.item(answer.item);
    LogProbabilities<double>(item.model, absl::MakeConstSpan(item.parameters),
                             theta, absl::MakeSpan(log_p));
    sum += log_p[answer.category];
  }
  return sum;
}

// What the persons of all parts share.
struct PersonFitWork {
  const ItemBank& bank;
  const FittedModel& model;
  const Abilities& abilities;
  const std::vector<int>& items;  // [item of the data] in the bank
  const EstimationSettings& settings;

  PersonEstimate Estimate(int p, std::vector<ScoredAnswer>& answers) const {
    const ResponseData& data = model.data();
    answers.clear();
    for (const uint16_t row : data.RowsOf(p)) {
      const int item = data.item_of_row[row];
      answers.push_back({items[item], row - data.first_row[item]});
    }
    PersonEstimate person;
    person.person_id = data.person_id(p);
    person.num_items = static_cast<int>(answers.size());
    person.theta = abilities.eap[p];
    person.standard_error = abilities.sd[p];
    person.state =
        answers.empty() ? AbilityState::kNoAnswers : AbilityState::kOk;
    person.log_likelihood = LogLikelihoodAt(bank, answers, *person.theta);
    const AbilityEstimator wle = Wle();
    person.lz_star = LzStar(wle, EstimateAbility(wle, bank, answers, settings),
                            bank, answers, settings);
    return person;
  }
};

}  // namespace

std::vector<PersonEstimate> EstimatePersonFit(const ItemBank& bank,
                                              const FittedModel& model,
                                              const Abilities& abilities,
                                              double bound, int threads) {
  const ResponseData& data = model.data();
  std::vector<int> items;
  for (const std::string& id : data.item_ids) items.push_back(*bank.Find(id));
  EstimationSettings settings;
  settings.lower_bound = -bound;
  settings.upper_bound = bound;
  const ScanTables tables(bank, items, -bound, bound);
  settings.scan = &tables;
  const PersonFitWork work = {bank, model, abilities, items, settings};
  std::vector<PersonEstimate> persons(data.num_persons());
  ParallelFor(kPersonFitParts, threads, [&](int i) {
    const Part part(i, kPersonFitParts, data.num_persons());
    std::vector<ScoredAnswer> answers;
    for (int p = part.begin; p < part.end; ++p) {
      persons[p] = work.Estimate(p, answers);
    }
  });
  return persons;
}

PersonFitSummary SummarisePersonFit(const ResponseData& data,
                                    absl::Span<const PersonEstimate> persons) {
  PersonFitSummary summary;
  for (const double level : kLzStarLevels) {
    summary.shares.push_back({level, 0, {}});
  }
  double sum = 0;
  for (size_t p = 0; p < persons.size(); ++p) {
    if (!persons[p].lz_star) continue;
    const double weight = data.weight(static_cast<int>(p));
    summary.n += weight;
    sum += weight * *persons[p].lz_star;
    for (PersonFitShare& share : summary.shares) {
      if (*persons[p].lz_star < NormalQuantile(share.level)) {
        share.flagged += weight;
      }
    }
  }
  if (!(summary.n > 0)) return summary;
  summary.mean = sum / summary.n;
  for (PersonFitShare& share : summary.shares) {
    const double observed = share.flagged / summary.n;
    share.share = {observed, std::sqrt(observed * (1 - observed) / summary.n)};
  }
  return summary;
}

}  // namespace adaptest
