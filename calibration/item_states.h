#ifndef ADAPTEST_CALIBRATION_ITEM_STATES_H_
#define ADAPTEST_CALIBRATION_ITEM_STATES_H_

#include <string>
#include <vector>

#include "calibration/parameter_prior.h"
#include "calibration/response_data.h"

namespace adaptest {

// What could be learned about an item.
struct ItemState {
  enum class Answers {
    kVaried,
    kNone,
    kAllRight,
    kAllWrong,
    kUnusedCategory,  // between others that were used, or the lowest
    kIdentical,       // to those to an earlier item, of the same persons
  };

  Answers answers = Answers::kVaried;
  int unused_category = 0;        // the first one
  std::string identical_to = {};  // item id
  // Answers, where they are too few to be trusted: fewer than kFewAnswers, or
  // than kFewPerParameter for a free parameter that has no prior; else 0.
  int few_answers = 0;
  enum class Fit { kSettled, kNotConverged, kNotIdentified };
  Fit fit = Fit::kSettled;
  std::vector<std::string> held = {};  // parameters at an end of their range
  bool is_fitted = true;

  static constexpr int kFewAnswers = 30;
  static constexpr int kFewPerParameter = 10;
};

// ok, or what is to be said of it, joined by ";": no_answers, all_right,
// all_wrong, unused_category(K), identical_to(ITEM), at_bound(a,c),
// few_answers(N), not_converged, not_identified.
std::string TextOf(const ItemState& state);

// Says so of every item that was fitted.
void MarkFitted(ItemState::Fit fit, std::vector<ItemState>& states);

// What the answers to each item say before any fit, and whether it can be
// fitted with these priors: items that nobody answered only where all their
// parameters have priors, those that everybody answered alike only where b has
// one, and those with an unused category only where the steps have; an item
// whose answers are the same as another's never, since a model of one ability
// explains the pair by an infinite discrimination.
std::vector<ItemState> FindItemStates(const ResponseData& data,
                                      const PriorChoice& priors);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ITEM_STATES_H_
