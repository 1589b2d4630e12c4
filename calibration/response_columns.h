#ifndef ADAPTEST_CALIBRATION_RESPONSE_COLUMNS_H_
#define ADAPTEST_CALIBRATION_RESPONSE_COLUMNS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/text_column.h"

namespace adaptest {

// What ResponseData holds of its units and their answers, column by column, in
// memory that somebody else owns. A column that says the same of all units may
// be empty. Numbers of persons and answers count from the first unit's: views
// of some units of a longer list have its numbers.
struct ResponseViews {
  TextView person_ids;                  // [cluster]
  TextView session_ids;                 // [unit], or empty
  TextView group_names;                 // [group]
  absl::Span<const uint32_t> clusters;  // [unit]; empty: unit i is person i
  absl::Span<const double> weights;     // [unit]; empty: 1
  absl::Span<const uint32_t> groups;    // [unit]; empty: none
  absl::Span<const uint64_t> begin;     // [unit], and the number of answers
  absl::Span<const uint16_t> rows;      // [answer]
};

// The same columns in memory of their own, but for the answers, which need not
// be in memory.
class ResponseColumns {
 public:
  // Appends a unit of this person's with so many answers. Units of one person
  // follow one another, and `is_new_person` says that its first is this.
  struct Unit {
    absl::string_view person_id;
    absl::string_view session_id;  // empty: the unit is the person
    absl::string_view group;
    double weight = 1;
    bool is_new_person = true;
    size_t num_answers = 0;
  };
  void Add(const Unit& unit);

  size_t num_units() const { return begin_.size() - 1; }
  size_t num_persons() const { return person_ids_.size(); }

  // All but the answers. Valid until a unit is added.
  ResponseViews Views() const;

 private:
  void AddGroup(absl::string_view name);

  TextColumn person_ids_;
  TextColumn session_ids_;  // [unit], or empty
  TextColumn group_names_;
  std::vector<uint32_t> clusters_;
  std::vector<double> weights_;   // [unit], or empty
  std::vector<uint32_t> groups_;  // [unit], or empty
  std::vector<uint64_t> begin_ = {0};
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_COLUMNS_H_
