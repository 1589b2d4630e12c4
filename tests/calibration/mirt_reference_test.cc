// Fits of every data set and model that mirt has fitted, where its results are
// at hand.

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

// mirt's names of models.
struct MirtModel {
  ResponseModel model;
  const char* prior;
};
const std::map<std::string, MirtModel> kMirtModels = {
    {"Rasch", {Rasch(), "none"}},
    {"1PL", {OnePl(), "none"}},
    {"2PL", {TwoPl(), "none"}},
    {"3PL", {ThreePl(), "none"}},
    {"3PLnorm", {ThreePl(), "logit(c)=normal(-1.1,0.5)"}},
    {"graded", {GradedResponse(), "none"}},
    {"gpcm", {GeneralizedPartialCredit(), "none"}},
    {"PCM", {PartialCredit(), "none"}}};

const std::map<std::string, std::string> kMirtData = {
    {"LSAT6", "LSAT6.csv"},
    {"LSAT7", "LSAT7.csv"},
    {"SAT12_keyed", "SAT12_keyed.csv"},
    {"VerbAgg_dich", "VerbAgg_dich.csv"},
    {"Science", "Science.csv"},
    {"sim3pl_5000x40", "sim3pl_5000x40.csv.gz"}};

// Our parameters by mirt's names.
double ParameterNamed(const Item& item, const std::string& name) {
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const std::string ours = name == "g" ? "c" : name == "u" ? "d" : name;
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].name == ours) return item.parameters[i];
  }
  return name == "u" || name == "a" ? 1 : 0;
}

double ErrorNamed(const Item& item, const std::string& name) {
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].name != name) continue;
    return std::sqrt(item.covariance[i * (ranges.size() + 1)]);
  }
  return 0;
}

void ExpectSameParameters(const Calibration& fit, const Json& mirt,
                          double tolerance) {
  for (const auto& [name, values] : mirt["IRTpars"].items()) {
    if (name == "item" || name == "_row") continue;
    for (size_t i = 0; i < fit.items.size(); ++i) {
      const double expected = values[i];
      EXPECT_NEAR(ParameterNamed(fit.items[i], name), expected,
                  tolerance * std::max(1.0, std::abs(expected)))
          << fit.items[i].id << " " << name;
    }
  }
}

void ExpectSameErrors(const Calibration& fit, const Json& errors) {
  for (size_t i = 0; i < fit.items.size(); ++i) {
    for (const auto& [name, value] : errors[fit.items[i].id].items()) {
      if (!value.is_number()) continue;
      const double ours = ErrorNamed(fit.items[i], name);
      if (ours == 0) continue;
      EXPECT_NEAR(ours / value.get<double>(), 1, 0.01)
          << fit.items[i].id << " " << name;
    }
  }
}

// mirt's own error of b1 in this model does not follow from those of its slope
// and intercepts, d_k = -a (b_1 + .. + b_k), which these are.
void ExpectSameInterceptErrors(const Calibration& fit, const Json& errors) {
  for (const Item& item : fit.items) {
    const size_t n = item.parameters.size();
    std::vector<double> slope(n, 0);
    for (size_t k = 1; k < n; ++k) {
      slope[0] -= item.parameters[k];
      slope[k] = -item.parameters[0];
      double variance = 0;
      for (size_t i = 0; i < n * n; ++i) {
        variance += slope[i / n] * slope[i % n] * item.covariance[i];
      }
      const std::string name = absl::StrCat("d", k);
      EXPECT_NEAR(std::sqrt(variance) / errors[item.id][name].get<double>(), 1,
                  0.01)
          << item.id << " " << name;
    }
  }
}

void CompareWith(const std::filesystem::path& path) {
  SCOPED_TRACE(path.filename().string());
  std::ifstream file(path);
  const Json mirt = Json::parse(file);
  const std::string model = mirt["model"];
  const auto& chosen = kMirtModels.at(model);
  CalibrationOptions options;
  options.priors = *PriorChoice::Parse({chosen.prior});
  options.threads = 2;
  const std::string data = kMirtData.at(mirt["dataset"]);
  const auto fit = Calibrate(
      ReadAnswers(SharedFile("data/classic/" + data), chosen.model), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->converged);
  // As high or higher.
  const double log_likelihood = mirt["logLik"];
  if (fit->priors.empty()) {
    EXPECT_GE(fit->log_likelihood,
              log_likelihood - 1e-6 * std::abs(log_likelihood));
  }
  // Where mirt did not converge, or the surface is flat, that is all.
  if (!mirt["converged"].get<bool>() || model == "3PL") return;
  EXPECT_NEAR(fit->log_likelihood / log_likelihood, 1, 1e-6);
  // Its grid of Rasch models is cut off at 6 / sd.
  const bool is_rasch = model == "Rasch" || model == "PCM";
  ExpectSameParameters(*fit, mirt, is_rasch ? 1e-3 : 1e-4);
  if (model == "gpcm") {
    ExpectSameInterceptErrors(*fit, mirt["SE_slope_intercept"]);
  } else if (model != "3PLnorm") {
    ExpectSameErrors(*fit, mirt["SE_IRTpars"]);
  }
  if (is_rasch) {
    const double variance = mirt["group"]["cov"];
    EXPECT_NEAR(fit->latent[0].sd, std::sqrt(variance), 1e-3);
    const double error = mirt["SE_IRTpars"]["GroupPars"]["COV_11"];
    EXPECT_NEAR(2 * fit->latent[0].sd * *fit->latent[0].sd_error / error, 1,
                0.01);
  }
}

TEST(MirtReference, EveryModelOfEveryDataSet) {
  const std::filesystem::path folder = SharedFile("reference/calibration/mirt");
  if (!std::filesystem::exists(folder)) {
    GTEST_SKIP() << "no reference data at " << folder;
  }
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    CompareWith(entry.path());
    ++compared;
  }
  EXPECT_GE(compared, 20);
}

}  // namespace
}  // namespace adaptest
