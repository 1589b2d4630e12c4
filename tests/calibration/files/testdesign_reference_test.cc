// TestDesign's own problems, read from the reference data beside the project:
// the tests that TestDesign 1.7 found optimal (static_*.json) satisfy every
// constraint as it was translated, counted here anew.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "calibration/files/testdesign_constraints.h"
#include "engine/blueprint/condition.h"
#include "engine/blueprint/given_order.h"
#include "engine/blueprint/shadow_test.h"
#include "mip/assembly_mip.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

std::string File(const std::string& name) {
  return SharedFile("reference/testdesign/" + name);
}

struct DesignProblem {
  TestDesignPool pool;
  TestDesignBlueprint blueprint;
};

DesignProblem Read(const std::string& set, bool with_stimuli) {
  auto pool = ReadTestDesignPool(
      File("itempool_" + set + ".csv"), File("itemattrib_" + set + ".csv"),
      with_stimuli ? File("stimattrib_" + set + ".csv") : "");
  EXPECT_TRUE(pool.ok()) << pool.status();
  const auto blueprint =
      ReadTestDesignConstraints(File("constraints_" + set + ".csv"), *pool);
  EXPECT_TRUE(blueprint.ok()) << blueprint.status();
  return {*std::move(pool), *blueprint};
}

// How many of the items match.
int Count(const std::string& condition, const std::vector<Item>& items) {
  int count = 0;
  for (const Item& item : items) {
    count += *Condition::Parse(condition)->Matches(item);
  }
  return count;
}

std::map<std::string, int> CountSets(const std::string& condition,
                                     const std::vector<Item>& items) {
  std::map<std::string, int> sets;
  for (const Item& item : items) {
    if (*Condition::Parse(condition)->Matches(item)) ++sets[item.item_set];
  }
  return sets;
}

bool Within(const Constraint& c, double count) {
  return count >= c.lower.value_or(-INFINITY) &&
         count <= c.upper.value_or(INFINITY);
}

bool Holds(const Constraint& c, const std::vector<Item>& test,
           const std::vector<Item>& pool) {
  if (c.type == "number") return Within(c, Count(c.condition, test));
  if (c.type == "set_number") {
    return Within(c, CountSets(c.condition, test).size());
  }
  if (c.type == "per_set") {
    for (const auto& set : CountSets("", test)) {
      if (!Within(c, set.second)) return false;
    }
    return true;
  }
  if (c.type == "order") {
    for (size_t i = 1; i < test.size(); ++i) {
      if (test[i].attributes.at(c.attribute) <
          test[i - 1].attributes.at(c.attribute)) {
        return false;
      }
    }
    return true;
  }
  const int count = Count(c.condition, test);
  const int all = Count(c.condition, pool);
  if (c.type == "include") return count == all;
  if (c.type == "exclude") return count == 0;
  if (c.type == "enemy") return count <= 1;
  EXPECT_EQ(c.type, "all_or_none");
  return count == 0 || count == all;
}

// One solver hit its time limit once, and recorded no test.
void ExpectRecordedTestsHold(const std::string& set,
                             const DesignProblem& problem, int num_tests) {
  std::ifstream file(File("static_" + set + ".json"));
  const auto recorded = nlohmann::json::parse(file);
  for (const auto& result : recorded["results"]) {
    if (result.contains("error")) continue;
    --num_tests;
    std::vector<Item> test;
    for (const int index : result["selected"]) {  // in order, from 1
      test.push_back(problem.pool.items[index - 1]);
    }
    ASSERT_EQ(test.size(), problem.blueprint.scored_items);
    for (const Constraint& c : problem.blueprint.constraints) {
      EXPECT_TRUE(Holds(c, test, problem.pool.items))
          << c.id << " at theta " << result["theta"];
    }
  }
  EXPECT_EQ(num_tests, 0);
}

struct Assembly {
  ItemBank bank;
  Blueprint blueprint;
};

Assembly Prepare(const DesignProblem& problem) {
  auto bank = ItemBank::Make(problem.pool.items);
  EXPECT_TRUE(bank.ok()) << bank.status();
  auto blueprint = Blueprint::Make(*bank, problem.blueprint.constraints,
                                   problem.blueprint.scored_items);
  EXPECT_TRUE(blueprint.ok()) << blueprint.status();
  return {*std::move(bank), *std::move(blueprint)};
}

std::vector<double> GainsAt(const ItemBank& bank, double theta) {
  std::vector<double> gains;
  for (const Item& item : bank.items()) {
    gains.push_back(Information(item.model, item.parameters, theta));
  }
  return gains;
}

// At one theta, or summed over several.
std::vector<double> SumOfGainsAt(const ItemBank& bank,
                                 const nlohmann::json& thetas) {
  if (thetas.is_number()) return GainsAt(bank, thetas);
  std::vector<double> sums(bank.size(), 0);
  for (const double theta : thetas) {
    const auto gains = GainsAt(bank, theta);
    for (size_t i = 0; i < sums.size(); ++i) sums[i] += gains[i];
  }
  return sums;
}

// The optimum at each theta is that of the solvers on record, which stopped
// within 1e-9, or better; AssembleTest checks every constraint.
void ExpectRecordedOptima(const std::string& set, bool with_stimuli) {
  const Assembly assembly = Prepare(Read(set, with_stimuli));
  std::ifstream file(File("static_" + set + ".json"));
  const auto recorded = nlohmann::json::parse(file);
  for (const auto& result : recorded["results"]) {
    if (result.contains("error")) continue;
    const auto gains = SumOfGainsAt(assembly.bank, result["theta"]);
    const auto test =
        AssembleTest({assembly.bank, assembly.blueprint, gains, {}});
    ASSERT_TRUE(test.ok()) << test.status();
    double sum = 0;
    for (const int item : *test) sum += gains[item];
    EXPECT_NEAR(sum, result["obj_value"], 1e-8)
        << set << " at theta " << result["theta"];
    EXPECT_GE(sum, result["obj_value"].get<double>() - 1e-9);
  }
}

TEST(TestDesignReference, OptimaOfScience) {
  if (!std::filesystem::exists(File(""))) GTEST_SKIP() << "no reference data";
  ExpectRecordedOptima("science", false);
}

// Item sets: where the search gives up, CBC finds the optimum.
TEST(TestDesignReference, OptimaOfReading) {
  if (!std::filesystem::exists(File(""))) GTEST_SKIP() << "no reference data";
  InstallAssemblyFallback();
  ExpectRecordedOptima("reading", true);
}

// Whole shadow-test sessions with three solvers: after each answer our optimal
// test gives the same item.
TEST(TestDesignReference, SessionsOfScience) {
  if (!std::filesystem::exists(File(""))) GTEST_SKIP() << "no reference data";
  const Assembly assembly = Prepare(Read("science", false));
  std::ifstream file(File("shadow_science.json"));
  const auto recorded = nlohmann::json::parse(file);
  int items = 0;
  for (const auto& run : recorded["runs"]) {
    std::vector<int> given;
    double theta = run["initial_theta"];
    for (size_t k = 0; k < run["items"].size(); ++k) {
      const auto gains = GainsAt(assembly.bank, theta);
      const AssemblyProblem problem = {assembly.bank, assembly.blueprint, gains,
                                       given};
      const auto test = AssembleTest(problem);
      ASSERT_TRUE(test.ok()) << test.status();
      std::vector<int> left;
      for (const int item : *test) {
        if (std::find(given.begin(), given.end(), item) == given.end()) {
          left.push_back(item);
        }
      }
      const int theirs = run["items"][k].get<int>() - 1;
      EXPECT_EQ(KeepingOrder(problem, *test, left)[0], theirs)
          << run["solver"] << ", item " << k;
      given.push_back(theirs);
      theta = run["interim_theta"][k];
      ++items;
    }
  }
  EXPECT_EQ(items, 12 * 30);
}

TEST(TestDesignReference, Science) {
  if (!std::filesystem::exists(File(""))) GTEST_SKIP() << "no reference data";
  const DesignProblem problem = Read("science", false);
  EXPECT_EQ(problem.pool.items.size(), 1000);
  EXPECT_EQ(problem.blueprint.scored_items, 30);
  EXPECT_EQ(problem.blueprint.constraints.size(), 36);
  EXPECT_TRUE(problem.blueprint.notes.empty());
  ExpectRecordedTestsHold("science", problem, 18);
}

// 18 rows: C6 is one for each of 14 values of SUBCONTENT, C18 is OFF.
TEST(TestDesignReference, Reading) {
  if (!std::filesystem::exists(File(""))) GTEST_SKIP() << "no reference data";
  const DesignProblem problem = Read("reading", true);
  EXPECT_EQ(problem.pool.items.size(), 303);
  EXPECT_EQ(CountSets("", problem.pool.items).size(), 35);
  EXPECT_EQ(problem.blueprint.scored_items, 30);
  EXPECT_EQ(problem.blueprint.constraints.size(), 16 + 14);
  EXPECT_THAT(problem.blueprint.notes,
              testing::ElementsAre("constraint C18 is OFF and left out"));
  ExpectRecordedTestsHold("reading", problem, 17);
}

// The attribute NITEM is how many items a stimulus has.
TEST(TestDesignReference, StimuliBelongToTheirItems) {
  if (!std::filesystem::exists(File(""))) GTEST_SKIP() << "no reference data";
  const DesignProblem problem = Read("reading", true);
  auto sets = CountSets("", problem.pool.items);
  for (const Item& item : problem.pool.items) {
    EXPECT_EQ(item.attributes.at("stimulus_NITEM"),
              std::to_string(sets[item.item_set]));
    EXPECT_EQ(item.attributes.at("stimulus_CONTENT"),
              item.attributes.at("CONTENT"));
  }
}

}  // namespace
}  // namespace adaptest
