#include "engine/item_bank.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/response_model.h"

namespace adaptest {
namespace {

constexpr int kItems = 50;
constexpr int kThreads = 4;

// The sum of the information of all items, each found by its name.
double SumOfInformation(const ItemBank& bank) {
  double sum = 0;
  for (int i = 0; i < kItems; ++i) {
    const Item& item = bank.item(*bank.Find("item" + std::to_string(i)));
    sum += Information(*ResponseModelByName(NameOf(item.model)),
                       item.parameters, 0);
  }
  return sum;
}

TEST(ItemBank, IsReadByManyThreads) {
  std::vector<Item> items;
  items.reserve(kItems);
  for (int i = 0; i < kItems; ++i) {
    items.push_back({.id = "item" + std::to_string(i),
                     .model = ThreePl(),
                     .parameters = {1, 0.1 * i - 2.5, 0.2},
                     .covariance = {},
                     .enemy_group = {},
                     .item_set = {},
                     .attributes = {}});
  }
  const auto bank = ItemBank::Make(std::move(items));
  ASSERT_TRUE(bank.ok()) << bank.status();
  std::vector<double> sums(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (double& sum : sums) {
    threads.emplace_back([&] { sum = SumOfInformation(*bank); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const double sum : sums) EXPECT_EQ(sum, SumOfInformation(*bank));
}

}  // namespace
}  // namespace adaptest
