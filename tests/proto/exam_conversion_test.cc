#include "proto/conversion/exam_conversion.h"

#include <google/protobuf/util/message_differencer.h>

#include "proto/conversion/json.h"
#include "tests/proto/profile_file.h"

namespace adaptest {
namespace {

using google::protobuf::util::MessageDifferencer;

v1::Exam Shipped() {
  const auto message = ParseExamJson(ReadProjectFile("data/mla-c01/exam.json"));
  EXPECT_TRUE(message.ok()) << message.status();
  return message.ok() ? *message : v1::Exam();
}

v1::Exam Minimal() {
  return *ParseExamJson(ReadProjectFile("tests/config/exams/minimal.json"));
}

TEST(ExamJson, ComesBackTheSameFromItsOwnText) {
  for (const bool indented : {false, true}) {
    const v1::Exam exam = Shipped();
    const auto again = ParseExamJson(ToJson(exam, indented));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_TRUE(MessageDifferencer::Equals(exam, *again));
  }
}

TEST(ExamJson, PrintsDefaultsInLowerCamelCase) {
  const std::string json = ToJson(Minimal(), false);
  EXPECT_THAT(json, testing::HasSubstr("\"parameterUncertainty\":false"));
  EXPECT_THAT(json, testing::HasSubstr("\"referenceForm\":[]"));
  EXPECT_THAT(json, testing::HasSubstr("\"scoredItems\":6"));
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(ExamJson, KeepsNumbersToTheLastDigit) {
  v1::Exam exam = Minimal();
  exam.mutable_scale()->set_theta_cut(0.1 + 0.2);
  const auto again = ParseExamJson(ToJson(exam, true));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->scale().theta_cut(), 0.1 + 0.2);
}

TEST(ConstraintToProto, IsTheInverseOfReading) {
  v1::Exam exam = Minimal();
  exam.mutable_constraints(0)->set_attribute("seconds");
  exam.mutable_constraints(0)->set_weight(0.5);
  exam.mutable_constraints(0)->set_scope("all");
  exam.mutable_constraints(1)->clear_upper();
  exam.mutable_constraints(1)->set_scope("scored");
  const auto read = ExamFromProto(exam);
  ASSERT_TRUE(read.ok()) << read.status();
  for (int i = 0; i < exam.constraints_size(); ++i) {
    EXPECT_TRUE(MessageDifferencer::Equals(
        ConstraintToProto(read->constraints[i]), exam.constraints(i)));
  }
}

TEST(ExamFromProto, TakesEveryFieldOfTheShippedProfile) {
  const auto exam = ExamFromProto(Shipped());
  ASSERT_TRUE(exam.ok()) << exam.status();
  EXPECT_EQ(exam->name, "exams/mla-c01");
  EXPECT_EQ(exam->bank, "mla-c01-synthetic");
  ASSERT_EQ(exam->modes.size(), 3u);
  const Mode& mock = exam->modes[1];
  EXPECT_EQ(mock.kind, ModeKind::kMock);
  EXPECT_EQ(mock.scored_items, 50);
  EXPECT_EQ(mock.pretest_items, 15);
  EXPECT_EQ(mock.time_limit_seconds, 7800);
  EXPECT_EQ(mock.grace_seconds, 60);
  EXPECT_EQ(mock.feedback, Feedback::kAtEnd);
  EXPECT_TRUE(mock.unanswered_is_wrong);
  EXPECT_EQ(mock.decision.rule, "number_right");
  EXPECT_EQ(mock.criterion.rule, "random");
  EXPECT_EQ(mock.stopping_rules[0].rule, "fixed_length");
  EXPECT_EQ(exam->modes[0].feedback, Feedback::kEstimate);
  EXPECT_EQ(exam->modes[0].decision.parameters.at("threshold"), 0.5);
  EXPECT_EQ(exam->modes[0].score_prior.parameters.at("sd"), 1);
}

TEST(ExamFromProto, TakesThePracticeModeOfTheShippedProfile) {
  const auto exam = ExamFromProto(Shipped());
  ASSERT_TRUE(exam.ok()) << exam.status();
  const Mode& practice = exam->modes[2];
  EXPECT_EQ(practice.kind, ModeKind::kPractice);
  EXPECT_EQ(practice.scored_items, 10);
  EXPECT_EQ(practice.pretest_items, 0);
  EXPECT_EQ(practice.feedback, Feedback::kFull);
  EXPECT_EQ(practice.strategy.rule, "weak_areas");
  EXPECT_EQ(exam->area_attribute, "area");
  EXPECT_EQ(exam->modes[0].constraints.size(), 0u);
  ASSERT_EQ(practice.constraints.size(), 1u);
  EXPECT_EQ(practice.constraints[0].id, "LENGTH");
  EXPECT_EQ(practice.constraints[0].lower, 10);
  EXPECT_TRUE(
      MessageDifferencer::Equals(ConstraintToProto(practice.constraints[0]),
                                 Shipped().modes(2).constraints(0)));
}

TEST(ExamFromProto, TakesConstraintsAndScale) {
  const auto exam = ExamFromProto(Shipped());
  ASSERT_TRUE(exam.ok()) << exam.status();
  ASSERT_EQ(exam->constraints.size(), 18u);
  const Constraint& area = exam->constraints[4];
  EXPECT_EQ(area.id, "A01");
  EXPECT_EQ(area.condition, "area == \"data_collection\"");
  EXPECT_EQ(area.lower, 1);
  EXPECT_EQ(area.upper, 8);
  EXPECT_FALSE(area.weight);
  EXPECT_EQ(exam->scale.theta_cut_standard_error, 0.05);
  EXPECT_EQ(exam->scale.cut_score, 720);
  EXPECT_EQ(exam->scale.anchor_score, 820);
  EXPECT_THAT(exam->report_attributes, testing::ElementsAre("domain", "area"));
  EXPECT_TRUE(exam->allow_category_answers);
}

TEST(ExamFromProto, TakesTheRuleOfPersonFit) {
  v1::Exam message = Minimal();
  v1::Rule& rule = *message.mutable_modes(0)->mutable_person_fit();
  rule.set_rule("residual_cusum");
  (*rule.mutable_parameters())["upper"] = 0.25;
  const auto exam = ExamFromProto(message);
  ASSERT_TRUE(exam.ok()) << exam.status();
  EXPECT_EQ(exam->modes[0].person_fit.rule, "residual_cusum");
  EXPECT_EQ(exam->modes[0].person_fit.parameters.at("upper"), 0.25);
}

TEST(ExamFromProto, FillsInDefaults) {
  const auto exam = ExamFromProto(Minimal());
  ASSERT_TRUE(exam.ok()) << exam.status();
  EXPECT_EQ(exam->nodes, 121);
  EXPECT_EQ(exam->range, 6);
  EXPECT_EQ(exam->constraints[0].scope, "scored");
  EXPECT_EQ(exam->modes[0].feedback, Feedback::kAtEnd);
  EXPECT_FALSE(exam->modes[0].unanswered_is_wrong);
  EXPECT_FALSE(exam->allow_category_answers);
}

TEST(ExamFromProto, TellsAnAbsentBoundFromZero) {
  v1::Exam message = Minimal();
  message.mutable_constraints(0)->clear_upper();
  message.mutable_constraints(0)->set_lower(0);
  const auto exam = ExamFromProto(message);
  ASSERT_TRUE(exam.ok()) << exam.status();
  EXPECT_EQ(exam->constraints[0].lower, 0);
  EXPECT_FALSE(exam->constraints[0].upper);
}

TEST(ExamFromProto, LimitsTheDepthOfRules) {
  v1::Exam message = Minimal();
  v1::Rule* rule = message.mutable_modes(0)->mutable_criterion();
  for (int depth = 0; depth < 8; ++depth) rule = rule->add_rules();
  EXPECT_TRUE(ExamFromProto(message).ok());
  rule->add_rules();
  EXPECT_EQ(ExamFromProto(message).status().message(),
            "rules are nested deeper than 8");
}

}  // namespace
}  // namespace adaptest
