#ifndef ADAPTEST_ENGINE_BLUEPRINT_FORM_SUPPLY_H_
#define ADAPTEST_ENGINE_BLUEPRINT_FORM_SUPPLY_H_

#include <string>
#include <vector>

#include "engine/blueprint/assembly_program.h"
#include "engine/blueprint/blueprint.h"

namespace adaptest {

// How many tests without common items a bank can give. A bank that gives few
// shows the same items again and again, however well they are chosen.
struct FormSupply {
  static constexpr int kMost = 100;  // more are not looked for
  // Of fewer, most items of a form are in most other forms, too.
  static constexpr int kThin = 3;

  int at_least = 0;  // so many were assembled
  int at_most = 0;   // more are impossible, or were not looked for
  // A smallest set of constraints, by id, that no more than at_most forms can
  // satisfy together; empty where more were not looked for.
  std::vector<std::string> limits;
};

// m tests together are one test m times as long with m times the bounds. Where
// constraints are counts on two nested families the converse holds too: the
// matrix is that of a network, and a solution of m times the bounds is the sum
// of m solutions (Baum & Trotter, 1978). The two numbers differ, if they do, by
// enemies, item sets and sums. Scored items only; rules of order are left out.
//
// Looks for at most `most` of them.
FormSupply CountDisjointForms(const Blueprint& blueprint,
                              int most = FormSupply::kMost);

// "feasible but thin: ..", with the number of tests and what runs out first; ""
// where the bank gives kThin of them, or none. It is enough to have looked for
// kThin.
std::string ThinNote(const FormSupply& supply);

// The one test that so many tests are together, as above; it may have an item
// so many times.
AssemblyProgram ProgramOfForms(const Blueprint& blueprint, int forms, int uses);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_FORM_SUPPLY_H_
