#ifndef ADAPTEST_TESTS_CALIBRATION_FIT_SIMULATED_FIT_H_
#define ADAPTEST_TESTS_CALIBRATION_FIT_SIMULATED_FIT_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/response_data.h"
#include "engine/item_bank.h"
#include "engine/random.h"

namespace adaptest {

inline Item FitItem(const std::string& id, const ResponseModel& model,
                    std::vector<double> parameters) {
  Item item;
  item.id = id;
  item.model = model;
  item.parameters = std::move(parameters);
  return item;
}

inline ItemBank FitBank(std::vector<Item> items) {
  return *ItemBank::Make(std::move(items));
}

// A bank of `n` items of one dichotomous model with parameters drawn at random.
inline ItemBank RandomFitBank(int n, const ResponseModel& model,
                              uint64_t seed) {
  Random random(seed);
  std::vector<Item> items;
  for (int i = 0; i < n; ++i) {
    std::vector<double> x = {std::exp(0.3 * random.Normal()), random.Normal(),
                             0.1 + 0.2 * random.Uniform()};
    x.resize(NameOf(model) == "3pl" ? 3 : 2);
    if (NameOf(model) == "rasch") x[0] = 1;
    items.push_back(FitItem(absl::StrCat("i", i), model, x));
  }
  return FitBank(std::move(items));
}

// Answers of persons from N(0, sd^2) to the items, each missing with
// probability `missing`.
inline ResponseData SimulateFitData(const ItemBank& bank, int persons,
                                    uint64_t seed, double missing = 0,
                                    double sd = 1) {
  Random random(seed);
  ResponseDataBuilder builder;
  for (const Item& item : bank.items()) {
    EXPECT_TRUE(builder.AddItem(item.id, item.model, NumCategories(item)).ok());
  }
  for (int p = 0; p < persons; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = sd * random.Normal();
    for (int i = 0; i < bank.size(); ++i) {
      const double u = random.Uniform();
      const Item& item = bank.item(i);
      if (missing > 0 && random.Uniform() < missing) continue;
      builder.AddResponse(
          person, i, DrawCategory(item.model, item.parameters, theta, u), {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CALIBRATION_FIT_SIMULATED_FIT_H_
