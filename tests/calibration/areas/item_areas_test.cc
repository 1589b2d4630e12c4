#include "calibration/areas/item_areas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using testing::ElementsAre;

Item WithArea(const std::string& id, const std::string& area) {
  Item item;
  item.id = id;
  item.attributes["area"] = area;
  return item;
}

TEST(ItemAreas, AreValuesOfTheAttributeInOrderOfTheData) {
  const auto data = SimulateAnswers(RandomThreePlItems(4, 1), 3, TwoPl(), 1);
  const auto areas = ItemAreas::Of(
      data,
      {WithArea("i3", "x"), WithArea("i0", "y"), WithArea("i1", ""),
       WithArea("i2", "x"), WithArea("other", "z")},
      "area");
  ASSERT_TRUE(areas.ok()) << areas.status();
  EXPECT_THAT(areas->names, ElementsAre("y", "x"));
  EXPECT_THAT(areas->of_item, ElementsAre(0, ItemAreas::kNone, 1, 1));
}

TEST(ItemAreas, AnAttributeThatNoItemHasIsAnError) {
  const auto data = SimulateAnswers(RandomThreePlItems(4, 1), 3, TwoPl(), 1);
  const auto areas = ItemAreas::Of(data, {WithArea("i3", "x")}, "domain");
  EXPECT_EQ(areas.status().message(),
            "none of the 4 items in the responses has the attribute "
            "\"domain\"");
}

}  // namespace
}  // namespace adaptest
