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
#include "engine/bank_tables.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/posterior.h"
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

std::vector<double> GainsAt(const ItemBank& bank, double theta) {
  std::vector<double> gains;
  for (const Item& item : bank.items()) {
    gains.push_back(Information(item.model, item.parameters, theta));
  }
  return gains;
}

// A person's session: estimates are the posterior's mean after each answer.
class Learner {
 public:
  explicit Learner(const ItemBank& bank)
      : bank_(bank), tables_(bank, ThetaGrid()), prior_(Prior()) {
    Begin();
  }

  void Begin() {
    truth_ = random_.Normal();
    posterior_ = prior_;
  }

  double Estimate() const { return posterior_.mean(); }

  void Answer(int item) {
    const int category =
        DrawCategory(bank_.item(item).model, bank_.item(item).parameters,
                     truth_, random_.Uniform());
    posterior_.Update(tables_.log_probability(item, category));
  }

 private:
  static Posterior Prior() {
    const ThetaGrid grid;
    std::vector<double> log_prior;
    for (int q = 0; q < grid.size(); ++q) {
      log_prior.push_back(-0.5 * grid.theta(q) * grid.theta(q));
    }
    return Posterior(grid, log_prior);
  }

  const ItemBank& bank_;
  BankTables tables_;
  Random random_{50};
  double truth_ = 0;
  const Posterior prior_;
  Posterior posterior_ = prior_;
};

// The same with estimates that are scattered about the person's ability: from
// one to the next further than those of a session.
class Scattered {
 public:
  explicit Scattered(const ItemBank&) { Begin(); }

  void Begin() {
    truth_ = random_.Normal();
    given_ = 0;
  }

  double Estimate() {
    return given_ == 0 ? 0
                       : truth_ + random_.Normal() / std::sqrt(1.0 + given_);
  }

  void Answer(int) { ++given_; }

 private:
  Random random_{50};
  double truth_ = 0;
  int given_ = 0;
};

template <typename Person>
void ShadowTest582Items(benchmark::State& state) {
  static const Problem& problem = *new Problem(MakeProblem());
  Person person(problem.bank);
  std::vector<double> times;
  std::vector<int> given;
  for (auto _ : state) {
    if (given.size() == kLength) {
      given.clear();
      person.Begin();
    }
    const auto gains = GainsAt(problem.bank, person.Estimate());
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
      person.Answer(item);
      break;
    }
  }
  std::sort(times.begin(), times.end());
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["largest_us"] = times.back();
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ShadowTest582Items<Learner>)
    ->UseManualTime()
    ->Iterations(20000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(ShadowTest582Items<Scattered>)
    ->UseManualTime()
    ->Iterations(20000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace adaptest
