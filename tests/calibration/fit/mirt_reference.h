#ifndef ADAPTEST_TESTS_CALIBRATION_FIT_MIRT_REFERENCE_H_
#define ADAPTEST_TESTS_CALIBRATION_FIT_MIRT_REFERENCE_H_

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/fit/assess_fit.h"
#include "tests/calibration/small_data.h"

namespace adaptest {

// A fit of mirt 1.45.1 (61 nodes on [-6, 6]; the call stands in each file):
// its item parameters as a bank, the answers, and its statistics.
class MirtReference {
 public:
  explicit MirtReference(const std::string& name) {
    std::ifstream file(
        SharedFile("reference/calibration/mirt/" + name + ".json"));
    json_ = nlohmann::json::parse(file);
    model_ = json_["model"];
    ReadData();
    std::vector<Item> items;
    for (int i = 0; i < data_.num_items(); ++i) items.push_back(MakeItem(i));
    auto bank = ItemBank::Make(std::move(items));
    EXPECT_TRUE(bank.ok()) << name << ": " << bank.status();
    if (bank.ok()) bank_ = *std::move(bank);
  }

  const nlohmann::json& json() const { return json_; }
  bool ok() const { return bank_.has_value(); }
  const ItemBank& bank() const { return *bank_; }
  const ResponseData& data() const { return data_; }

  FitOptions Options() const {
    FitOptions options;
    options.latent_sd = std::sqrt(json_["group"]["cov"].get<double>());
    options.threads = 2;
    return options;
  }

 private:
  ResponseModel Model() const {
    if (model_ == "Rasch") return Rasch();
    if (model_ == "1PL") return OnePl();
    if (model_ == "2PL") return TwoPl();
    if (model_ == "graded") return GradedResponse();
    if (model_ == "gpcm") return GeneralizedPartialCredit();
    if (model_ == "PCM") return PartialCredit();
    return ThreePl();
  }

  void ReadData() {
    const std::string name = json_["dataset"];
    const bool is_packed = name == "sim3pl_5000x40";
    ResponseFormat format;
    format.models.others = ItemModel(Model(), IsPolytomous(Model()) ? 4 : 2);
    const auto data = ReadResponses(
        {SharedFile(absl::StrCat("data/classic/", name,
                                 is_packed ? ".csv.gz" : ".csv"))},
        format);
    ASSERT_TRUE(data.ok()) << data.status();
    data_ = *data;
  }

  // mirt's slopes and intercepts in our parameters; b = -d / a, steps of the
  // credit models from differences of intercepts.
  Item MakeItem(int i) const {
    const auto value = [&](const std::string& name) {
      return json_["slope_intercept"][name][i].get<double>();
    };
    Item item;
    item.id = data_.item_ids[i];
    item.model = Model();
    const double a = value("a1");
    if (!IsPolytomous(item.model)) {
      item.parameters = {a, -value("d") / a};
      if (NameOf(item.model) == "3pl") item.parameters.push_back(value("g"));
      return item;
    }
    if (model_ != "PCM") item.parameters.push_back(a);
    double before = 0;
    for (const char* d : {"d1", "d2", "d3"}) {
      item.parameters.push_back((before - value(d)) / a);
      if (model_ != "graded") before = value(d);
    }
    return item;
  }

  nlohmann::json json_;
  std::string model_;
  ResponseData data_;
  std::optional<ItemBank> bank_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CALIBRATION_FIT_MIRT_REFERENCE_H_
