#include "service/sessions/explanation.h"

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::Contains;
using testing::HasSubstr;

class ExplanationTest : public SessionTest {
 protected:
  absl::StatusOr<v1::SelectionExplanation> Explain(const std::string& name,
                                                   int position) {
    v1::ExplainSelectionRequest request;
    request.set_name(name);
    request.set_position(position);
    return manager().Explain(request);
  }
};

// The pretest positions are hidden from this test: there the request fails.
TEST_F(ExplanationTest, FindsTheItemThatWasGivenAgain) {
  const std::string name = Create("adaptive").name();
  int explained = 0;
  for (int position = 1; position <= 8; ++position) {
    const std::string given = Next(name).item_id();
    const auto explanation = Explain(name, position);
    if (explanation.ok()) {
      ++explained;
      EXPECT_EQ(explanation->item_id(), given);
      EXPECT_EQ(explanation->selected_again(), given);
      EXPECT_EQ(explanation->criterion(), "mfi");
      EXPECT_EQ(explanation->strategy(), "best");
      EXPECT_GT(explanation->candidates_size(), 6);
      EXPECT_EQ(explanation->candidates(0).rank(), 1);
    } else {
      EXPECT_THAT(std::string(explanation.status().message()),
                  HasSubstr("is a pretest question"));
    }
    Answer(name);
  }
  EXPECT_EQ(explained, 6);
}

TEST_F(ExplanationTest, SaysWhatTheBlueprintKeptBack) {
  const std::string name = Create("adaptive").name();
  for (int position = 1; position < 8; ++position) Answer(name);
  std::vector<std::string> without;
  for (int position = 1; position <= 8; ++position) {
    const auto explanation = Explain(name, position);
    if (!explanation.ok()) continue;
    for (const auto& alternative : explanation->alternatives()) {
      without.push_back(alternative.without());
    }
  }
  EXPECT_THAT(without, Contains("blueprint"));
}

TEST_F(ExplanationTest, RefusesWhatNoCriterionChose) {
  const std::string name = Create("mock").name();
  EXPECT_EQ(Explain(name, 1).status().code(),
            absl::StatusCode::kFailedPrecondition);
  const std::string adaptive = Create("adaptive").name();
  EXPECT_EQ(Explain(adaptive, 2).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Explain(adaptive, 0).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Explain("sessions/1-x", 1).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace adaptest
