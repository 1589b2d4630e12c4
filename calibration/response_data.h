#ifndef ADAPTEST_CALIBRATION_RESPONSE_DATA_H_
#define ADAPTEST_CALIBRATION_RESPONSE_DATA_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/answer_runs.h"
#include "calibration/id_index.h"
#include "calibration/ranks.h"
#include "calibration/response_columns.h"
#include "calibration/response_counts.h"
#include "calibration/response_units.h"
#include "engine/response_model.h"

namespace adaptest {

// The items of response data. An answer is the number of a row of a table
// [item, category]: category k of item i is row first_row[i] + k.
struct ResponseItems {
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

  void Add(absl::string_view id, const ResponseModel& model,
           int num_categories);
};

// Answers to items, by unit of analysis: a "person" here is a session where
// sessions were told apart, and else the person. Units and items are numbered
// from 0; the units of a person follow one another, in order of time.
//
// A value; copies share the answers, which never change. They are in memory, or
// in a file that is mapped into it.
//
// The units may be those of one rank of several (PartOf): then whatever is
// summed over persons is summed over the ranks.
class ResponseData : public ResponseItems {
 public:
  ResponseData() = default;
  // `owner` keeps alive what the views see. `blocks` are as CutIntoBlocks
  // returns them, and cut by it where there are none.
  ResponseData(ResponseItems items, const ResponseViews& views,
               std::shared_ptr<const void> owner, const ResponseCounts& counts,
               std::vector<int> blocks = {});

  int num_persons() const {
    return views_.begin.empty() ? 0 : static_cast<int>(views_.begin.size()) - 1;
  }
  size_t num_responses() const { return views_.rows.size(); }

  // The person that the unit belongs to, by number and by id.
  int num_clusters() const {
    return static_cast<int>(views_.person_ids.size());
  }
  int cluster(int person) const {
    return views_.clusters.empty() ? person
                                   : static_cast<int>(views_.clusters[person] -
                                                      views_.clusters.front());
  }
  std::string person_id(int person) const {
    return std::string(views_.person_ids[cluster(person)]);
  }
  // Empty where the unit is the person.
  std::string session_id(int person) const {
    return views_.session_ids.empty() ? std::string()
                                      : std::string(views_.session_ids[person]);
  }

  // How many persons this one is.
  double weight(int person) const {
    return views_.weights.empty() ? 1 : views_.weights[person];
  }
  // The name of the unit's group; empty where none is given.
  absl::string_view group(int person) const {
    return views_.groups.empty() ? absl::string_view()
                                 : views_.group_names[views_.groups[person]];
  }
  // The unit's answers: rows in ascending order, one an item at most; what is
  // not there was not observed.
  absl::Span<const uint16_t> RowsOf(int person) const {
    return views_.rows.subspan(views_.begin[person] - views_.begin.front(),
                               views_.begin[person + 1] - views_.begin[person]);
  }

  // The same answers to items under other models, of as many categories.
  ResponseData WithModels(std::vector<ResponseModel> other) const;

  const ResponseViews& views() const { return views_; }
  const std::shared_ptr<const void>& owner() const { return owner_; }
  const ResponseCounts& counts() const { return counts_; }

  // The first unit of each block (person_blocks.h), and the number of units.
  absl::Span<const int> blocks() const { return blocks_; }

  // Those that have the other persons of the same answers.
  Ranks& ranks() const { return *ranks_; }
  void SetRanks(Ranks* ranks) { ranks_ = ranks; }

 private:
  ResponseViews views_;
  std::shared_ptr<const void> owner_;
  ResponseCounts counts_;
  std::vector<int> blocks_ = {0};
  Ranks* ranks_ = &OneRank();
};

// These units, ascending, with all items.
ResponseData SelectUnits(const ResponseData& data, absl::Span<const int> units);

// The same units with other items: row r becomes row new_row[r], which ascends,
// or is left out where that is negative. `counts` tell what was read.
ResponseData MapRows(const ResponseData& data, ResponseItems items,
                     absl::Span<const int> new_row,
                     const ResponseCounts& counts);

// The units of the persons with these ids, in the order of the data. An id that
// has no answers on record is an error that names it.
absl::StatusOr<ResponseData> SelectPersons(const ResponseData& data,
                                           absl::Span<const std::string> ids);

// Collects answers in any order and checks them.
class ResponseDataBuilder {
 public:
  // Where an answer stands, for messages: the file (a number of the caller's
  // choice, below RecordedAnswer::kMaxFiles) and the line.
  struct Place {
    int file = 0;
    int64_t line = 0;
  };
  // Two answers of one unit to one item; `second` is the later one.
  struct Duplicate {
    std::string person_id;
    int item;
    Place first;
    Place second;
  };

  explicit ResponseDataBuilder(const ResponseCleaning& cleaning = {})
      : cleaning_(cleaning) {}

  // The number of the item with this id, new or known. `num_categories` = 0: 2
  // for a dichotomous model, and else one more than the highest category that
  // occurs. Items that make more than ResponseItems::kMaxRows rows are refused.
  absl::StatusOr<int> AddItem(absl::string_view id, const ResponseModel& model,
                              int num_categories = 0);

  // The number of a unit, new or known.
  int AddPerson(absl::string_view id) {
    return static_cast<int>(units_.AddPerson(id));
  }
  int AddSession(absl::string_view person_id, absl::string_view session_id) {
    return static_cast<int>(units_.AddSession(person_id, session_id));
  }
  ResponseUnits& units() { return units_; }

  void SetWeight(int person, double weight) {
    units_.SetWeight(person, weight);
  }
  void SetGroup(int person, absl::string_view group) {
    units_.SetGroup(person, group);
  }
  // The category is below CategoryLimit(item).
  void AddResponse(int person, int item, int category, Place place);

  int num_items() const { return static_cast<int>(items_.size()); }
  absl::string_view item_id(int item) const { return item_index_[item]; }
  std::optional<int> FindItem(absl::string_view id) const;
  const ResponseModel& model(int item) const { return items_[item].model; }
  int CategoryLimit(int item) const { return items_[item].limit; }

  const ResponseCleaning& cleaning() const { return cleaning_; }
  // Whoever reads counts here what it does not add.
  ResponseCounts& counts() { return counts_; }

  // Full runs of answers go to a file in this folder, not to memory.
  void SpillTo(std::string folder, size_t run_length = AnswerRuns::kRunLength) {
    runs_.SpillTo(std::move(folder), run_length);
  }

  // Puts the answers in order. Where there are duplicates, and they are not
  // dropped, the earliest in the files goes to `duplicates`, and the data hold
  // the first answer of each pair.
  ResponseData Build(std::vector<Duplicate>* duplicates) &&;

  // The same, where items of a polytomous model may turn out to have more than
  // ResponseItems::kMaxRows categories together, which is an error.
  absl::StatusOr<ResponseData> Finish(std::vector<Duplicate>* duplicates);

  // The same, unit by unit, without keeping answers in memory: `columns` are
  // filled and the rows of each unit go to `write`.
  using WriteRows = absl::FunctionRef<absl::Status(absl::Span<const uint16_t>)>;
  absl::StatusOr<ResponseItems> BuildInto(ResponseColumns& columns,
                                          WriteRows write,
                                          std::vector<Duplicate>* duplicates);

 private:
  struct ItemEntry {
    ResponseModel model;
    int limit;           // on categories
    int num_categories;  // so far
    bool is_open;        // it may become more
  };

  ResponseItems Items() const;

  ResponseCleaning cleaning_;
  ResponseUnits units_;
  IdIndex item_index_;
  std::vector<ItemEntry> items_;
  int num_rows_ = 0;
  AnswerRuns runs_;
  ResponseCounts counts_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RESPONSE_DATA_H_
