#include "calibration/item_states.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace adaptest {
namespace {

using Answers = ItemState::Answers;

// Numbers of answers, and a digest of who gave which to each item.
struct Tally {
  explicit Tally(const ResponseData& data)
      : given(data.num_rows(), 0),
        weight(data.num_rows(), 0),
        digest(data.num_items(), 0) {
    std::vector<uint64_t> sums(data.num_rows(), 0);
    // Numbers that no two persons share, on whatever rank they are.
    const uint64_t first = uint64_t(data.ranks().rank()) << 32;
    for (int p = 0; p < data.num_persons(); ++p) {
      const uint64_t person = Mixed(first + p);
      for (const uint16_t row : data.RowsOf(p)) {
        ++given[row];
        weight[row] += data.weight(p);
        sums[row] += person;
      }
    }
    for (int row = 0; row < data.num_rows(); ++row) {
      const int item = data.item_of_row[row];
      digest[item] += sums[row] * (1 + row - data.first_row[item]);
    }
    SumIntegers(data.ranks(), absl::MakeSpan(given));
    SumIntegers(data.ranks(), absl::MakeSpan(digest));
    data.ranks().Sum(absl::MakeSpan(weight));
  }

  // The finalizer of SplitMix64 (Steele, Lea & Flood, 2014).
  static uint64_t Mixed(uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
  }

  std::vector<uint64_t> given;   // [row]
  std::vector<double> weight;    // [row] as many persons
  std::vector<uint64_t> digest;  // [item]
};

bool HasPrior(const std::vector<ParameterPrior>& priors,
              absl::string_view parameter) {
  return std::any_of(
      priors.begin(), priors.end(),
      [&](const ParameterPrior& prior) { return prior.AppliesTo(parameter); });
}

// Parameters that answers alone must tell.
int NumWithoutPrior(const ResponseData& data, int item,
                    const std::vector<ParameterPrior>& priors) {
  const auto ranges =
      ParametersOf(data.models[item], data.NumCategoriesOf(item));
  return static_cast<int>(
      std::count_if(ranges.begin(), ranges.end(), [&](const auto& range) {
        return range.lower != range.upper && !HasPrior(priors, range.name);
      }));
}

class StateFinder {
 public:
  StateFinder(const ResponseData& data, const PriorChoice& priors)
      : data_(data), priors_(priors), tally_(data) {}

  ItemState Find(int item);

 private:
  void Look(int item, ItemState& state) const;
  bool CanBeFitted(int item, const ItemState& state,
                   const std::vector<ParameterPrior>& priors) const;

  const ResponseData& data_;
  const PriorChoice& priors_;
  const Tally tally_;
  std::map<std::pair<uint64_t, int>, int> first_with_;  // {digest, categories}
};

void StateFinder::Look(int item, ItemState& state) const {
  const uint64_t* given = tally_.given.data() + data_.first_row[item];
  const int last = data_.NumCategoriesOf(item) - 1;
  size_t total = 0;
  for (int k = 0; k <= last; ++k) total += given[k];
  if (total == 0) {
    state.answers = Answers::kNone;
  } else if (given[last] == total) {
    state.answers = Answers::kAllRight;
  } else if (given[0] == total) {
    state.answers = Answers::kAllWrong;
  } else if (const uint64_t* unused = std::find(given, given + last + 1, 0u);
             unused <= given + last) {
    state.answers = Answers::kUnusedCategory;
    state.unused_category = static_cast<int>(unused - given);
  }
  double persons = 0;
  for (int k = 0; k <= last; ++k) {
    persons += tally_.weight[data_.first_row[item] + k];
  }
  // A sum of weights may be a little below the number that it stands for.
  persons = std::min(persons * (1 + 1e-9), double{1 << 30});
  state.few_answers = static_cast<int>(persons);
}

bool StateFinder::CanBeFitted(int item, const ItemState& state,
                              const std::vector<ParameterPrior>& priors) const {
  switch (state.answers) {
    case Answers::kVaried:
      return true;
    case Answers::kNone:
      return NumWithoutPrior(data_, item, priors) == 0;
    case Answers::kIdentical:
      return false;
    default:
      return HasPrior(priors, "b");
  }
}

ItemState StateFinder::Find(int item) {
  ItemState state;
  Look(item, state);
  const auto priors = priors_.For(data_.item_ids[item], data_.models[item]);
  const int free = NumWithoutPrior(data_, item, priors);
  // Two items that few people answered may agree by chance.
  if (state.answers == Answers::kVaried &&
      state.few_answers >= ItemState::kFewAnswers) {
    const auto [first, is_new] = first_with_.try_emplace(
        {tally_.digest[item], data_.NumCategoriesOf(item)}, item);
    if (!is_new) {
      state.answers = Answers::kIdentical;
      state.identical_to = data_.item_ids[first->second];
    }
  }
  if (state.answers != Answers::kVaried ||
      state.few_answers >= std::max(ItemState::kFewAnswers,
                                    ItemState::kFewPerParameter * free)) {
    state.few_answers = 0;
  }
  state.is_fitted = CanBeFitted(item, state, priors);
  return state;
}

std::string TextOfAnswers(const ItemState& state) {
  switch (state.answers) {
    case Answers::kNone:
      return "no_answers";
    case Answers::kAllRight:
      return "all_right";
    case Answers::kAllWrong:
      return "all_wrong";
    case Answers::kUnusedCategory:
      return absl::StrCat("unused_category(", state.unused_category, ")");
    case Answers::kIdentical:
      return absl::StrCat("identical_to(", state.identical_to, ")");
    case Answers::kVaried:
      break;
  }
  return "";
}

}  // namespace

std::vector<ItemState> FindItemStates(const ResponseData& data,
                                      const PriorChoice& priors) {
  StateFinder finder(data, priors);
  std::vector<ItemState> states;
  for (int i = 0; i < data.num_items(); ++i) states.push_back(finder.Find(i));
  return states;
}

void MarkFitted(ItemState::Fit fit, std::vector<ItemState>& states) {
  for (ItemState& state : states) {
    if (state.is_fitted) state.fit = fit;
  }
}

std::string TextOf(const ItemState& state) {
  std::string text;
  const auto add = [&](absl::string_view word) {
    if (!word.empty()) absl::StrAppend(&text, text.empty() ? "" : ";", word);
  };
  add(TextOfAnswers(state));
  if (!state.held.empty()) {
    add(absl::StrCat("at_bound(", absl::StrJoin(state.held, ","), ")"));
  }
  if (state.few_answers > 0) {
    add(absl::StrCat("few_answers(", state.few_answers, ")"));
  }
  if (state.fit == ItemState::Fit::kNotConverged) add("not_converged");
  if (state.fit == ItemState::Fit::kNotIdentified) add("not_identified");
  return text.empty() ? "ok" : text;
}

}  // namespace adaptest
