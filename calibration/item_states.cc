#include "calibration/item_states.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace adaptest {
namespace {

using Answers = ItemState::Answers;

bool HasPrior(const std::vector<ParameterPrior>& priors,
              absl::string_view parameter) {
  return std::any_of(priors.begin(), priors.end(),
                     [&](const ParameterPrior& prior) {
                       return prior.parameter == parameter;
                     });
}

bool CanBeFitted(Answers answers, const ResponseModel& model,
                 const std::vector<ParameterPrior>& priors) {
  if (answers == Answers::kVaried) return true;
  if (answers != Answers::kNone) return HasPrior(priors, "b");
  const auto ranges = ParametersOf(model, 2);
  return std::all_of(ranges.begin(), ranges.end(), [&](const auto& range) {
    return range.lower == range.upper || HasPrior(priors, range.name);
  });
}

Answers AnswersOf(const ResponseData& data, int item,
                  const std::vector<size_t>& given) {
  const int first = data.first_row[item];
  const int last = data.first_row[item + 1] - 1;
  size_t total = 0;
  for (int row = first; row <= last; ++row) total += given[row];
  if (total == 0) return Answers::kNone;
  if (given[last] == total) return Answers::kAllRight;
  if (given[first] == total) return Answers::kAllWrong;
  return Answers::kVaried;
}

}  // namespace

std::vector<ItemState> FindItemStates(const ResponseData& data,
                                      const PriorChoice& priors) {
  std::vector<size_t> given(data.num_rows(), 0);
  for (int p = 0; p < data.num_persons(); ++p) {
    for (const uint16_t row : data.RowsOf(p)) ++given[row];
  }
  std::vector<ItemState> states(data.num_items());
  for (int i = 0; i < data.num_items(); ++i) {
    states[i].answers = AnswersOf(data, i, given);
    states[i].is_fitted = CanBeFitted(states[i].answers, data.models[i],
                                      priors.For(data.models[i]));
  }
  return states;
}

std::string TextOf(const ItemState& state) {
  switch (state.answers) {
    case Answers::kNone:
      return "no_answers";
    case Answers::kAllRight:
      return "all_right";
    case Answers::kAllWrong:
      return "all_wrong";
    case Answers::kVaried:
      break;
  }
  if (state.held.empty()) return "ok";
  return absl::StrCat("at_bound(", absl::StrJoin(state.held, ","), ")");
}

}  // namespace adaptest
