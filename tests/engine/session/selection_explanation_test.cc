// What would have been selected otherwise, and why an item cannot be given.

#include "engine/session/selection_explanation.h"

#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SelectionExplanation Explain(const Session& session) {
  return session.WithSelection(
      [](const SelectionRules& rules, const SelectionSnapshot& snapshot) {
        return ExplainSelection(rules, snapshot, snapshot.bank.size());
      });
}

std::map<std::string, int> AlternativesOf(const Session& session) {
  std::map<std::string, int> items;
  for (const Alternative& other : Explain(session).alternatives) {
    items[other.without] = other.item;
  }
  return items;
}

std::vector<std::string> ReasonsOf(const Session& session, int item) {
  for (const RankedItem& ranked : Explain(session).ranking) {
    if (ranked.item == item) return ranked.reasons;
  }
  return {"not ranked"};
}

// After the same first items, under another profile.
Session SameAnswers(const Session& session, const Exam& exam) {
  Session other = StartSession(Prepare(exam, ItemBank(session.exam().bank())),
                               kAdaptiveMode, session.plan().seed);
  for (const GivenItem& given : session.given()) {
    other.Give(given.item);
    other.Answer(*given.category);
  }
  return other;
}

TEST(ExplainSelection, HasNoAlternativeToAPartThatIsNotInForce) {
  Exam exam = ContentExam(6, 0);
  exam.constraints.clear();
  const auto alternatives = AlternativesOf(StartSession(
      Prepare(exam, ContentBank("3pl", 12, 0, 1)), kAdaptiveMode, 1));
  ASSERT_EQ(alternatives.size(), 1u);
  EXPECT_EQ(alternatives.count("blueprint"), 1u);
}

TEST(ExplainSelection, TellsTheSelectionWithoutTheStrategy) {
  Exam exam = ContentExam(6, 0);
  exam.modes[0].strategy = NamedRule("randomesque", {{"n", 6}});
  for (int seed = 0; seed < 20; ++seed) {
    Session session = StartSession(
        Prepare(exam, ContentBank("3pl", 14, 0, seed)), kAdaptiveMode, seed);
    Continue(
        session, [](int item) { return item % 2; }, 3);
    const auto alternatives = AlternativesOf(session);
    Exam best = exam;
    best.modes[0].strategy = Rule();
    EXPECT_EQ(alternatives.at("strategy"),
              *SameAnswers(session, best).SelectNext());
  }
}

TEST(ExplainSelection, TellsTheSelectionWithoutTheBlueprint) {
  for (int seed = 0; seed < 20; ++seed) {
    const Exam exam = ContentExam(6, 0);
    Session session = StartSession(
        Prepare(exam, ContentBank("3pl", 14, 0, seed)), kAdaptiveMode, seed);
    Continue(
        session, [](int item) { return item % 2; }, 3);
    Exam free = exam;
    free.constraints.clear();
    EXPECT_EQ(AlternativesOf(session).at("blueprint"),
              *SameAnswers(session, free).SelectNext());
  }
}

TEST(ExplainSelection, TellsTheSelectionWithoutEachConstraintThatBinds) {
  int told = 0;
  for (int seed = 0; seed < 30; ++seed) {
    const Exam exam = ContentExam(6, 0);
    Session session = StartSession(
        Prepare(exam, ContentBank("3pl", 14, 0, seed)), kAdaptiveMode, seed);
    Continue(
        session, [](int item) { return item % 2; }, 3);
    const auto alternatives = AlternativesOf(session);
    for (const Constraint& constraint : exam.constraints) {
      const auto found = alternatives.find("constraint:" + constraint.id);
      if (found == alternatives.end()) continue;
      Exam without = exam;
      std::erase_if(without.constraints,
                    [&](const Constraint& c) { return c.id == constraint.id; });
      EXPECT_EQ(found->second, *SameAnswers(session, without).SelectNext());
      ++told;
    }
  }
  EXPECT_GT(told, 15);
}

TEST(ExplainSelection, NamesEachObstacle) {
  Exam exam = ContentExam(6, 0);
  Rule held = NamedRule("sympson_hetter");
  held.items = {{"Q4", 1e-9}};
  exam.modes[0].exposure = {held};
  std::vector<Item> items = ContentBank("3pl", 14, 0, 1).items();
  items[13].status = ItemStatus::kRetired;
  Session session =
      StartSession(Prepare(exam, *ItemBank::Make(items)), kAdaptiveMode, 1);
  for (const int item : {0, 2, 6}) {  // all that domain 1 may have
    session.Give(item);
    session.Answer(1);
  }
  EXPECT_THAT(ReasonsOf(session, 0), ElementsAre("administered"));
  EXPECT_THAT(ReasonsOf(session, 13), ElementsAre("retired"));
  EXPECT_THAT(ReasonsOf(session, 8), ElementsAre("constraint:D1"));
  EXPECT_THAT(ReasonsOf(session, 4), ElementsAre("constraint:D1", "exposure"));
  for (const int item : session.Select().candidates) {
    EXPECT_THAT(ReasonsOf(session, item), IsEmpty());
  }
}

}  // namespace
}  // namespace adaptest
