#ifndef ADAPTEST_BENCH_SHADOW_PROBLEM_H_
#define ADAPTEST_BENCH_SHADOW_PROBLEM_H_

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/testdesign_constraints.h"
#include "engine/bank_tables.h"
#include "engine/blueprint/blueprint.h"
#include "engine/posterior.h"
#include "engine/prior.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {

// A bank with constraints on the numbers of items, to assemble tests from.
struct ShadowProblem {
  ItemBank bank;
  std::vector<Constraint> constraints;
  Blueprint blueprint;
};

inline absl::StatusOr<ShadowProblem> MakeShadowProblem(
    std::vector<Item> items, std::vector<Constraint> constraints, int length) {
  ASSIGN_OR_RETURN(ItemBank bank, ItemBank::Make(std::move(items)));
  ASSIGN_OR_RETURN(Blueprint blueprint,
                   Blueprint::Make(bank, constraints, length));
  return ShadowProblem{std::move(bank), std::move(constraints),
                       std::move(blueprint)};
}

inline Constraint NumberOf(const std::string& attribute,
                           const std::string& value, double lower,
                           double upper) {
  Constraint constraint;
  constraint.id = absl::StrCat(attribute, ":", value);
  constraint.type = "number";
  constraint.condition = absl::StrCat(attribute, " == \"", value, "\"");
  constraint.lower = lower;
  constraint.upper = upper;
  return constraint;
}

// 582 items, 14 areas in 4 domains, 4 types of question that cross them, 60
// pairs of enemies, tests of 50 items. Areas 0 to 3, 4 to 7, 8 to 10 and 11 to
// 13 are domains; 70 % of the items are of one type.
inline ShadowProblem CrossedShadowProblem() {
  constexpr int kItems = 582;
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
        NumberOf("domain", absl::StrCat(d), d < 2 ? 13 : 11, d < 2 ? 15 : 13));
  }
  for (int a = 0; a < 14; ++a) {
    constraints.push_back(
        NumberOf("area", absl::StrCat(a), a < 9 ? 3 : 2, a < 9 ? 5 : 4));
  }
  constraints.push_back(NumberOf("type", "0", 30, 38));
  constraints.push_back(NumberOf("type", "1", 5, 9));
  constraints.push_back(NumberOf("type", "2", 3, 6));
  constraints.push_back(NumberOf("type", "3", 3, 6));
  return *MakeShadowProblem(std::move(items), std::move(constraints), 50);
}

// TestDesign's timing problem from its files in a directory: 582 items, 14
// areas, tests of 50 items.
inline absl::StatusOr<ShadowProblem> TestDesignShadowProblem(
    const std::string& directory) {
  ASSIGN_OR_RETURN(TestDesignPool pool,
                   ReadTestDesignPool(directory + "/pool582.csv",
                                      directory + "/attrib582.csv", ""));
  ASSIGN_OR_RETURN(
      TestDesignBlueprint blueprint,
      ReadTestDesignConstraints(directory + "/constraints582.csv", pool));
  return MakeShadowProblem(std::move(pool.items),
                           std::move(blueprint.constraints),
                           blueprint.scored_items);
}

inline std::vector<double> InformationAt(const ItemBank& bank, double theta) {
  std::vector<double> gains;
  for (const Item& item : bank.items()) {
    gains.push_back(Information(item.model, item.parameters, theta));
  }
  return gains;
}

// A person's answers; estimates are the posterior's mean after each.
class SessionEstimates {
 public:
  explicit SessionEstimates(const ItemBank& bank)
      : bank_(bank), tables_(bank, ThetaGrid()) {
    Begin();
  }

  void Begin() {
    truth_ = random_.Normal();
    posterior_ = prior_;
  }

  double Next() const { return posterior_.mean(); }

  void Answer(int item) {
    const int category =
        DrawCategory(bank_.item(item).model, bank_.item(item).parameters,
                     truth_, random_.Uniform());
    posterior_.Update(tables_.log_probability(item, category));
  }

 private:
  const ItemBank& bank_;
  const BankTables tables_;
  Random random_{50};
  double truth_ = 0;
  const Posterior prior_{ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid())};
  Posterior posterior_ = prior_;
};

// Estimates that are scattered about the person's ability: further from one to
// the next than those of a session.
class ScatteredEstimates {
 public:
  explicit ScatteredEstimates(const ItemBank&) { Begin(); }

  void Begin() {
    truth_ = random_.Normal();
    given_ = 0;
  }

  double Next() {
    if (given_ == 0) return 0;
    return truth_ + random_.Normal() / std::sqrt(1.0 + given_);
  }

  void Answer(int) { ++given_; }

 private:
  Random random_{50};
  double truth_ = 0;
  int given_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_SHADOW_PROBLEM_H_
