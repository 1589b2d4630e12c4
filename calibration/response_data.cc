#include "calibration/response_data.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace adaptest {

absl::StatusOr<ResponseData> SelectPersons(const ResponseData& data,
                                           absl::Span<const std::string> ids) {
  std::unordered_set<std::string> wanted(ids.begin(), ids.end());
  ResponseData selected;
  selected.item_ids = data.item_ids;
  selected.models = data.models;
  selected.first_row = data.first_row;
  selected.item_of_row = data.item_of_row;
  for (int p = 0; p < data.num_persons(); ++p) {
    if (wanted.erase(data.person_ids_[p]) == 0) continue;
    selected.person_ids_.push_back(data.person_ids_[p]);
    selected.weights_.push_back(data.weights_[p]);
    if (!data.groups_.empty()) selected.groups_.push_back(data.groups_[p]);
    const auto rows = data.RowsOf(p);
    selected.rows_.insert(selected.rows_.end(), rows.begin(), rows.end());
    selected.begin_.push_back(selected.rows_.size());
  }
  for (const std::string& id : ids) {
    if (wanted.count(id) == 0) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("person ", id, " does not occur in the responses"));
  }
  return selected;
}

absl::StatusOr<int> ResponseDataBuilder::AddItem(absl::string_view id,
                                                 const ResponseModel& model,
                                                 int num_categories) {
  const auto [entry, is_new] =
      item_index_.try_emplace(std::string(id), data_.num_items());
  if (!is_new) return entry->second;
  if (data_.num_rows() + num_categories > ResponseData::kMaxRows) {
    return absl::InvalidArgumentError(
        absl::StrCat("item ", id, ": the items have more than ",
                     ResponseData::kMaxRows, " categories together"));
  }
  if (data_.first_row.empty()) data_.first_row.push_back(0);
  data_.item_ids.emplace_back(id);
  data_.models.push_back(model);
  data_.item_of_row.resize(data_.num_rows() + num_categories, entry->second);
  data_.first_row.push_back(data_.num_rows());
  return entry->second;
}

int ResponseDataBuilder::AddPerson(absl::string_view id) {
  const auto [entry, is_new] =
      person_index_.try_emplace(std::string(id), data_.num_persons());
  if (is_new) {
    data_.person_ids_.emplace_back(id);
    weights_.push_back(1);
    if (!data_.groups_.empty()) data_.groups_.emplace_back();
  }
  return entry->second;
}

void ResponseDataBuilder::SetGroup(int person, absl::string_view group) {
  data_.groups_.resize(data_.num_persons());
  data_.groups_[person] = std::string(group);
}

void ResponseDataBuilder::AddResponse(int person, int item, int category,
                                      Place place) {
  const int row = data_.first_row[item] + category;
  persons_.push_back(person);
  entries_.push_back({static_cast<uint16_t>(row), place});
}

ResponseData ResponseDataBuilder::Build(std::vector<Duplicate>* duplicates) && {
  // A counting sort by person, then each person's rows in order.
  std::vector<size_t>& begin = data_.begin_;
  begin.assign(data_.num_persons() + 1, 0);
  for (const int person : persons_) ++begin[person + 1];
  for (int p = 0; p < data_.num_persons(); ++p) begin[p + 1] += begin[p];
  std::vector<Entry> sorted(entries_.size());
  std::vector<size_t> next(begin.begin(), begin.end() - 1);
  for (size_t i = 0; i < entries_.size(); ++i) {
    sorted[next[persons_[i]]++] = entries_[i];
  }
  data_.rows_.reserve(sorted.size());
  for (int p = 0; p < data_.num_persons(); ++p) {
    const auto first = sorted.begin() + begin[p];
    const auto last = sorted.begin() + begin[p + 1];
    // Stable, so that of two answers to one item the earlier comes first.
    std::stable_sort(first, last, [&](const Entry& x, const Entry& y) {
      return data_.item_of_row[x.row] < data_.item_of_row[y.row];
    });
    for (auto it = first; it != last; ++it) {
      const int item = data_.item_of_row[it->row];
      if (it != first && data_.item_of_row[(it - 1)->row] == item) {
        duplicates->push_back({p, item, (it - 1)->place, it->place});
      }
      data_.rows_.push_back(it->row);
    }
  }
  data_.weights_ = std::move(weights_);
  return std::move(data_);
}

}  // namespace adaptest
