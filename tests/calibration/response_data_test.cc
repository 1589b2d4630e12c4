#include "calibration/response_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Duplicates = std::vector<ResponseDataBuilder::Duplicate>;

std::vector<int> RowsOfUnit(const ResponseData& data, int unit) {
  const auto rows = data.RowsOf(unit);
  return {rows.begin(), rows.end()};
}

// Items Q0, Q1 .. of two categories.
ResponseDataBuilder BuilderOfItems(int n,
                                   const ResponseCleaning& cleaning = {}) {
  ResponseDataBuilder builder(cleaning);
  for (int i = 0; i < n; ++i) {
    EXPECT_TRUE(builder.AddItem("Q" + std::to_string(i), TwoPl()).ok());
  }
  return builder;
}

ResponseData Built(ResponseDataBuilder builder) {
  Duplicates duplicates;
  ResponseData data = std::move(builder).Build(&duplicates);
  EXPECT_THAT(duplicates, IsEmpty());
  return data;
}

TEST(ResponseData, IsEmptyWithoutAnswers) {
  const ResponseData data;
  EXPECT_EQ(data.num_persons(), 0);
  EXPECT_EQ(data.num_clusters(), 0);
  EXPECT_EQ(data.num_responses(), 0u);
}

TEST(ResponseData, UnitsArePersonsWithoutSessions) {
  ResponseDataBuilder builder = BuilderOfItems(1);
  builder.AddResponse(builder.AddPerson("p"), 0, 1, {});
  builder.AddResponse(builder.AddPerson("q"), 0, 0, {});
  const ResponseData data = Built(std::move(builder));
  EXPECT_EQ(data.num_clusters(), 2);
  EXPECT_EQ(data.cluster(1), 1);
  EXPECT_EQ(data.person_id(1), "q");
  EXPECT_EQ(data.session_id(1), "");
}

TEST(ResponseData, SessionsOfAPersonAreUnitsOfOneCluster) {
  ResponseDataBuilder builder = BuilderOfItems(3);
  builder.AddResponse(builder.AddSession("p", "1"), 0, 1, {});
  builder.AddResponse(builder.AddSession("q", "1"), 0, 0, {});
  builder.AddResponse(builder.AddSession("p", "2"), 1, 1, {});
  const ResponseData data = Built(std::move(builder));
  ASSERT_EQ(data.num_persons(), 3);
  EXPECT_EQ(data.num_clusters(), 2);
  EXPECT_EQ(data.cluster(0), 0);
  EXPECT_EQ(data.cluster(1), 0);
  EXPECT_EQ(data.cluster(2), 1);
  EXPECT_EQ(data.person_id(1), "p");
  EXPECT_EQ(data.session_id(1), "2");
  EXPECT_THAT(RowsOfUnit(data, 1), ElementsAre(3));
  EXPECT_THAT(RowsOfUnit(data, 2), ElementsAre(0));
  EXPECT_EQ(data.counts().sessions, 3);
  EXPECT_EQ(data.counts().persons, 2);
}

TEST(ResponseData, AnItemAnsweredBeforeIsLeftOutByTime) {
  for (const bool keep : {false, true}) {
    ResponseCleaning cleaning;
    cleaning.keep[static_cast<int>(UnfitAnswer::kRetake)] = keep;
    ResponseDataBuilder builder = BuilderOfItems(2, cleaning);
    const int later = builder.AddSession("p", "b");
    const int earlier = builder.AddSession("p", "a");
    builder.units().SetTime(later, 20);
    builder.units().SetTime(earlier, 10);
    for (const int unit : {later, earlier}) {
      builder.AddResponse(unit, 0, unit == later, {});
    }
    builder.AddResponse(later, 1, 1, {});
    const ResponseData data = Built(std::move(builder));
    EXPECT_EQ(data.session_id(0), "a");
    EXPECT_THAT(RowsOfUnit(data, 0), ElementsAre(0));
    EXPECT_EQ(RowsOfUnit(data, 1),
              keep ? std::vector<int>({1, 3}) : std::vector<int>({3}));
    EXPECT_EQ(
        data.counts().left_out[static_cast<int>(UnfitAnswer::kRetake)].answers,
        keep ? 0 : 1);
  }
}

TEST(ResponseData, LeavesOutWholeSessions) {
  ResponseCleaning cleaning;
  cleaning.first_sessions_only = true;
  ResponseDataBuilder builder = BuilderOfItems(4, cleaning);
  for (int i = 0; i < 4; ++i) {
    const int unit = builder.AddSession("p", std::to_string(i));
    if (i == 0) builder.units().SetPractice(unit);
    if (i == 1) builder.units().SetAbandoned(unit);
    builder.AddResponse(unit, i, 1, {});
  }
  ResponseData data = Built(std::move(builder));
  ASSERT_EQ(data.num_persons(), 1);
  EXPECT_EQ(data.session_id(0), "2");
  ResponseCounts counts = data.counts();
  EXPECT_EQ(counts.OfUnfit(UnfitAnswer::kPractice).sessions, 1);
  EXPECT_EQ(counts.OfUnfit(UnfitAnswer::kAbandonedSession).answers, 1);
  EXPECT_EQ(counts.later_sessions.sessions, 1);
}

TEST(ResponseData, DuplicatesAreToldOrDropped) {
  for (const bool drop : {false, true}) {
    ResponseCleaning cleaning;
    cleaning.drop[static_cast<int>(AnswerMistake::kDuplicate)] = drop;
    ResponseDataBuilder builder = BuilderOfItems(1, cleaning);
    const int person = builder.AddPerson("p");
    builder.AddResponse(person, 0, 0, {1, 3});
    builder.AddResponse(person, 0, 1, {0, 7});
    Duplicates duplicates;
    ResponseData data = std::move(builder).Build(&duplicates);
    EXPECT_THAT(RowsOfUnit(data, 0), ElementsAre(1));
    ASSERT_EQ(duplicates.size(), drop ? 0u : 1u);
    if (!drop) {
      EXPECT_EQ(duplicates[0].second.line, 3);
    }
    EXPECT_EQ(data.counts().dropped[0], drop ? 1 : 0);
  }
}

TEST(ResponseData, GroupsAndWeightsMayBeGivenLate) {
  ResponseDataBuilder builder = BuilderOfItems(1);
  for (const char* id : {"p", "q", "r"}) builder.AddPerson(id);
  builder.SetGroup(1, "g");
  builder.SetWeight(2, 5);
  const ResponseData data = Built(std::move(builder));
  EXPECT_EQ(data.group(0), "");
  EXPECT_EQ(data.group(1), "g");
  EXPECT_EQ(data.weight(1), 1);
  EXPECT_EQ(data.weight(2), 5);
}

TEST(ResponseData, SelectedUnitsKeepTheirPersons) {
  ResponseDataBuilder builder = BuilderOfItems(3);
  for (int i = 0; i < 3; ++i) {
    builder.AddResponse(builder.AddSession("p", std::to_string(i)), i, 1, {});
  }
  builder.AddResponse(builder.AddPerson("q"), 0, 1, {});
  const ResponseData data = SelectUnits(Built(std::move(builder)), {0, 2, 3});
  ASSERT_EQ(data.num_persons(), 3);
  EXPECT_EQ(data.num_clusters(), 2);
  EXPECT_EQ(data.cluster(1), 0);
  EXPECT_EQ(data.session_id(1), "2");
  EXPECT_EQ(data.person_id(2), "q");
  EXPECT_EQ(data.counts().responses, 3);
}

TEST(ResponseData, MayHaveNoMoreCategoriesThanCodes) {
  ResponseDataBuilder builder;
  for (int i = 0; i < 4097; ++i) {
    ASSERT_TRUE(builder.AddItem(std::to_string(i), GradedResponse()).ok());
  }
  const int person = builder.AddPerson("p");
  for (int i = 0; i < 4097; ++i) builder.AddResponse(person, i, 15, {});
  Duplicates duplicates;
  EXPECT_EQ(std::move(builder).Finish(&duplicates).status().message(),
            "the items have more than 65536 categories together");
}

}  // namespace
}  // namespace adaptest
