// Benchmarks of optimal shadow tests: 582 items, 14 areas in 4 domains, 4 types
// of question that cross them, 60 pairs of enemies, tests of 50 items. One item
// of work is one selection, warm from the one before; gains are computed
// outside the measured time. Counters: the 99th percentile and the largest, in
// us.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kItems = 582;
constexpr int kLength = 50;

Constraint Number(const std::string& attribute, const std::string& value,
                  double lower, double upper) {
  Constraint constraint;
  constraint.id = absl::StrCat(attribute, ":", value);
  constraint.type = "number";
  constraint.condition = absl::StrCat(attribute, " == \"", value, "\"");
  constraint.lower = lower;
  constraint.upper = upper;
  return constraint;
}

struct Problem {
  ItemBank bank;
  Blueprint blueprint;
};

// Areas 0 to 3, 4 to 7, 8 to 10 and 11 to 13 are domains; 70 % of the items are
// of one type.
Problem MakeProblem() {
  Random random(582);
  std::vector<Item> items;
  for (int i = 0; i < kItems; ++i) {
    Item item;
    item.id = absl::StrCat("Q", i);
    item.model = ThreePl();
    item.parameters = {std::exp(0.3 * random.Normal()), random.Normal(),
                       0.1 + 0.2 * random.Uniform()};
    const auto area = random.Below(14);
    item.attributes["area"] = absl::StrCat(area);
    item.attributes["domain"] = absl::StrCat(area < 4    ? 0
                                             : area < 8  ? 1
                                             : area < 11 ? 2
                                                         : 3);
    item.attributes["type"] =
        absl::StrCat(random.Uniform() < 0.7 ? 0 : 1 + random.Below(3));
    items.push_back(std::move(item));
  }
  for (int e = 0; e < 60; ++e) {
    Item* pair[2];
    for (Item*& item : pair) {
      do {
        item = &items[random.Below(kItems)];
      } while (!item->enemy_group.empty());
      item->enemy_group = absl::StrCat("E", e);
    }
  }
  std::vector<Constraint> constraints;
  for (int d = 0; d < 4; ++d) {
    constraints.push_back(
        Number("domain", absl::StrCat(d), d < 2 ? 13 : 11, d < 2 ? 15 : 13));
  }
  for (int a = 0; a < 14; ++a) {
    constraints.push_back(
        Number("area", absl::StrCat(a), a < 9 ? 3 : 2, a < 9 ? 5 : 4));
  }
  constraints.push_back(Number("type", "0", 30, 38));
  constraints.push_back(Number("type", "1", 5, 9));
  constraints.push_back(Number("type", "2", 3, 6));
  constraints.push_back(Number("type", "3", 3, 6));
  Problem problem{*ItemBank::Make(std::move(items)), {}};
  problem.blueprint = *Blueprint::Make(problem.bank, constraints, kLength);
  return problem;
}

// Gains at an estimate that wanders towards the person's ability.
std::vector<double> GainsAt(const ItemBank& bank, double theta) {
  std::vector<double> gains;
  for (const Item& item : bank.items()) {
    gains.push_back(Information(item.model, item.parameters, theta));
  }
  return gains;
}

void ShadowTest582Items(benchmark::State& state) {
  static const Problem& problem = *new Problem(MakeProblem());
  Random random(50);
  std::vector<double> times;
  std::vector<int> given;
  double truth = 0;
  for (auto _ : state) {
    if (given.size() == kLength) {
      given.clear();
      truth = random.Normal();
    }
    const double error = 1 / std::sqrt(1.0 + static_cast<double>(given.size()));
    const double theta = given.empty() ? 0 : truth + error * random.Normal();
    const auto gains = GainsAt(problem.bank, theta);
    const auto start = std::chrono::steady_clock::now();
    const auto test =
        AssembleTest({problem.bank, problem.blueprint, gains, given});
    const std::chrono::duration<double> time =
        std::chrono::steady_clock::now() - start;
    state.SetIterationTime(time.count());
    times.push_back(1e6 * time.count());
    for (const int item : *test) {
      if (std::find(given.begin(), given.end(), item) != given.end()) continue;
      given.push_back(item);
      break;
    }
  }
  std::sort(times.begin(), times.end());
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["largest_us"] = times.back();
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ShadowTest582Items)
    ->UseManualTime()
    ->Iterations(20000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace adaptest
