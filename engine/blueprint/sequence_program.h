#ifndef ADAPTEST_ENGINE_BLUEPRINT_SEQUENCE_PROGRAM_H_
#define ADAPTEST_ENGINE_BLUEPRINT_SEQUENCE_PROGRAM_H_

#include <vector>

#include "absl/types/span.h"

namespace adaptest {

// What rules about the order of the items mean for the choice of items: bounds
// on variables of the program, which follow from the items given so far. A test
// within them can be completed in some order that keeps the rules; that is so
// for each of the families here, and for no two of them together.
struct SequenceProgram {
  // Counts by position. Items that the same rules match are a class; positions
  // between which no rule begins or ends are a stage. A variable counts the
  // items of a class in a stage: items in classes and places in stages are a
  // transportation problem.
  std::vector<int> stage_of;            // [position from 0]
  std::vector<int> class_of;            // [item]
  std::vector<std::vector<int>> count;  // [class][stage]: variable

  // At most `longest` of the items in a row. With r items left, of which m are
  // of the run, and t of them just given, there is an order exactly where
  // m <= longest - t + longest (r - m). For runs without common items it is
  // enough that each keeps to this: at most one of them is such that it has to
  // come next.
  struct Run {
    std::vector<char> has;  // [item]
    int longest;
    int variable;  // counts its items
  };
  std::vector<Run> runs;

  // Items of one group are given by rising rank.
  struct Ascent {
    std::vector<int> group;    // [item]: -1 = none
    std::vector<double> rank;  // [item]
  };
  std::vector<Ascent> ascents;

  int length = 0;

  bool empty() const {
    return count.empty() && runs.empty() && ascents.empty();
  }

  // Tightens the variables' bounds to tests that begin with these items in this
  // order. False where they break a rule already.
  bool Bound(absl::Span<const int> given, absl::Span<const int> variable_of,
             std::vector<double>& low, std::vector<double>& high) const;

  // Whether the rules make no difference between two items.
  bool AreAlike(int item, int other) const;

 private:
  bool BoundRun(const Run& run, absl::Span<const int> given,
                std::vector<double>& high) const;
  static bool BoundAscent(const Ascent& ascent, absl::Span<const int> given,
                          absl::Span<const int> variable_of,
                          std::vector<double>& high);
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_SEQUENCE_PROGRAM_H_
