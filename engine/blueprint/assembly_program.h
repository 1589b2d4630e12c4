#ifndef ADAPTEST_ENGINE_BLUEPRINT_ASSEMBLY_PROGRAM_H_
#define ADAPTEST_ENGINE_BLUEPRINT_ASSEMBLY_PROGRAM_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/assembly/assembly_model.h"
#include "engine/blueprint/compiled_constraint.h"
#include "engine/blueprint/sequence_program.h"

namespace adaptest {

// A blueprint as an integer program (assembly_model.h): a variable for each
// item that may be in a test, or for each block of items that stand together;
// where constraints count item sets, one that tells whether a set is in the
// test; where they are about the order of items, counts that these depend on;
// and for preferences, how far the test is outside.
struct AssemblyProgram {
  AssemblyModel model;
  std::vector<int> variable_of;            // [item]: -1 = never in a test
  std::vector<std::vector<int>> items_of;  // [variable]: often none
  std::vector<double> low;                 // [variable]
  std::vector<double> high;                // [variable]
  std::vector<double> penalty;             // [variable]: see CompiledConstraint
  std::vector<double> tie;  // [variable]: decides between equal sums of gains
  SequenceProgram sequence;
  bool contradictory = false;  // one constraint alone cannot be satisfied
};

// What a program is made from.
struct ProgramParts {
  absl::Span<const char> operational;  // [item]
  absl::Span<const char> pretest;      // [item]: may be in a test, not scored
  absl::Span<const int> item_sets;     // [item]: its set, or -1
  absl::Span<const int> ranks;  // [item]: of equal gains the smaller goes first
  std::vector<const CompiledConstraint*> constraints;
  int length = -1;          // scored items of a test; -1 = any number
  int pretest_length = -1;  // the same of pretest items
  int uses = 1;  // how often a test may have an item, if it stands for several
};

AssemblyProgram MakeProgram(const ProgramParts& parts);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_ASSEMBLY_PROGRAM_H_
