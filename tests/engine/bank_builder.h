#ifndef ADAPTEST_TESTS_ENGINE_BANK_BUILDER_H_
#define ADAPTEST_TESTS_ENGINE_BANK_BUILDER_H_

#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/ability_estimator.h"
#include "engine/item_bank.h"
#include "engine/random.h"

namespace adaptest {

inline Item MakeItem(std::string id, absl::string_view model,
                     std::vector<double> parameters) {
  Item item;
  item.id = std::move(id);
  item.model = *ResponseModelByName(model);
  item.parameters = std::move(parameters);
  return item;
}

// Items Q0, Q1 ... of one model, with these parameters.
inline ItemBank MakeBank(absl::string_view model,
                         const std::vector<std::vector<double>>& parameters) {
  std::vector<Item> items;
  for (const auto& x : parameters) {
    items.push_back(MakeItem(absl::StrCat("Q", items.size()), model, x));
  }
  return *ItemBank::Make(std::move(items));
}

// Random items: log a ~ N(0, 0.3^2), b ~ N(0, 1), c in (0.05, 0.35),
// d in (0.8, 1), as many of them as the model has.
inline ItemBank RandomBank(absl::string_view model, int size, uint64_t seed) {
  Random random(seed);
  const size_t count = ParametersOf(*ResponseModelByName(model), 2).size();
  std::vector<std::vector<double>> parameters;
  for (int i = 0; i < size; ++i) {
    std::vector<double> x = {std::exp(0.3 * random.Normal()), random.Normal(),
                             0.05 + 0.3 * random.Uniform(),
                             0.8 + 0.2 * random.Uniform()};
    x.resize(count);
    if (model == "rasch") x[0] = 1;
    parameters.push_back(x);
  }
  return MakeBank(model, parameters);
}

// 0, 1 ... size - 1.
inline std::vector<int> AllItems(int size) {
  std::vector<int> items(size);
  std::iota(items.begin(), items.end(), 0);
  return items;
}

// Answers of an examinee of this ability to items 0 ... n - 1.
inline std::vector<ScoredAnswer> SimulateAnswers(const ItemBank& bank, int n,
                                                 double theta, Random& random) {
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < n; ++i) {
    const Item& item = bank.item(i);
    answers.push_back({i, DrawCategory(item.model, item.parameters, theta,
                                       random.Uniform())});
  }
  return answers;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_BANK_BUILDER_H_
