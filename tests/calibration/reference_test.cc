// Fits of real and simulated data against an independent maximiser, where the
// reference data are at hand.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

struct Case {
  std::string data;
  std::string reference;
  ResponseModel model;
  std::string prior;
};

void ExpectReference(const Case& c) {
  SCOPED_TRACE(c.reference);
  std::ifstream file(
      SharedFile("reference/calibration/optimum/" + c.reference + ".json"));
  const auto reference = nlohmann::json::parse(file);
  CalibrationOptions options;
  options.priors = *PriorChoice::Parse({c.prior});
  options.threads = 2;
  const auto fit = Calibrate(
      ReadAnswers(SharedFile("data/classic/" + c.data), c.model), options);
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->converged);
  const double log_likelihood = reference["logLik"];
  EXPECT_NEAR(fit->log_likelihood / log_likelihood, 1, 1e-6);
  EXPECT_NEAR(fit->log_likelihood + fit->log_prior,
              reference["logLik_plus_logPrior"].get<double>(),
              1e-6 * std::abs(log_likelihood));
  const char* kNames[] = {"a", "b", "g"};
  const auto& se = reference["SE_observed_info"];
  for (size_t i = 0; i < fit->items.size(); ++i) {
    const std::vector<double>& x = fit->items[i].parameters;
    const std::vector<double>& v = fit->items[i].covariance;
    const size_t n = x.size();
    for (size_t k = 0; k < n; ++k) {
      EXPECT_NEAR(x[k], reference["items"][kNames[k]][i].get<double>(), 1e-4);
    }
    EXPECT_NEAR(std::sqrt(v[0]) / se["a"][i].get<double>(), 1, 0.01);
    // d = -a b; logit c: by the delta method.
    const double variance_d =
        x[1] * x[1] * v[0] + 2 * x[0] * x[1] * v[1] + x[0] * x[0] * v[n + 1];
    EXPECT_NEAR(std::sqrt(variance_d) / se["d"][i].get<double>(), 1, 0.01);
  }
}

class Reference : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(SharedFile("reference"))) {
      GTEST_SKIP() << "no reference data at " << SharedFile("reference");
    }
  }
};

constexpr char kBeta[] = "c=beta(5,17)";
constexpr char kNorm[] = "logit(c)=normal(-1.1,0.5)";

TEST_F(Reference, LsatWithPriorsOnTheLowerAsymptote) {
  ExpectReference({"LSAT6.csv", "LSAT6__3PL_beta", ThreePl(), kBeta});
  ExpectReference({"LSAT6.csv", "LSAT6__3PL_norm", ThreePl(), kNorm});
  ExpectReference({"LSAT7.csv", "LSAT7__3PL_beta", ThreePl(), kBeta});
  ExpectReference({"LSAT7.csv", "LSAT7__3PL_norm", ThreePl(), kNorm});
}

TEST_F(Reference, Sat12) {
  ExpectReference(
      {"SAT12_keyed.csv", "SAT12_keyed__2PL_none", TwoPl(), "none"});
  ExpectReference(
      {"SAT12_keyed.csv", "SAT12_keyed__3PL_beta", ThreePl(), kBeta});
  ExpectReference(
      {"SAT12_keyed.csv", "SAT12_keyed__3PL_norm", ThreePl(), kNorm});
}

TEST_F(Reference, VerbalAggression) {
  ExpectReference(
      {"VerbAgg_dich.csv", "VerbAgg_dich__2PL_none", TwoPl(), "none"});
}

TEST_F(Reference, SimulatedFiveThousandByForty) {
  const std::string data = "sim3pl_5000x40.csv.gz";
  ExpectReference({data, "sim3pl_5000x40__2PL_none", TwoPl(), "none"});
  ExpectReference({data, "sim3pl_5000x40__3PL_beta", ThreePl(), kBeta});
}

TEST_F(Reference, KeyedSat12IsTheScoredFile) {
  ResponseFormat format;
  format.models.others = ItemModel(TwoPl());
  format.omitted = "8";
  const auto key = AnswerKey::Read(SharedFile("data/classic/SAT12_key.csv"));
  ASSERT_TRUE(key.ok()) << key.status();
  format.key = *key;
  const auto raw =
      ReadResponses({SharedFile("data/classic/SAT12_raw.csv")}, format);
  ASSERT_TRUE(raw.ok()) << raw.status();
  const ResponseData keyed =
      ReadAnswers(SharedFile("data/classic/SAT12_keyed.csv"), TwoPl());
  ASSERT_EQ(raw->num_persons(), keyed.num_persons());
  for (int p = 0; p < keyed.num_persons(); ++p) {
    EXPECT_EQ(raw->RowsOf(p), keyed.RowsOf(p)) << "person " << p;
  }
}

}  // namespace
}  // namespace adaptest
