#ifndef ADAPTEST_TESTS_SUPPORT_ASSEMBLY_PROGRAM_H_
#define ADAPTEST_TESTS_SUPPORT_ASSEMBLY_PROGRAM_H_

#include <algorithm>
#include <vector>

#include "engine/random.h"
#include "mip/linear_program.h"

// Random programs of test assembly: a column for each item, 1 = in the test
// (van der Linden, 2005, Linear Models for Optimal Test Design, chapter 3).

namespace adaptest {

struct AssemblySize {
  int items;
  int length;       // of the test
  int areas;        // the first family of counts
  int types;        // the second, which crosses the first
  int enemies;      // pairs
  int sums;         // bounds on sums of a number of the items
  int sets;         // of four items, two or three of which are given, or none
  int all_or_none;  // pairs given together
};

// How the gains of items differ.
enum class Gains {
  kSpread,    // uniform in [0.001, 10]
  kNearTies,  // near 1, a few 1e-10 apart
  kTies       // one of five values
};

// Builds one program around a hidden test, so that it has a solution.
class AssemblyMaker {
 public:
  AssemblyMaker(const AssemblySize& size, Gains gains, Random& random)
      : size_(size), random_(random) {
    for (int i = 0; i < size.items; ++i) AddItem(gains);
    HideTest();
    AddSets();
    AddAllOrNone();
    AddCounts(size.areas);
    AddCounts(size.types);
    AddEnemies();
    for (int i = 0; i < size.sums; ++i) AddSum();
    AddLength();
  }

  const LinearProgram& program() const { return program_; }

 private:
  void AddItem(Gains gains) {
    double gain = 0.001 + 9.999 * random_.Uniform();
    if (gains == Gains::kNearTies) gain = 1 + 1e-9 * random_.Uniform();
    if (gains == Gains::kTies) gain = 0.1 * (1 + random_.Below(5));
    program_.columns.push_back({gain, 0, 1, true});
  }

  void HideTest() {
    std::vector<int> order;
    for (int i = 0; i < size_.items; ++i) order.push_back(i);
    random_.Shuffle(order);
    hidden_.assign(size_.items, false);
    for (int i = 0; i < size_.length; ++i) hidden_[order[i]] = true;
  }

  // Items 4s to 4s + 3 and a column y: 2 y <= given items <= 3 y. The hidden
  // test gives items 4s and 4s + 1 or none of them.
  void AddSets() {
    for (int s = 0; s < size_.sets; ++s) {
      const int y = AddVariable();
      LinearProgram::Row least{0, kInfinity, {{y, -2}}};
      LinearProgram::Row most{-kInfinity, 0, {{y, -3}}};
      const bool given = hidden_[4 * s];
      for (int i = 4 * s; i < 4 * s + 4; ++i) {
        least.entries.push_back({i, 1});
        most.entries.push_back({i, 1});
        hidden_[i] = given && i < 4 * s + 2;
      }
      program_.rows.push_back(least);
      program_.rows.push_back(most);
    }
  }

  // Pairs of the last items.
  void AddAllOrNone() {
    for (int k = 0; k < size_.all_or_none; ++k) {
      const int i = size_.items - 1 - 2 * k;
      program_.rows.push_back({0, 0, {{i, 1}, {i - 1, -1}}});
      hidden_[i] = hidden_[i - 1];
    }
  }

  void AddCounts(int groups) {
    std::vector<LinearProgram::Row> rows(groups);
    std::vector<int> counts(groups, 0);
    for (int i = 0; i < size_.items; ++i) {
      const auto group = static_cast<int>(random_.Below(groups));
      rows[group].entries.push_back({i, 1});
      if (hidden_[i]) ++counts[group];
    }
    for (int g = 0; g < groups; ++g) {
      rows[g].lower = counts[g] - static_cast<double>(random_.Below(2));
      rows[g].upper = counts[g] + static_cast<double>(random_.Below(2));
      program_.rows.push_back(rows[g]);
    }
  }

  void AddEnemies() {
    for (int k = 0; k < size_.enemies; ++k) {
      const auto i = static_cast<int>(random_.Below(size_.items));
      const auto j = static_cast<int>(random_.Below(size_.items));
      if (i == j || (hidden_[i] && hidden_[j])) continue;
      program_.rows.push_back({-kInfinity, 1, {{i, 1}, {j, 1}}});
    }
  }

  // Seconds or words, with one decimal; at most the hidden test's sum, which
  // is met exactly, and at least 97 % of it.
  void AddSum() {
    LinearProgram::Row row;
    double sum = 0;
    for (int i = 0; i < size_.items; ++i) {
      const double number = 0.1 * (300 + random_.Below(1500));
      row.entries.push_back({i, number});
      if (hidden_[i]) sum += number;
    }
    row.lower = 0.97 * sum;
    row.upper = sum;
    program_.rows.push_back(row);
  }

  void AddLength() {
    LinearProgram::Row row;
    for (int i = 0; i < size_.items; ++i) row.entries.push_back({i, 1});
    row.lower = row.upper =
        static_cast<double>(std::count(hidden_.begin(), hidden_.end(), true));
    program_.rows.push_back(row);
  }

  int AddVariable() {
    program_.columns.push_back({});
    return static_cast<int>(program_.columns.size()) - 1;
  }

  static constexpr double kInfinity = LinearProgram::kInfinity;
  AssemblySize size_;
  Random& random_;
  LinearProgram program_;
  std::vector<bool> hidden_;  // [item]
};

inline LinearProgram RandomAssembly(const AssemblySize& size, Gains gains,
                                    Random& random) {
  return AssemblyMaker(size, gains, random).program();
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_ASSEMBLY_PROGRAM_H_
