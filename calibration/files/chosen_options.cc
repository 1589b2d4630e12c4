#include "calibration/files/chosen_options.h"

#include <optional>
#include <unordered_map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

class OptionReader {
 public:
  using Work = std::function<absl::Status(int, int, absl::string_view)>;

  OptionReader(const ResponseFormat& format, const ResponseData& data,
               const Work& work)
      : format_(format), work_(work) {
    for (int p = 0; p < data.num_persons(); ++p) {
      persons_.emplace(data.person_id(p), p);
    }
    for (int i = 0; i < data.num_items(); ++i) {
      items_.emplace(data.item_ids[i], i);
    }
  }

  absl::Status ReadFile(const std::string& path) {
    ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
    const bool looks_long =
        csv.Find("item_id") && (csv.Find("response") || csv.Find("option"));
    const ResponseLayout layout = format_.layout.value_or(
        looks_long ? ResponseLayout::kLong : ResponseLayout::kWide);
    if (layout == ResponseLayout::kLong) return ReadLong(csv);
    return format_.key ? ReadWide(csv) : absl::OkStatus();
  }

 private:
  static int Find(const std::unordered_map<std::string, int>& index,
                  absl::string_view id) {
    const auto found = index.find(std::string(id));
    return found == index.end() ? -1 : found->second;
  }

  absl::Status Tell(const CsvReader& csv, int person, int item, int column) {
    if (person < 0 || item < 0) return absl::OkStatus();
    const absl::string_view field = csv.field(column);
    const absl::Status status =
        work_(person, item, IsMissing(field) ? "" : field);
    return status.ok() ? status : csv.Error(status.message());
  }

  absl::Status ReadLong(CsvReader& csv) {
    ASSIGN_OR_RETURN(const int person, csv.Require("person_id"));
    ASSIGN_OR_RETURN(const int item, csv.Require("item_id"));
    std::optional<int> option = csv.Find("option");
    if (!option && format_.key) option = csv.Find("response");
    if (!option) return absl::OkStatus();
    while (true) {
      ASSIGN_OR_RETURN(const bool more, csv.Next());
      if (!more) return absl::OkStatus();
      RETURN_IF_ERROR(Tell(csv, Find(persons_, csv.field(person)),
                           Find(items_, csv.field(item)), *option));
    }
  }

  absl::Status ReadWide(CsvReader& csv) {
    const auto id = csv.Find("person_id");
    std::vector<int> items;
    for (const std::string& name : csv.columns()) {
      const bool is_item =
          name != "person_id" && name != "count" && name != "group";
      items.push_back(is_item ? Find(items_, name) : -1);
    }
    while (true) {
      ASSIGN_OR_RETURN(const bool more, csv.Next());
      if (!more) return absl::OkStatus();
      const int person = Find(persons_, id ? std::string(csv.field(*id))
                                           : absl::StrCat(++unnamed_persons_));
      for (size_t i = 0; i < items.size(); ++i) {
        RETURN_IF_ERROR(Tell(csv, person, items[i], static_cast<int>(i)));
      }
    }
  }

  const ResponseFormat& format_;
  const Work& work_;
  std::unordered_map<std::string, int> persons_;
  std::unordered_map<std::string, int> items_;
  int unnamed_persons_ = 0;
};

}  // namespace

absl::Status ForEachChosenOption(
    absl::Span<const std::string> paths, const ResponseFormat& format,
    const ResponseData& data,
    const std::function<absl::Status(int, int, absl::string_view)>& work) {
  OptionReader reader(format, data, work);
  for (const std::string& path : paths) RETURN_IF_ERROR(reader.ReadFile(path));
  return absl::OkStatus();
}

}  // namespace adaptest
