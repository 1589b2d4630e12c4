// Fit statistics at mirt's item parameters against mirt's own statistics, where
// the reference data are at hand.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/calibration/fit/mirt_reference.h"

namespace adaptest {
namespace {

constexpr double kRelative = 1e-3;

class MirtFit : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(SharedFile("reference"))) {
      GTEST_SKIP() << "no reference data at " << SharedFile("reference");
    }
  }
};

// Relative; below `smallest`, where rounding of the reference's own grid is not
// small any more, absolute.
void ExpectClose(std::optional<double> value, const nlohmann::json& reference,
                 const std::string& what, double smallest = 1e-3) {
  if (!reference.is_number()) {
    EXPECT_FALSE(value) << what;
    return;
  }
  ASSERT_TRUE(value) << what;
  const double r = reference.get<double>();
  EXPECT_NEAR(*value, r, kRelative * std::max(std::abs(r), smallest)) << what;
}

void ExpectItems(const FitReport& report, const nlohmann::json& json) {
  for (size_t i = 0; i < report.items.size(); ++i) {
    const ItemFit& item = report.items[i];
    const auto& s_x2 = json["S_X2"];
    ExpectClose(item.s_x2.statistic, s_x2["S_X2"][i], "S-X2");
    ExpectClose(item.s_x2.p, s_x2["p.S_X2"][i], "p of S-X2");
    ExpectClose(item.s_x2.rmsea, s_x2["RMSEA.S_X2"][i], "RMSEA of S-X2");
    EXPECT_EQ(item.s_x2.df.value_or(0), s_x2["df.S_X2"][i].get<int>());
    const auto& squares = json["infit_EAP"];
    const ResidualFit& fit = item.residuals;
    ExpectClose(fit.outfit.value, squares["outfit"][i], "outfit");
    ExpectClose(fit.outfit.z, squares["z.outfit"][i], "z of outfit", 1);
    ExpectClose(fit.infit.value, squares["infit"][i], "infit");
    ExpectClose(fit.infit.z, squares["z.infit"][i], "z of infit", 1);
  }
}

// mirt's p is 1 less the lower tail, and 0 far out.
void ExpectModelFit(const ModelFit& fit, const nlohmann::json& m2,
                    double relative) {
  if (!m2.is_object()) {
    EXPECT_FALSE(fit.m2);
    EXPECT_NE(fit.reason.find("degrees of freedom"), std::string::npos);
    return;
  }
  ASSERT_TRUE(fit.m2) << fit.reason;
  EXPECT_EQ(*fit.df, m2["df"].get<int>());
  const double reference = m2["M2"];
  EXPECT_NEAR(*fit.m2 / reference, 1, relative);
  if (relative > kRelative) return;
  EXPECT_NEAR(*fit.p, m2["p"].get<double>(), 1e-6 + kRelative * *fit.p);
  ExpectClose(fit.rmsea, m2["RMSEA"], "RMSEA");
  ExpectClose(fit.rmsea_lower, m2["RMSEA_5"], "lower RMSEA");
  ExpectClose(fit.rmsea_upper, m2["RMSEA_95"], "upper RMSEA");
  ExpectClose(fit.srmsr, m2["SRMSR"], "SRMSR");
}

void ExpectQ3(const ResidualCorrelations& q3, const nlohmann::json& reference) {
  for (const ResidualCorrelation& pair : q3.pairs) {
    ASSERT_TRUE(pair.q3);
    EXPECT_NEAR(*pair.q3, reference[pair.item_1][pair.item_2].get<double>(),
                kRelative)
        << pair.item_1 << ", " << pair.item_2;
  }
}

TEST_P(MirtFit, Agrees) {
  const std::string name = GetParam();
  const MirtReference reference(name);
  ASSERT_TRUE(reference.ok());
  const auto report =
      AssessFit(reference.bank(), reference.data(), reference.Options());
  ASSERT_TRUE(report.ok()) << report.status();
  ExpectItems(*report, reference.json());
  ExpectQ3(report->q3, reference.json()["Q3"]);
  const bool has_asymptote = name.find("3PL") != std::string::npos;
  ExpectModelFit(report->model_fit, reference.json()["M2"],
                 has_asymptote ? 0.03 : kRelative);
}

INSTANTIATE_TEST_SUITE_P(
    Fits, MirtFit,
    testing::Values("LSAT6__1PL", "LSAT6__2PL", "LSAT6__3PL", "LSAT6__3PLnorm",
                    "LSAT6__Rasch", "LSAT7__1PL", "LSAT7__2PL", "LSAT7__3PL",
                    "LSAT7__3PLnorm", "LSAT7__Rasch", "SAT12_keyed__1PL",
                    "SAT12_keyed__2PL", "SAT12_keyed__3PL",
                    "SAT12_keyed__3PLnorm", "SAT12_keyed__Rasch",
                    "Science__PCM", "Science__gpcm", "Science__graded",
                    "VerbAgg_dich__1PL", "VerbAgg_dich__2PL",
                    "VerbAgg_dich__3PLnorm", "VerbAgg_dich__Rasch",
                    "sim3pl_5000x40__1PL", "sim3pl_5000x40__2PL",
                    "sim3pl_5000x40__3PLnorm", "sim3pl_5000x40__Rasch"),
    [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace adaptest
