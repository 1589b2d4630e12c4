#include "engine/bank_tables.h"

#include <cmath>

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

TEST(BankTables, HoldTheModelsValuesAtEveryNode) {
  const ItemBank bank = *ItemBank::Make(
      {MakeItem("a", "2pl", {1.2, 0.3}), MakeItem("b", "3pl", {0.8, -1, 0.2}),
       MakeItem("c", "4pl", {2, 1, 0.1, 0.9})});
  const ThetaGrid grid = *ThetaGrid::Make(7, -3, 3);
  const BankTables tables(bank, grid);
  EXPECT_EQ(tables.num_items(), 3);
  for (int q = 0; q < grid.size(); ++q) {
    ASSERT_EQ(tables.information(q).size(), 3u);
    for (int i = 0; i < bank.size(); ++i) {
      const auto& [model, x] =
          std::pair(bank.item(i).model, bank.item(i).parameters);
      const double p = ProbabilityRight(model, x, grid.theta(q));
      EXPECT_DOUBLE_EQ(std::exp(tables.log_probability(i, 1)[q]), p);
      EXPECT_NEAR(std::exp(tables.log_probability(i, 0)[q]), 1 - p, 1e-15);
      EXPECT_EQ(tables.information(q)[i], Information(model, x, grid.theta(q)));
    }
  }
}

TEST(BankTables, HoldEveryCategoryOfAMixedBank) {
  const ItemBank bank = *ItemBank::Make(
      {MakeItem("a", "grm", {1.2, -1, 0.3, 2}), MakeItem("b", "2pl", {0.8, -1}),
       MakeItem("c", "nrm", {0.5, 1, 0.2, 0.4}),
       MakeItem("d", "pcm", {0.1, -0.4})});
  const ThetaGrid grid = *ThetaGrid::Make(5, -50, 50);
  const BankTables tables(bank, grid);
  for (int q = 0; q < grid.size(); ++q) {
    for (int i = 0; i < bank.size(); ++i) {
      double sum = 0;
      for (int k = 0; k < NumCategories(bank.item(i)); ++k) {
        sum += std::exp(tables.log_probability(i, k)[q]);
      }
      EXPECT_NEAR(sum, 1, 1e-14);
      EXPECT_GT(tables.information(q)[i], 0);
    }
  }
}

TEST(BankTables, KeepInformationInOneRowMajorTable) {
  const BankTables tables(RandomBank("2pl", 10, 1), ThetaGrid());
  EXPECT_EQ(tables.information(0).data() + 10, tables.information(1).data());
}

TEST(BankTables, StayFiniteForExtremeItems) {
  const ItemBank bank = MakeBank(
      "3pl", {{20, 50, 0}, {20, -50, 0}, {20, 0, 0.99}, {0.001, 50, 0}});
  const BankTables tables(bank, *ThetaGrid::Make(101, -50, 50));
  for (int i = 0; i < bank.size(); ++i) {
    for (int q = 0; q < 101; ++q) {
      EXPECT_TRUE(std::isfinite(tables.log_probability(i, 0)[q]));
      EXPECT_TRUE(std::isfinite(tables.log_probability(i, 1)[q]));
      EXPECT_TRUE(std::isfinite(tables.information(q)[i]));
      EXPECT_GE(tables.information(q)[i], 0);
    }
  }
}

}  // namespace
}  // namespace adaptest
