#ifndef ADAPTEST_MIP_PARALLEL_FORMS_H_
#define ADAPTEST_MIP_PARALLEL_FORMS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "engine/blueprint/blueprint.h"

namespace adaptest {

struct FormsProblem {
  const Blueprint& blueprint;
  // [point of ability][item]: information there.
  const std::vector<std::vector<double>>& information;
  int forms;
  int max_overlap;  // items that any two forms may have in common
  double time_limit_seconds;
};

struct ParallelForms {
  std::vector<std::vector<int>> forms;  // items, ascending
  std::vector<double> target;           // [point]: information of every form
  double deviation = 0;  // the largest distance of a form from a target
  // No forms have more information than this at the point where the weakest of
  // them has least.
  double bound = 0;
};

// Forms of equal length and content whose information is as large as possible
// where it is least, and as equal as can be (van der Linden, 2005, chapters 5
// and 6), in two steps of mixed-integer programming:
//
// (1) All forms as one: how often each item is used, 0 to m times, so that the
//     sum of information at the weakest point is largest; items used u times
//     are common to u (u - 1) / 2 pairs of forms, and all pairs may have
//     max_overlap m (m - 1) / 2 such items. A share of 1 / m is the target.
// (2) One form after the other from these uses, each with the least largest
//     deviation from what is left of the targets (minimax), such that the
//     others can still satisfy every count.
//
// FailedPrecondition where the first step has no solution, which tells what
// overlap is needed; NotFound where the second has none.
absl::StatusOr<ParallelForms> AssembleParallelForms(
    const FormsProblem& problem);

}  // namespace adaptest

#endif  // ADAPTEST_MIP_PARALLEL_FORMS_H_
