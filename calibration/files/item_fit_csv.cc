#include "calibration/files/item_fit_csv.h"

#include <cmath>
#include <optional>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"

namespace adaptest {
namespace {

// A row of comma-separated fields.
class FitRow {
 public:
  explicit FitRow(std::string& text) : text_(text) {}
  ~FitRow() { text_.push_back('\n'); }

  FitRow& Text(absl::string_view field) {
    if (!is_first_) text_.push_back(',');
    is_first_ = false;
    absl::StrAppend(&text_, CsvField(field));
    return *this;
  }
  FitRow& Number(std::optional<double> value) {
    const bool is_defined = value && std::isfinite(*value);
    return Text(is_defined ? FormatNumber(*value) : "");
  }
  FitRow& Add(const Figure& figure) {
    return Number(figure.value).Number(figure.standard_error);
  }

 private:
  std::string& text_;
  bool is_first_ = true;
};

void AddItem(const ItemFit& item, std::string& text) {
  const ClassicalStatistics& c = item.classical;
  FitRow row(text);
  row.Text(item.item->id).Text(NameOf(item.item->model)).Number(c.n);
  row.Add(c.p_value).Add(c.p_value_population);
  row.Add(c.point_biserial).Add(c.point_biserial_eap);
  row.Number(item.s_x2.statistic).Number(item.s_x2.df).Number(item.s_x2.p);
  row.Number(item.s_x2_p_adjusted).Number(item.s_x2.rmsea);
  row.Text(item.s_x2.reason);
  for (const MeanSquare& m : {item.residuals.outfit, item.residuals.infit}) {
    row.Number(m.value).Number(m.standard_error).Number(m.z);
  }
  row.Number(item.curve.num_bins).Number(item.curve.largest_z);
  row.Number(item.curve.p).Number(item.curve_p_adjusted);
}

}  // namespace

std::string WriteItemFitCsv(const FitReport& report) {
  std::string text =
      "item_id,model,n,p_value,se_p_value,p_value_population,"
      "se_p_value_population,point_biserial,se_point_biserial,"
      "point_biserial_eap,se_point_biserial_eap,s_x2,s_x2_df,s_x2_p,"
      "s_x2_p_adjusted,s_x2_rmsea,s_x2_reason,outfit,se_outfit,outfit_z,infit,"
      "se_infit,infit_z,bins,largest_z,largest_z_p,largest_z_p_adjusted\n";
  for (const ItemFit& item : report.items) AddItem(item, text);
  return text;
}

std::string WriteQ3Csv(const FitReport& report) {
  std::string text = "item_1,item_2,n,q3,se_q3,q3_adjusted\n";
  for (const ResidualCorrelation& pair : report.q3.pairs) {
    FitRow(text)
        .Text(report.items[pair.item_1].item->id)
        .Text(report.items[pair.item_2].item->id)
        .Number(pair.n)
        .Number(pair.q3)
        .Number(pair.standard_error)
        .Number(pair.adjusted);
  }
  return text;
}

std::string WriteCurvesCsv(const FitReport& report) {
  std::string text =
      "item_id,category,bin,eap,n,observed,fitted,standard_error,z\n";
  for (const ItemFit& item : report.items) {
    for (const CurveBin& bin : item.curve.bins) {
      FitRow(text)
          .Text(item.item->id)
          .Number(bin.category)
          .Number(bin.bin)
          .Number(bin.eap)
          .Number(bin.n)
          .Number(bin.observed)
          .Number(bin.fitted)
          .Number(bin.standard_error)
          .Number(bin.z);
    }
  }
  return text;
}

std::string WriteOptionsCsv(
    const FitReport& report,
    absl::Span<const std::vector<OptionStatistics>> options) {
  std::string text =
      "item_id,option,score,n,share,se_share,mean_theta,se_mean_theta,"
      "mean_rest_score,point_biserial,se_point_biserial\n";
  for (size_t i = 0; i < options.size(); ++i) {
    for (const OptionStatistics& option : options[i]) {
      FitRow(text)
          .Text(report.items[i].item->id)
          .Text(option.option)
          .Number(option.score)
          .Number(option.n)
          .Add(option.share)
          .Add(option.mean_theta)
          .Number(option.mean_rest_score)
          .Add(option.point_biserial);
    }
  }
  return text;
}

}  // namespace adaptest
