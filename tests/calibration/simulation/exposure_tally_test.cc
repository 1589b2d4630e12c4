#include "calibration/simulation/exposure_tally.h"

#include <cmath>

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

SimulatedExaminee Given(double theta, std::vector<GivenItem> items) {
  SimulatedExaminee examinee;
  examinee.theta = theta;
  examinee.given = std::move(items);
  return examinee;
}

TEST(ExposureTally, CountsAnItemByPositionAndSegment) {
  ExposureTally tally(4, 3);
  tally.Add(Given(-2, {{0, true, 1}, {1, true, 1}}));
  tally.Add(Given(-1, {{1, true, 0}, {2, false, 0}, {0, true, 1}}));
  tally.Add(Given(1, {{0, true, 0}}));
  const ItemUse& use = tally.items()[0];
  EXPECT_EQ(use.administered, 3);
  EXPECT_EQ(use.pretested, 0);
  EXPECT_NEAR(use.position.mean(), (1 + 3 + 1) / 3.0, 1e-15);
  EXPECT_EQ(use.by_segment, (std::array<int64_t, 4>{1, 1, 0, 1}));
  EXPECT_EQ(tally.items()[2].pretested, 1);
  EXPECT_EQ(tally.items()[2].administered, 0);
  EXPECT_EQ(tally.examinees_by_segment(), (std::array<int64_t, 4>{1, 1, 0, 1}));
}

TEST(ExposureTally, FindsTheLargestRateOfAScoredItem) {
  ExposureTally tally(3, 4);
  for (int i = 0; i < 4; ++i) {
    tally.Add(Given(0, {{0, false, 1}, {i < 3 ? 1 : 2, true, 1}}));
  }
  EXPECT_EQ(*tally.MaxExposure().value, 0.75);
  EXPECT_NEAR(*tally.MaxExposure().standard_error, std::sqrt(0.75 * 0.25 / 4),
              1e-15);
}

TEST(WriteItemUse, ListsItemsThatWereNeverGiven) {
  const ItemBank bank = ContentBank("2pl", 2, 1, 1);
  ExposureTally tally(3, 2);
  tally.Add(Given(0.5, {{0, true, 1}, {2, false, 1}}));
  tally.Add(Given(0.5, {{0, true, 0}}));
  EXPECT_THAT(ItemUseHeader(false),
              StartsWith("item_id,status,administered,exposure_rate,"
                         "exposure_rate_se,pretested,mean_position,"));
  EXPECT_EQ(WriteItemUse(bank, tally, nullptr),
            "Q0,operational,2,1,0,0,1,0,,,1,\n"
            "Q1,operational,0,0,0,0,,,,,0,\n"
            "Q2,pretest,0,0,0,1,2,,,,0,\n");
}

TEST(WriteItemUse, NamesTheExamAmongSeveral) {
  const ItemBank bank = ContentBank("2pl", 1, 0, 1);
  ExposureTally tally(1, 2);
  const std::string label = "a,b";
  EXPECT_THAT(ItemUseHeader(true), StartsWith("exam,item_id,"));
  EXPECT_THAT(WriteItemUse(bank, tally, &label), StartsWith("\"a,b\",Q0,"));
}

}  // namespace
}  // namespace adaptest
