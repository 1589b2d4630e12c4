#include "service/sessions/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "adaptest/v1/error_details.pb.h"
#include "service/sessions/field_error.h"
#include "tests/support/small_exam.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

v1::Answer Options(std::initializer_list<const char*> ids) {
  v1::Answer answer;
  for (const char* id : ids) answer.add_option_ids(id);
  return answer;
}

v1::Answer Pairs(
    std::initializer_list<std::pair<const char*, const char*>> pairs) {
  v1::Answer answer;
  for (const auto& [left, right] : pairs) {
    v1::Pair* pair = answer.add_pairs();
    pair->set_left(left);
    pair->set_right(right);
  }
  return answer;
}

// The category, or -1 with a failure.
int Score(const v1::Content& question, const v1::Answer& answer) {
  const auto category = ScoreAnswer(question, answer);
  EXPECT_TRUE(category.ok()) << category.status();
  return category.value_or(-1);
}

// The field that the answer is refused for; "" where it is not.
std::string RefusedField(const absl::StatusOr<int>& category) {
  if (!absl::IsInvalidArgument(category.status())) return "";
  const auto payload = category.status().GetPayload(kBadRequestUrl);
  v1::BadRequest details;
  if (!payload || !details.ParseFromString(std::string(*payload))) return "";
  return details.field_violations(0).field();
}

std::string RefusedField(const v1::Content& question,
                         const v1::Answer& answer) {
  return RefusedField(ScoreAnswer(question, answer));
}

const v1::Content kChoice = ChoiceQuestion("Q1");
const v1::Content kResponse = ResponseQuestion("Q1");
const v1::Content kOrdering = OrderingQuestion("Q1");
const v1::Content kMatching = MatchingQuestion("Q1");

TEST(MultipleChoice, IsRightByTheKeyOnly) {
  EXPECT_EQ(Score(kChoice, Options({"b"})), 1);
  EXPECT_EQ(Score(kChoice, Options({"a"})), 0);
}

TEST(MultipleChoice, TakesOneOption) {
  EXPECT_EQ(RefusedField(kChoice, Options({"b", "c"})), "answer.option_ids");
}

TEST(MultipleResponse, IsRightInAnyOrder) {
  EXPECT_EQ(Score(kResponse, Options({"b", "d"})), 1);
  EXPECT_EQ(Score(kResponse, Options({"d", "b"})), 1);
}

TEST(MultipleResponse, PartlyRightIsWrong) {
  EXPECT_EQ(Score(kResponse, Options({"b"})), 0);
  EXPECT_EQ(Score(kResponse, Options({"b", "c"})), 0);
  EXPECT_EQ(Score(kResponse, Options({"a", "b", "d"})), 0);
}

TEST(Ordering, IsRightInTheOrderOfTheKeyOnly) {
  EXPECT_EQ(Score(kOrdering, Options({"c", "a", "d", "b"})), 1);
  EXPECT_EQ(Score(kOrdering, Options({"c", "a", "b", "d"})), 0);
  EXPECT_EQ(Score(kOrdering, Options({"a", "b", "c", "d"})), 0);
}

TEST(Ordering, PartOfTheOrderIsWrong) {
  EXPECT_EQ(Score(kOrdering, Options({"c", "a", "d"})), 0);
}

TEST(Matching, IsRightInAnyOrderOfPairs) {
  EXPECT_EQ(Score(kMatching, Pairs({{"p1", "c"}, {"p2", "a"}})), 1);
  EXPECT_EQ(Score(kMatching, Pairs({{"p2", "a"}, {"p1", "c"}})), 1);
}

TEST(Matching, PartlyRightIsWrong) {
  EXPECT_EQ(Score(kMatching, Pairs({{"p1", "c"}})), 0);
  EXPECT_EQ(Score(kMatching, Pairs({{"p1", "c"}, {"p2", "b"}})), 0);
  EXPECT_EQ(Score(kMatching, Pairs({{"p1", "a"}, {"p2", "c"}})), 0);
}

TEST(Matching, OneOptionMayBelongToTwoPrompts) {
  v1::Content question = kMatching;
  question.mutable_key()->mutable_pairs(1)->set_right("c");
  ASSERT_TRUE(ValidateContent(question).ok());
  EXPECT_EQ(Score(question, Pairs({{"p1", "c"}, {"p2", "c"}})), 1);
}

TEST(ScoreAnswer, OmittedIsWrong) {
  for (const v1::Content* question :
       {&kChoice, &kResponse, &kOrdering, &kMatching}) {
    EXPECT_EQ(Score(*question, Omitted()), 0) << question->type();
  }
}

TEST(ScoreAnswer, RefusesOmittedTogetherWithAChoice) {
  v1::Answer answer = Options({"b"});
  answer.set_omitted(true);
  EXPECT_EQ(RefusedField(kChoice, answer), "answer.omitted");
}

TEST(ScoreAnswer, RefusesEmptyAnswer) {
  for (const v1::Content* question :
       {&kChoice, &kResponse, &kOrdering, &kMatching}) {
    EXPECT_EQ(RefusedField(*question, v1::Answer()), "answer")
        << question->type();
  }
}

TEST(ScoreAnswer, RefusesUnknownOption) {
  EXPECT_EQ(RefusedField(kChoice, Options({"e"})), "answer.option_ids");
  EXPECT_EQ(RefusedField(kResponse, Options({"b", ""})), "answer.option_ids");
  EXPECT_EQ(RefusedField(kOrdering, Options({"B"})), "answer.option_ids");
  EXPECT_EQ(RefusedField(kMatching, Pairs({{"p1", "e"}})), "answer.pairs");
  EXPECT_EQ(RefusedField(kMatching, Pairs({{"p3", "a"}})), "answer.pairs");
}

TEST(ScoreAnswer, SaysWhichOptionsThereAre) {
  const auto category = ScoreAnswer(kChoice, Options({"e"}));
  EXPECT_THAT(std::string(category.status().message()),
              HasSubstr("option \"e\" is unknown; allowed: a, b, c, d"));
}

TEST(ScoreAnswer, RefusesOptionChosenTwice) {
  EXPECT_EQ(RefusedField(kResponse, Options({"b", "b"})), "answer.option_ids");
  EXPECT_EQ(RefusedField(kOrdering, Options({"c", "a", "d", "d"})),
            "answer.option_ids");
  EXPECT_EQ(RefusedField(kMatching, Pairs({{"p1", "c"}, {"p1", "a"}})),
            "answer.pairs");
}

TEST(ScoreAnswer, RefusesPairsForAChoice) {
  EXPECT_EQ(RefusedField(kChoice, Pairs({{"p1", "a"}})), "answer");
  EXPECT_EQ(RefusedField(kOrdering, Pairs({{"p1", "a"}})), "answer");
}

TEST(ScoreAnswer, RefusesOptionsForPairs) {
  EXPECT_EQ(RefusedField(kMatching, Options({"a"})), "answer");
}

TEST(ScoreAnswer, RefusesCategory) {
  v1::Answer answer;
  answer.set_category(1);
  EXPECT_EQ(RefusedField(kChoice, answer), "answer.category");
}

TEST(ScoreCategoryAnswer, IsTheCategory) {
  v1::Answer answer;
  answer.set_category(1);
  EXPECT_EQ(ScoreCategoryAnswer(answer, true, 2).value(), 1);
  EXPECT_EQ(ScoreCategoryAnswer(Omitted(), true, 2).value(), 0);
}

TEST(ScoreCategoryAnswer, IsRefusedWhereTheExamDoesNotAllowIt) {
  v1::Answer answer;
  answer.set_category(1);
  EXPECT_EQ(RefusedField(ScoreCategoryAnswer(answer, false, 2)),
            "answer.category");
}

TEST(ScoreCategoryAnswer, IsRefusedOutsideTheCategories) {
  v1::Answer answer;
  for (const int category : {-1, 2}) {
    answer.set_category(category);
    EXPECT_EQ(RefusedField(ScoreCategoryAnswer(answer, true, 2)),
              "answer.category");
  }
}

TEST(ScoreCategoryAnswer, RefusesOptionsAndNothing) {
  EXPECT_EQ(RefusedField(ScoreCategoryAnswer(Options({"a"}), true, 2)),
            "answer");
  EXPECT_EQ(RefusedField(ScoreCategoryAnswer(v1::Answer(), true, 2)), "answer");
}

TEST(RemoveKey, LeavesNothingSecret) {
  for (const v1::Content* question :
       {&kChoice, &kResponse, &kOrdering, &kMatching}) {
    ASSERT_THAT(question->SerializeAsString(), HasSubstr(kSecret));
    v1::Content shown = *question;
    RemoveKey(shown);
    EXPECT_FALSE(shown.has_key());
    EXPECT_THAT(shown.SerializeAsString(), Not(HasSubstr(kSecret)));
  }
}

TEST(RemoveKey, LeavesWhatIsShown) {
  v1::Content shown = kMatching;
  RemoveKey(shown);
  EXPECT_EQ(shown.item_id(), kMatching.item_id());
  EXPECT_EQ(shown.stem(), kMatching.stem());
  EXPECT_EQ(shown.prompts_size(), 2);
  ASSERT_EQ(shown.options_size(), 4);
  EXPECT_EQ(shown.options(3).text(), "text d");
}

}  // namespace
}  // namespace adaptest
