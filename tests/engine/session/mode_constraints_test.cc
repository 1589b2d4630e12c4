// Constraints of a mode that stand instead of the exam's.

#include <algorithm>

#include "engine/session/prepared_exam.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

std::string ErrorOf(const Exam& exam) {
  const auto prepared = PreparedExam::Make(
      exam, std::make_shared<const ItemBank>(ContentBank("3pl", 12, 2, 1)));
  return std::string(prepared.status().message());
}

// A practice mode of two items beside ContentExam's two.
Exam WithPractice(std::vector<Constraint> constraints) {
  Exam exam = ContentExam(6, 0);
  exam.modes.push_back(MakeMode(ModeKind::kPractice, 2, 0));
  exam.modes[2].constraints = std::move(constraints);
  return exam;
}

TEST(ModeConstraints, StandInsteadOfTheExams) {
  const auto exam =
      Prepare(WithPractice({CountOf("ONE", "domain == \"2\"", 1, 1)}),
              ContentBank("3pl", 12, 2, 1));
  const auto counts =
      exam->modes()[2].blueprint.CountItems(std::vector<int>{0, 1});
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts[0].id, "ONE");
  EXPECT_EQ(counts[0].count, 1);
  for (const int mode : {0, 1}) {
    EXPECT_EQ(exam->modes()[mode].blueprint.constraints().size(), 2u);
  }
}

TEST(ModeConstraints, AreNamedWithTheirModeWhereTheyAreAtFault) {
  EXPECT_EQ(ErrorOf(WithPractice({})),
            "mode practice: no test satisfies the blueprint; these constraints "
            "conflict: scoredItems (2 to 2 of 12 items), D1 (3 to 3 of 6 "
            "items)");
  EXPECT_EQ(ErrorOf(WithPractice({CountOf("X", "area == \"1a\"", 4, 4)})),
            "mode practice: no test satisfies the blueprint; these constraints "
            "conflict: X (4 to 4 of 3 items)");
  EXPECT_EQ(ErrorOf(WithPractice({CountOf("X", "topic == \"1a\"", 4, 4)})),
            "mode practice: constraint X: item Q0 has no attribute \"topic\"");
}

// With a mock exam, without one, and with neither.
TEST(ModeConstraints, LeaveTheRealFormAsItIs) {
  Exam exam = WithPractice({CountOf("X", "area == \"1a\"", 2, 2)});
  std::rotate(exam.modes.begin(), exam.modes.begin() + 2, exam.modes.end());
  const auto form_length = [](const Exam& profile) {
    return Prepare(profile, ContentBank("3pl", 12, 2, 1))
        ->form_blueprint()
        .length();
  };
  EXPECT_EQ(form_length(exam), 6);
  const auto curve = [](const Exam& profile) {
    const auto prepared = Prepare(profile, ContentBank("3pl", 12, 2, 1));
    return std::vector<double>(prepared->pass_curve().begin(),
                               prepared->pass_curve().end());
  };
  EXPECT_EQ(curve(exam), curve(ContentExam(6, 0)));
  exam.modes.pop_back();  // the mock exam
  EXPECT_EQ(form_length(exam), 6);
  exam.modes.pop_back();
  EXPECT_EQ(form_length(exam), 2);
}

}  // namespace
}  // namespace adaptest
