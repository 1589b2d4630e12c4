#ifndef ADAPTEST_ENGINE_BLUEPRINT_CONSTRAINT_H_
#define ADAPTEST_ENGINE_BLUEPRINT_CONSTRAINT_H_

#include <optional>
#include <string>

namespace adaptest {

// One line of a blueprint, as an exam profile states it.
struct Constraint {
  std::string id;
  std::string type;       // "number": how many items of a test match
  std::string condition;  // see condition.h; empty matches every item
  std::string attribute;
  std::optional<double> lower;
  std::optional<double> upper;
  // Counts only the items at these positions among the scored ones, from 1.
  std::optional<int> first_position;
  std::optional<int> last_position;
  std::string scope = "scored";  // which items of the test are counted
  std::optional<double> weight;  // present = a preference
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_CONSTRAINT_H_
