#ifndef ADAPTEST_DATA_CONTENT_PLAN_H_
#define ADAPTEST_DATA_CONTENT_PLAN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/item.h"

namespace adaptest {

// A readiness area of the exam, inside one of its four domains.
struct Area {
  absl::string_view id;
  absl::string_view title;
  int domain;  // 1 to 4
};

enum class QuestionType {
  kMultipleChoice,    // one right option
  kMultipleResponse,  // two right options, both required
  kOrdering,          // all options, in their right order
  kMatching,          // one option for each prompt
};

// What an item of the synthetic bank is about, before any number is drawn.
struct PlannedItem {
  std::string id;
  const Area* area;  // one of a constant table
  QuestionType type;
  ItemStatus status;
};

absl::string_view NameOf(QuestionType type);

// Plans 582 items: areas in turn, so that each domain has its share of the
// exam and its areas are equally large; inside an area the four question types
// at 70, 15, 8 and 7 %, and 120 pretest items over all areas, in an order drawn
// from the seed. Shares are rounded by largest remainder.
std::vector<PlannedItem> PlanContent(uint64_t seed);

}  // namespace adaptest

#endif  // ADAPTEST_DATA_CONTENT_PLAN_H_
