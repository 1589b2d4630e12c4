#ifndef ADAPTEST_ENGINE_SELECTION_CRITERION_H_
#define ADAPTEST_ENGINE_SELECTION_CRITERION_H_

#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/criteria/a_stratified.h"
#include "engine/criteria/closest_difficulty.h"
#include "engine/criteria/cut_information.h"
#include "engine/criteria/decision_information.h"
#include "engine/criteria/entropy.h"
#include "engine/criteria/expected_information.h"
#include "engine/criteria/expected_posterior_variance.h"
#include "engine/criteria/global_discrimination.h"
#include "engine/criteria/kullback_leibler.h"
#include "engine/criteria/likelihood_weighted_information.h"
#include "engine/criteria/maximum_information.h"
#include "engine/criteria/posterior_weighted_information.h"
#include "engine/criteria/progressive.h"
#include "engine/criteria/proportional.h"
#include "engine/criteria/random_gain.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/criteria/theta_optimal.h"
#include "engine/rule.h"

namespace adaptest {

// The family of selection criteria: each gives every item a value. To add one:
// a file in engine/criteria/ with kName and FillValues, and where they apply
// kAliases (other programs' names), kSmallerIsBetter, kReported and CheckBank;
// its name here.
using SelectionCriterion =
    std::variant<MaximumInformation, PosteriorWeightedInformation,
                 LikelihoodWeightedInformation, ExpectedInformation,
                 ExpectedPosteriorVariance, KullbackLeibler,
                 PosteriorKullbackLeibler, ClosestDifficulty, ThetaOptimal,
                 GlobalDiscrimination, PosteriorGlobalDiscrimination,
                 Progressive, Proportional, AStratified, CutInformation,
                 PosteriorEntropy, DecisionInformation, RandomGain>;

// The criterion that `rule` names, in upper or lower case; a rule without a
// name is maximum information.
absl::StatusOr<SelectionCriterion> MakeSelectionCriterion(Rule rule);

absl::string_view NameOf(const SelectionCriterion& criterion);

// Whether the criterion can work with this bank.
absl::Status CheckCriterion(const SelectionCriterion& criterion,
                            const ItemBank& bank);

// gains[item] for every item of the bank: what an assembly maximises. Never
// negative, larger is better. It is the criterion's value, from its smallest
// where that is negative; of a criterion whose smaller values are better, what
// the value lies below the largest one.
std::vector<double> Gains(const SelectionCriterion& criterion,
                          const SelectionSnapshot& snapshot);

// The criterion's values as they are reported, see ValueScale.
std::vector<double> ReportedValues(const SelectionCriterion& criterion,
                                   const SelectionSnapshot& snapshot);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SELECTION_CRITERION_H_
