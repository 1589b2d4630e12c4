#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "calibration/files/csv_reader.h"
#include "calibration/simulation/exposure_tally.h"

namespace adaptest {
namespace {

std::string ValueField(const std::optional<double>& value) {
  return value ? FormatNumber(*value) : "";
}

void AddStatistic(const Statistic& statistic, std::vector<std::string>& row) {
  row.push_back(ValueField(statistic.value));
  row.push_back(ValueField(statistic.standard_error));
}

std::vector<std::string> Row(const Item& item, const ItemUse& use,
                             const ExposureTally& tally) {
  std::vector<std::string> row = {CsvField(item.id),
                                  std::string(NameOf(item.status)),
                                  absl::StrCat(use.administered)};
  AddStatistic(Share(use.administered, tally.examinees()), row);
  row.push_back(absl::StrCat(use.pretested));
  const bool given = use.position.count() > 0;
  row.push_back(given ? FormatNumber(use.position.mean()) : "");
  row.push_back(ValueField(use.position.Mean().standard_error));
  for (size_t s = 0; s < use.by_segment.size(); ++s) {
    row.push_back(ValueField(
        Share(use.by_segment[s], tally.examinees_by_segment()[s]).value));
  }
  return row;
}

}  // namespace

std::string ItemUseHeader(bool with_exam) {
  return absl::StrCat(
      with_exam ? "exam," : "",
      "item_id,status,administered,exposure_rate,exposure_rate_se,pretested,"
      "mean_position,mean_position_se,rate_theta_below_minus_1,"
      "rate_theta_minus_1_to_0,rate_theta_0_to_1,rate_theta_from_1\n");
}

std::string WriteItemUse(const ItemBank& bank, const ExposureTally& tally,
                         const std::string* label) {
  std::string text;
  for (int i = 0; i < bank.size(); ++i) {
    if (label != nullptr) absl::StrAppend(&text, CsvField(*label), ",");
    absl::StrAppend(
        &text, absl::StrJoin(Row(bank.item(i), tally.items()[i], tally), ","),
        "\n");
  }
  return text;
}

}  // namespace adaptest
