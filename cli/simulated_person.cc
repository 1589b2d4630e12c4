#include "cli/simulated_person.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/random.h"
#include "engine/response_model.h"

namespace adaptest {

SimulatedPerson::SimulatedPerson(double theta,
                                 std::shared_ptr<const ItemBank> bank,
                                 const std::vector<v1::Content>& questions,
                                 uint64_t seed)
    : theta_(theta), bank_(std::move(bank)), seed_(seed) {
  for (const v1::Content& question : questions) {
    questions_[question.item_id()] = question;
  }
}

absl::StatusOr<v1::Answer> SimulatedPerson::AnswerTo(
    const v1::PresentedItem& presented) const {
  const auto index = bank_->Find(presented.item_id());
  if (!index) {
    return absl::NotFoundError(
        absl::StrCat("item ", presented.item_id(),
                     " is not in the simulated person's bank"));
  }
  const Item& item = bank_->item(*index);
  Random random = Random::Stream(seed_, presented.position());
  const int category =
      DrawCategory(item.model, item.parameters, theta_, random.Uniform());
  if (!presented.has_content()) {
    v1::Answer answer;
    answer.set_category(category);
    return answer;
  }
  const auto question = questions_.find(presented.item_id());
  if (question == questions_.end()) {
    return absl::NotFoundError(
        absl::StrCat("item ", presented.item_id(),
                     " is not among the simulated person's questions"));
  }
  return category > 0 ? RightAnswer(question->second)
                      : WrongAnswer(question->second);
}

double SimulatedPerson::SecondsFor(const v1::PresentedItem& presented) const {
  const auto index = bank_->Find(presented.item_id());
  if (!index) return 0;
  const Item& item = bank_->item(*index);
  if (!item.response_time) return item.expected_seconds;
  constexpr double kDay = 86400;  // the longest expected_seconds, too
  return std::min(ExpectedSeconds(*item.response_time, /*speed=*/0), kDay);
}

v1::Answer RightAnswer(const v1::Content& question) {
  v1::Answer answer;
  *answer.mutable_option_ids() = question.key().option_ids();
  *answer.mutable_pairs() = question.key().pairs();
  return answer;
}

v1::Answer WrongAnswer(const v1::Content& question) {
  v1::Answer answer = RightAnswer(question);
  if (question.type() == "ordering") {
    answer.mutable_option_ids()->SwapElements(0, 1);
    return answer;
  }
  const auto& key = question.key().option_ids();
  for (const v1::Option& option : question.options()) {
    // Another option in the place of the first one chosen.
    if (answer.pairs_size() > 0 && option.id() != answer.pairs(0).right()) {
      answer.mutable_pairs(0)->set_right(option.id());
      return answer;
    }
    if (answer.pairs_size() == 0 &&
        std::find(key.begin(), key.end(), option.id()) == key.end()) {
      answer.set_option_ids(0, option.id());
      return answer;
    }
  }
  // Every option is right: leaving the question out is all that is wrong.
  v1::Answer omitted;
  omitted.set_omitted(true);
  return omitted;
}

}  // namespace adaptest
