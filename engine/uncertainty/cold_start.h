#ifndef ADAPTEST_ENGINE_UNCERTAINTY_COLD_START_H_
#define ADAPTEST_ENGINE_UNCERTAINTY_COLD_START_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/item.h"
#include "engine/item_bank.h"
#include "engine/uncertainty/hyper_parameters.h"
#include "engine/uncertainty/working_scale.h"

namespace adaptest {

// Parameters for items that nobody has answered yet, from what is known without
// answers: the question's type, its area, and how difficult its author thinks
// it is. Attributes of the item, each of them optional:
//
//   type               multiple_choice, multiple_response, ordering, matching
//   area               any text
//   judged_difficulty  easy, medium, hard, or a number on the theta scale

// What the calibrated items of a bank say of new ones.
struct ColdStartKnowledge {
  HyperParameters bank;

  // By area: mean and sd of the difficulty of a new item. The mean of an area
  // with n calibrated items is that of its items and of kAreaPriorItems at the
  // bank's mean; the variance is the bank's, and 1 / (n + kAreaPriorItems) of
  // it for the mean's own error. Only areas of kMinHyperItems items or more.
  std::map<std::string, HyperParameter> area_difficulty;
};

inline constexpr int kAreaPriorItems = 10;

ColdStartKnowledge LearnColdStart(absl::Span<const Item> items);

// An item's prior on the working scale, parameters independent:
//
//   log a    the bank's, or N(0, 0.5^2)
//   b        N(m, s^2) of the area, else of the bank, else N(0, 1.2^2). With a
//            judgement z, in sds from the mean (easy, hard: -+1.09, the mean of
//            a third of a normal; a number x: (x - m) / s), it is
//            N(m + r s z, s^2 (1 - r^2)), r = kJudgementCorrelation
//   logit c  N(logit g, 0.5^2), g the chance of a blind guess at this type,
//            else the bank's, else N(logit 0.2, 0.56^2): beta(5, 17)
//   logit d  the bank's, else N(logit 0.95, 0.7^2)
//
// Refuses a polytomous model, a type that is unknown and a judgement
// that is not one of the above; the message names the item.
absl::StatusOr<WorkingDistribution> ColdStartPrior(
    const Item& item, const ColdStartKnowledge& knowledge);

// The correlation of authors' judgements with difficulty, about what studies of
// trained judges find.
inline constexpr double kJudgementCorrelation = 0.5;

// The item with its parameters at the prior's mode, the prior's covariance as
// theirs, and marked as provisional. In a bank with averaged tables it is worth
// what is known of it: estimates from such items are poor and say so. It takes
// no part in the estimation of hyper-parameters, and is not shrunk once more.
absl::StatusOr<Item> ProvisionalItem(Item item,
                                     const ColdStartKnowledge& knowledge);

// The items, those without parameters as provisional ones. What is known is
// learned from the items that have parameters and are not provisional
// themselves; where these have no covariance, they count as exact. Refuses an
// invalid item, and one without parameters as ColdStartPrior does.
absl::StatusOr<std::vector<Item>> FillProvisional(std::vector<Item> items);

// FailedPrecondition, naming the item, where an operational item is provisional
// and the exam takes parameters as known: it would take a guess for knowledge.
absl::Status CheckProvisional(const ItemBank& bank, bool parameter_uncertainty);

// The difficulty of an item that its author judges so, of items whose
// difficulties are distributed as `difficulty`; InvalidArgument for a judgement
// that is none.
absl::StatusOr<HyperParameter> JudgedDifficulty(
    absl::string_view judgement, const HyperParameter& difficulty);

// The chance of a blind guess: 1/4 (one of four), 1/10 (two of five), 1/24
// (ordering or matching four). InvalidArgument for any other type.
absl::StatusOr<double> BlindGuess(absl::string_view type);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_UNCERTAINTY_COLD_START_H_
