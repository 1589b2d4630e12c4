#include "calibration/fit/complete_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/calibration/fit/simulated_fit.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Every person's pattern: '.' is an answer not observed.
ResponseData FromPatterns(const std::vector<std::string>& patterns) {
  ResponseDataBuilder builder;
  for (size_t i = 0; i < patterns[0].size(); ++i) {
    EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
  }
  for (size_t p = 0; p < patterns.size(); ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    for (size_t i = 0; i < patterns[p].size(); ++i) {
      if (patterns[p][i] == '.') continue;
      builder.AddResponse(person, static_cast<int>(i), patterns[p][i] - '0',
                          {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

TEST(CompleteBlock, IsAllOfCompleteData) {
  const auto block = FindCompleteBlock(FromPatterns({"0110", "1111"}), 2);
  ASSERT_TRUE(block.exists());
  EXPECT_THAT(block.items, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(block.persons, ElementsAre(0, 1));
  EXPECT_THAT(block.category, ElementsAre(0, 1, 1, 0, 1, 1, 1, 1));
}

TEST(CompleteBlock, LeavesOutPersonsWhoSkippedAnItem) {
  const auto block =
      FindCompleteBlock(FromPatterns({"0110", "1.11", "1111", "0001"}), 2);
  EXPECT_THAT(block.items, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(block.persons, ElementsAre(0, 2, 3));
}

TEST(CompleteBlock, IsWhatFormsHaveInCommonWhereThatIsLarger) {
  const auto block = FindCompleteBlock(
      FromPatterns({"01100..", "10110..", "1100.1.", "0111.0.", "0001..1"}), 2);
  EXPECT_THAT(block.items, ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(block.num_persons, 5);
}

TEST(CompleteBlock, SaysWhyThereIsNone) {
  const auto block =
      FindCompleteBlock(FromPatterns({"011...", "...110", "01.1.0"}), 2);
  EXPECT_FALSE(block.exists());
  EXPECT_THAT(block.reason, HasSubstr("fewer than 2 persons"));
}

}  // namespace
}  // namespace adaptest
