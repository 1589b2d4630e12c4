#ifndef ADAPTEST_CALIBRATION_RESPONSE_DATA_H_
#define ADAPTEST_CALIBRATION_RESPONSE_DATA_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/response_model.h"

namespace adaptest {

// Answers of persons to items. Items and persons are numbered from 0 in the
// order in which they first appear.
//
// An answer is the number of a row of a table [item, category]: category k of
// item i is row first_row[i] + k.
class ResponseData {
 public:
  static constexpr int kMaxRows = 65536;

  std::vector<std::string> item_ids;
  std::vector<ResponseModel> models;  // [item]
  std::vector<int> first_row;         // [item], and the number of rows
  std::vector<int> item_of_row;       // [row]

  int num_items() const { return static_cast<int>(item_ids.size()); }
  int num_rows() const { return static_cast<int>(item_of_row.size()); }
  int NumCategoriesOf(int item) const {
    return first_row[item + 1] - first_row[item];
  }

  int num_persons() const { return static_cast<int>(person_ids_.size()); }
  size_t num_responses() const { return rows_.size(); }
  const std::string& person_id(int person) const { return person_ids_[person]; }
  // How many persons this one is.
  double weight(int person) const { return weights_[person]; }
  // The name of the person's group; empty where none is given.
  absl::string_view group(int person) const {
    return groups_.empty() ? absl::string_view() : groups_[person];
  }
  // The person's answers: rows in ascending order, one an item at most; what is
  // not there was not observed.
  absl::Span<const uint16_t> RowsOf(int person) const {
    return absl::MakeConstSpan(rows_).subspan(
        begin_[person], begin_[person + 1] - begin_[person]);
  }

 private:
  friend class ResponseDataBuilder;
  friend absl::StatusOr<ResponseData> SelectPersons(
      const ResponseData& data, absl::Span<const std::string> ids);

  std::vector<std::string> person_ids_;
  std::vector<double> weights_;      // [person]
  std::vector<std::string> groups_;  // [person], or empty
  std::vector<size_t> begin_ = {0};  // [person], and the number of answers
  std::vector<uint16_t> rows_;
};

// The persons with these ids, in the order of the data. An id that has no
// answers on record is an error that names it.
absl::StatusOr<ResponseData> SelectPersons(const ResponseData& data,
                                           absl::Span<const std::string> ids);

// Collects answers in any order and checks them.
class ResponseDataBuilder {
 public:
  // Where an answer stands, for messages: the file (a number of the caller's
  // choice) and the line.
  struct Place {
    int file = 0;
    int line = 0;
  };
  // Two answers of one person to one item; `second` is the later one.
  struct Duplicate {
    int person;
    int item;
    Place first;
    Place second;
  };

  // The number of the item or person with this id, new or known. An item that
  // would make more than kMaxRows rows is refused.
  absl::StatusOr<int> AddItem(absl::string_view id, const ResponseModel& model,
                              int num_categories = 2);
  int AddPerson(absl::string_view id);

  void SetWeight(int person, double weight) { weights_[person] = weight; }
  void SetGroup(int person, absl::string_view group);
  void AddResponse(int person, int item, int category, Place place);

  // Items and persons so far; the answers are there after Build.
  const ResponseData& data() const { return data_; }

  // Puts the answers in order. Any duplicates found go to `duplicates`, and
  // the data are then incomplete.
  ResponseData Build(std::vector<Duplicate>* duplicates) &&;

 private:
  struct Entry {
    uint16_t row;
    Place place;
  };

  ResponseData data_;
  std::vector<double> weights_;
  std::vector<int> persons_;    // [answer]
  std::vector<Entry> entries_;  // [answer]
  std::unordered_map<std::string, int> item_index_;
  std::unordered_map<std::string, int> person_index_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_DATA_H_
