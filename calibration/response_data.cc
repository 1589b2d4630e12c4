#include "calibration/response_data.h"

#include <algorithm>
#include <cassert>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/person_blocks.h"
#include "calibration/unit_assembly.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Columns and answers in memory.
struct OwnedResponses {
  ResponseColumns columns;
  std::vector<uint16_t> rows;

  ResponseViews Views() const {
    ResponseViews views = columns.Views();
    views.rows = rows;
    return views;
  }
};

ResponseData DataOf(ResponseItems items,
                    std::shared_ptr<const OwnedResponses> owned,
                    const ResponseCounts& counts,
                    std::vector<int> blocks = {}) {
  const ResponseViews views = owned->Views();
  return ResponseData(std::move(items), views, std::move(owned), counts,
                      std::move(blocks));
}

// Copies units of data, in order, and what there is of its blocks.
class UnitCopier {
 public:
  UnitCopier(const ResponseData& data, const ResponseCounts& counts)
      : data_(data),
        counts_(counts),
        owned_(std::make_shared<OwnedResponses>()) {
    counts_.sessions = 0;
  }

  void Add(int unit, absl::Span<const uint16_t> rows) {
    const std::string session = data_.session_id(unit);
    const int cluster = data_.cluster(unit);
    CutBefore(unit);
    owned_->columns.Add({data_.person_id(unit), session, data_.group(unit),
                         data_.weight(unit), cluster != last_cluster_,
                         rows.size()});
    owned_->rows.insert(owned_->rows.end(), rows.begin(), rows.end());
    counts_.sessions += !session.empty();
    last_cluster_ = cluster;
  }

  ResponseData Finish(ResponseItems items) && {
    counts_.persons = static_cast<int64_t>(owned_->columns.num_persons());
    counts_.responses = static_cast<int64_t>(owned_->rows.size());
    CutBefore(data_.num_persons());
    Ranks& ranks = data_.ranks();
    ResponseData data = DataOf(std::move(items), std::move(owned_), counts_,
                               std::move(blocks_));
    data.SetRanks(&ranks);
    return data;
  }

 private:
  // Ends the blocks that end before this unit.
  void CutBefore(int unit) {
    const absl::Span<const int> blocks = data_.blocks();
    const int copied = static_cast<int>(owned_->columns.num_units());
    for (; block_ < blocks.size() && blocks[block_] <= unit; ++block_) {
      if (copied > blocks_.back()) blocks_.push_back(copied);
    }
  }

  const ResponseData& data_;
  ResponseCounts counts_;
  std::shared_ptr<OwnedResponses> owned_;
  std::vector<int> blocks_ = {0};
  size_t block_ = 1;
  int last_cluster_ = -1;
};

}  // namespace

void ResponseItems::Add(absl::string_view id, const ResponseModel& model,
                        int num_categories) {
  if (first_row.empty()) first_row.push_back(0);
  item_of_row.resize(num_rows() + num_categories, num_items());
  first_row.push_back(num_rows());
  item_ids.emplace_back(id);
  models.push_back(model);
}

ResponseData::ResponseData(ResponseItems items, const ResponseViews& views,
                           std::shared_ptr<const void> owner,
                           const ResponseCounts& counts,
                           std::vector<int> blocks)
    : ResponseItems(std::move(items)),
      views_(views),
      owner_(std::move(owner)),
      counts_(counts),
      blocks_(blocks.empty() ? CutIntoBlocks(views, num_rows())
                             : std::move(blocks)) {}

ResponseData ResponseData::WithModels(std::vector<ResponseModel> other) const {
  assert(other.size() == models.size());
  ResponseData data = *this;
  data.models = std::move(other);
  return data;
}

ResponseData SelectUnits(const ResponseData& data,
                         absl::Span<const int> units) {
  UnitCopier copier(data, data.counts());
  for (const int unit : units) copier.Add(unit, data.RowsOf(unit));
  return std::move(copier).Finish(data);
}

ResponseData MapRows(const ResponseData& data, ResponseItems items,
                     absl::Span<const int> new_row,
                     const ResponseCounts& counts) {
  UnitCopier copier(data, counts);
  std::vector<uint16_t> rows;
  for (int unit = 0; unit < data.num_persons(); ++unit) {
    rows.clear();
    for (const uint16_t row : data.RowsOf(unit)) {
      if (new_row[row] < 0) continue;
      rows.push_back(static_cast<uint16_t>(new_row[row]));
    }
    copier.Add(unit, rows);
  }
  return std::move(copier).Finish(std::move(items));
}

absl::StatusOr<ResponseData> SelectPersons(const ResponseData& data,
                                           absl::Span<const std::string> ids) {
  const std::unordered_set<std::string> wanted(ids.begin(), ids.end());
  std::unordered_set<std::string> found;  // on this rank
  std::vector<int> units;
  for (int unit = 0; unit < data.num_persons(); ++unit) {
    std::string id = data.person_id(unit);
    if (wanted.count(id) == 0) continue;
    units.push_back(unit);
    found.insert(std::move(id));
  }
  std::vector<double> on_ranks;  // [id] how many have the person
  for (const std::string& id : ids) on_ranks.push_back(found.count(id));
  data.ranks().Sum(absl::MakeSpan(on_ranks));
  for (size_t i = 0; i < ids.size(); ++i) {
    if (on_ranks[i] > 0) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("person ", ids[i], " does not occur in the responses"));
  }
  return SelectUnits(data, units);
}

absl::StatusOr<int> ResponseDataBuilder::AddItem(absl::string_view id,
                                                 const ResponseModel& model,
                                                 int num_categories) {
  const int item = static_cast<int>(item_index_.Add(id));
  if (item < num_items()) return item;
  const bool is_open = num_categories == 0 && IsPolytomous(model);
  const int categories = std::max(2, num_categories);
  items_.push_back(
      {model, is_open ? kMaxCategories : categories, categories, is_open});
  num_rows_ += categories;
  if (num_rows_ <= ResponseItems::kMaxRows) return item;
  return absl::InvalidArgumentError(
      absl::StrCat("item ", id, ": the items have more than ",
                   ResponseItems::kMaxRows, " categories together"));
}

std::optional<int> ResponseDataBuilder::FindItem(absl::string_view id) const {
  const auto found = item_index_.Find(id);
  if (!found) return std::nullopt;
  return static_cast<int>(*found);
}

void ResponseDataBuilder::AddResponse(int person, int item, int category,
                                      Place place) {
  ItemEntry& entry = items_[item];
  assert(category < entry.limit);
  if (category >= entry.num_categories) {
    num_rows_ += category + 1 - entry.num_categories;
    entry.num_categories = category + 1;
  }
  runs_.Add(RecordedAnswer(person, item, category, place.file,
                           static_cast<uint32_t>(place.line)),
            units_.person_of());
}

ResponseItems ResponseDataBuilder::Items() const {
  ResponseItems items;
  for (int i = 0; i < num_items(); ++i) {
    items.Add(item_id(i), items_[i].model, items_[i].num_categories);
  }
  return items;
}

absl::StatusOr<ResponseItems> ResponseDataBuilder::BuildInto(
    ResponseColumns& columns, WriteRows write,
    std::vector<Duplicate>* duplicates) {
  if (num_rows_ > ResponseItems::kMaxRows) {
    return absl::InvalidArgumentError(absl::StrCat("the items have more than ",
                                                   ResponseItems::kMaxRows,
                                                   " categories together"));
  }
  ResponseItems items = Items();
  const std::vector<uint32_t>& person_of = units_.person_of();
  RETURN_IF_ERROR(runs_.Finish(person_of));
  UnitAssembly assembly(units_, items, cleaning_, columns, counts_);
  const std::vector<uint32_t> order = units_.InOrder();
  for (size_t first = 0, last = 0; first < order.size(); first = last) {
    const uint32_t person = person_of[order[first]];
    while (last < order.size() && person_of[order[last]] == person) ++last;
    ASSIGN_OR_RETURN(const auto answers, runs_.Take(person));
    RETURN_IF_ERROR(assembly.AddPerson(
        absl::MakeConstSpan(order).subspan(first, last - first), answers,
        write));
  }
  if (assembly.duplicate()) duplicates->push_back(*assembly.duplicate());
  return items;
}

absl::StatusOr<ResponseData> ResponseDataBuilder::Finish(
    std::vector<Duplicate>* duplicates) {
  auto owned = std::make_shared<OwnedResponses>();
  const auto write = [&](absl::Span<const uint16_t> rows) {
    owned->rows.insert(owned->rows.end(), rows.begin(), rows.end());
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(ResponseItems items,
                   BuildInto(owned->columns, write, duplicates));
  return DataOf(std::move(items), std::move(owned), counts_);
}

ResponseData ResponseDataBuilder::Build(std::vector<Duplicate>* duplicates) && {
  absl::StatusOr<ResponseData> data = Finish(duplicates);
  assert(data.ok());
  return *std::move(data);
}

}  // namespace adaptest
