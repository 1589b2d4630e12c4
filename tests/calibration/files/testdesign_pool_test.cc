#include "calibration/files/testdesign_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::Pair;

TestDesignPool ReadSmallPool() {
  const std::string folder = ProjectFile("tests/config/testdesign/");
  const auto pool = ReadTestDesignPool(
      folder + "pool.csv", folder + "attributes.csv", folder + "stimuli.csv");
  EXPECT_TRUE(pool.ok()) << pool.status();
  return *pool;
}

TEST(TestDesignPool, ModelsKeepTheirParameters) {
  const TestDesignPool pool = ReadSmallPool();
  std::vector<std::string> models;
  for (const Item& item : pool.items) models.emplace_back(NameOf(item.model));
  EXPECT_THAT(models, ElementsAre("rasch", "2pl", "3pl", "pcm", "gpcm", "grm"));
  EXPECT_THAT(pool.items[0].parameters, ElementsAre(1, 0.5));
  EXPECT_THAT(pool.items[1].parameters, ElementsAre(1.2, -0.3));
  EXPECT_THAT(pool.items[2].parameters, ElementsAre(0.9, 0.1, 0.2));
  EXPECT_THAT(pool.items[3].parameters, ElementsAre(-1, 1));
  EXPECT_THAT(pool.items[4].parameters, ElementsAre(1.1, -0.5, 0.5));
  EXPECT_THAT(pool.items[5].parameters, ElementsAre(1.3, -1, 1));
}

TEST(TestDesignPool, ItemsGetTheAttributesOfTheirStimulus) {
  const TestDesignPool pool = ReadSmallPool();
  EXPECT_EQ(pool.items[1].item_set, "S1");
  EXPECT_THAT(pool.items[1].attributes,
              ElementsAre(Pair("LEVEL", "2"), Pair("TYPE", "CR"),
                          Pair("WORDS", "20"), Pair("stimulus_LENGTH", "100"),
                          Pair("stimulus_TOPIC", "art")));
}

TEST(TestDesignPool, MissingValuesAreLeftOut) {
  const TestDesignPool pool = ReadSmallPool();
  EXPECT_EQ(pool.items[4].attributes.count("WORDS"), 0);
  EXPECT_EQ(pool.items[5].item_set, "");
  EXPECT_THAT(
      pool.items[5].attributes,
      ElementsAre(Pair("LEVEL", "1"), Pair("TYPE", "MC"), Pair("WORDS", "15")));
}

TEST(TestDesignPool, NamesOfConditionsAreKnown) {
  const TestDesignPool pool = ReadSmallPool();
  EXPECT_THAT(pool.item_names,
              ElementsAre(Pair("ID", "item_id"), Pair("LEVEL", "LEVEL"),
                          Pair("STID", "item_set"), Pair("TYPE", "TYPE"),
                          Pair("WORDS", "WORDS")));
  EXPECT_THAT(
      pool.stimulus_names,
      ElementsAre(Pair("LENGTH", "stimulus_LENGTH"), Pair("STID", "item_set"),
                  Pair("TOPIC", "stimulus_TOPIC")));
}

TEST(TestDesignPool, StimuliAreOptional) {
  const std::string folder = ProjectFile("tests/config/testdesign/");
  const auto pool =
      ReadTestDesignPool(folder + "pool.csv", folder + "attributes.csv", "");
  ASSERT_TRUE(pool.ok()) << pool.status();
  EXPECT_EQ(pool->items[1].item_set, "S1");
  EXPECT_THAT(pool->stimulus_names, ElementsAre(Pair("STID", "item_set")));
}

}  // namespace
}  // namespace adaptest
