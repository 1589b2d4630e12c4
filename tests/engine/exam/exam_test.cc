#include "engine/exam/exam.h"

#include <cmath>
#include <functional>

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

std::string ErrorAfter(const std::function<void(Exam&)>& change) {
  Exam exam = ContentExam(6, 2);
  change(exam);
  return std::string(ValidateExam(exam).message());
}

TEST(Exam, IsValidAsItStands) {
  EXPECT_EQ(ErrorAfter([](Exam&) {}), "");
}

TEST(Exam, RefusesBadNames) {
  const std::string longest(64, 'x');
  EXPECT_EQ(ErrorAfter([&](Exam& e) { e.name = "exams/" + longest; }), "");
  for (const std::string name : {"", "mla", "exams/", "exams/MLA", "exams/a b",
                                 "exams/a/b", "Exams/a"}) {
    EXPECT_EQ(ErrorAfter([&](Exam& e) { e.name = name; }),
              "name \"" + name +
                  "\" is not exams/{exam} with 1 to 64 "
                  "lower-case letters, digits, - or _");
  }
  EXPECT_NE(ErrorAfter([&](Exam& e) { e.name = "exams/x" + longest; }), "");
}

TEST(Exam, RefusesLengthsOutsideTheRange) {
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes[0].scored_items = 0; }),
            "mode adaptive: scoredItems = 0 is outside [1, 1000]");
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes[1].scored_items = 1001; }),
            "mode mock: scoredItems = 1001 is outside [1, 1000]");
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes[1].pretest_items = -1; }),
            "mode mock: pretestItems = -1 is outside [0, 1000]");
}

TEST(Exam, RefusesTimeLimitsOutsideTheRange) {
  for (const double limit : {-1.0, 604801.0, std::nan("")}) {
    EXPECT_THAT(
        ErrorAfter([&](Exam& e) { e.modes[0].time_limit_seconds = limit; }),
        testing::HasSubstr("s is outside [0s, 604800s]"));
  }
}

TEST(Exam, TakesParameterUncertaintyAndTrueScores) {
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.parameter_uncertainty = true; }), "");
  EXPECT_EQ(ErrorAfter([](Exam& e) {
              e.true_score_scale = true;
              e.reference_form = {"Q1", "Q2"};
            }),
            "");
}

TEST(Exam, RefusesATrueScoreScaleWithoutAReferenceForm) {
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.true_score_scale = true; }),
            "referenceForm is empty; scale.method = true_score needs at least "
            "one item");
}

TEST(Exam, RefusesAnAdaptiveModeThatCountsUnansweredAsWrong) {
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes[0].unanswered_is_wrong = true; }),
            "mode adaptive: unanswered = wrong is not supported; allowed: "
            "ignored, but in a mock exam");
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes[1].unanswered_is_wrong = true; }),
            "");
}

TEST(Exam, RefusesAGridThatIsNone) {
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.nodes = 4; }),
            "nodes = 4 is outside [5, 10001]");
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.range = -6; }),
            "theta range 6 to -6 is not an interval inside [-50, 50]");
}

TEST(Exam, RefusesAModeThatOccursTwiceAndNoModes) {
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes.push_back(e.modes[0]); }),
            "mode adaptive: this mode occurs twice");
  EXPECT_EQ(ErrorAfter([](Exam& e) { e.modes.clear(); }),
            "modes is empty; allowed: at least one");
}

TEST(FindMode, TakesTheFirstWhereNoneIsNamed) {
  const Exam exam = ContentExam(6, 2);
  EXPECT_EQ(*FindMode(exam, ""), 0);
  EXPECT_EQ(*FindMode(exam, "adaptive"), 0);
  EXPECT_EQ(*FindMode(exam, "mock"), 1);
  EXPECT_EQ(FindMode(exam, "practice").status().message(),
            "mode \"practice\" is not one of exams/content; allowed: adaptive, "
            "mock");
}

TEST(ModeKind, IsFoundByItsName) {
  for (const ModeKind kind :
       {ModeKind::kAdaptive, ModeKind::kMock, ModeKind::kPractice}) {
    EXPECT_EQ(*ModeKindByName(NameOf(kind)), kind);
  }
  EXPECT_EQ(ModeKindByName("exam").status().message(),
            "mode \"exam\" is unknown; allowed: adaptive, mock, practice");
}

TEST(Feedback, IsFoundByItsName) {
  for (const Feedback feedback :
       {Feedback::kAtEnd, Feedback::kEstimate, Feedback::kFull}) {
    EXPECT_EQ(*FeedbackByName(NameOf(feedback)), feedback);
  }
  EXPECT_EQ(FeedbackByName("all").status().message(),
            "feedback \"all\" is unknown; allowed: at_end, estimate, full");
}

TEST(FormMode, IsTheMockExamOrElseTheFirstUnderTheExamsConstraints) {
  Exam exam = ContentExam(6, 0);
  EXPECT_EQ(FormMode(exam), 1);
  exam.modes[1].kind = ModeKind::kPractice;
  EXPECT_EQ(FormMode(exam), 0);
  exam.modes[0].constraints = exam.constraints;
  EXPECT_EQ(FormMode(exam), 1);
  exam.modes[1].constraints = exam.constraints;
  EXPECT_EQ(FormMode(exam), 0);
}

}  // namespace
}  // namespace adaptest
