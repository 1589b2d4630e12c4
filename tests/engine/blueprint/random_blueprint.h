#ifndef ADAPTEST_TESTS_ENGINE_BLUEPRINT_RANDOM_BLUEPRINT_H_
#define ADAPTEST_TESTS_ENGINE_BLUEPRINT_RANDOM_BLUEPRINT_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/blueprint.h"
#include "tests/support/exam_builder.h"

namespace adaptest {

// A random assembly small enough to try every set of items. Sets of items are
// bit masks by index in the bank.
struct RandomBlueprint {
  struct Bound {
    std::string id;
    uint32_t members = 0;  // operational items only
    int lower = 0;
    int upper = 1000;
  };

  ItemBank bank;
  std::vector<Constraint> constraints;
  std::vector<Bound> bounds;  // of the constraints, in the same order
  int length = 0;
  uint32_t operational = 0;

  static bool Satisfies(uint32_t test, const Bound& bound) {
    const int count = std::popcount(test & bound.members);
    return bound.lower <= count && count <= bound.upper;
  }

  // Whether the items are a test, one bound left out where it is not -1.
  bool IsTest(uint32_t test, int ignored = -1) const {
    if (std::popcount(test) != length || (test & ~operational)) return false;
    for (int c = 0; c < static_cast<int>(bounds.size()); ++c) {
      if (c != ignored && !Satisfies(test, bounds[c])) return false;
    }
    return true;
  }

  std::vector<uint32_t> AllTests(int ignored = -1) const {
    std::vector<uint32_t> tests;
    for (uint32_t test = 0; test < uint32_t{1} << bank.size(); ++test) {
      if (IsTest(test, ignored)) tests.push_back(test);
    }
    return tests;
  }
};

// The same problem with its constraints in random order.
inline RandomBlueprint ShuffleConstraints(const RandomBlueprint& problem,
                                          Random& random) {
  std::vector<int> order = AllItems(static_cast<int>(problem.bounds.size()));
  random.Shuffle(order);
  RandomBlueprint shuffled = problem;
  for (size_t c = 0; c < order.size(); ++c) {
    shuffled.constraints[c] = problem.constraints[order[c]];
    shuffled.bounds[c] = problem.bounds[order[c]];
  }
  return shuffled;
}

// Up to `max_items` items at places 0, 1 ... in random order, some of them
// pretest items; constraints on intervals of places that are split again and
// again, so that they are nested, in random order; now and then the same set
// twice, or an empty one, or a bound left out.
inline RandomBlueprint MakeRandomBlueprint(int max_items, Random& random) {
  const int n = 2 + static_cast<int>(random.Below(max_items - 1));
  std::vector<int> place = AllItems(n);
  random.Shuffle(place);
  std::vector<Item> items = RandomBank("2pl", n, random.Bits()).items();
  uint32_t operational = 0;
  for (int i = 0; i < n; ++i) {
    items[i].attributes["place"] = absl::StrCat(place[i]);
    if (random.Below(8) == 0) {
      items[i].status = ItemStatus::kPretest;
    } else {
      operational |= uint32_t{1} << i;
    }
  }
  RandomBlueprint problem{*ItemBank::Make(std::move(items)), {}, {}, 0, 0};
  problem.operational = operational;
  problem.length =
      1 + static_cast<int>(random.Below((n + 1) / 2 + random.Below(n / 2 + 1)));
  const auto add = [&](int begin, int end) {
    const int upper = static_cast<int>(random.Below(problem.length + 1));
    const int lower = static_cast<int>(random.Below(upper + 1)) *
                      static_cast<int>(random.Below(2));
    RandomBlueprint::Bound bound;
    bound.id = absl::StrCat("C", random.Below(1000), "_", begin, "_", end, "_",
                            problem.bounds.size());
    for (int i = 0; i < n; ++i) {
      if (begin <= place[i] && place[i] < end) {
        bound.members |= operational & uint32_t{1} << i;
      }
    }
    Constraint constraint =
        CountOf(bound.id,
                absl::StrCat("place >= ", begin, " and place < ", end), {}, {});
    if (random.Below(4) != 0) constraint.lower = bound.lower = lower;
    if (random.Below(4) != 0) constraint.upper = bound.upper = upper;
    problem.constraints.push_back(constraint);
    problem.bounds.push_back(bound);
  };
  std::vector<std::pair<int, int>> intervals = {{0, n}};
  while (!intervals.empty()) {
    const auto [begin, end] = intervals.back();
    intervals.pop_back();
    if (random.Below(2) == 0) add(begin, end);
    if (random.Below(8) == 0) add(begin, end);
    if (end - begin < 2 || random.Below(5) == 0) continue;
    const int middle = begin + static_cast<int>(random.Below(end - begin));
    intervals.push_back({begin, middle});
    intervals.push_back({middle, end});
  }
  return ShuffleConstraints(problem, random);
}

inline uint32_t MaskOf(absl::Span<const int> items) {
  uint32_t mask = 0;
  for (const int item : items) mask |= uint32_t{1} << item;
  return mask;
}

inline std::vector<int> ItemsOf(uint32_t mask) {
  std::vector<int> items;
  for (int i = 0; i < 32; ++i) {
    if (mask >> i & 1) items.push_back(i);
  }
  return items;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_BLUEPRINT_RANDOM_BLUEPRINT_H_
