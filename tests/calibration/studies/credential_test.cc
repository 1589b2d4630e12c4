// A licensure exam with candidates who were flagged for misconduct
// (docs/credential.md).

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "bench/studies/alarm_rates.h"
#include "bench/studies/credential_data.h"
#include "bench/studies/credential_fit.h"
#include "bench/studies/misconduct_indices.h"
#include "calibration/score_persons.h"
#include "engine/prior.h"
#include "tests/support/project_file.h"

namespace adaptest {
namespace {

class Credential : public testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = SharedFile("data/credential");
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    auto data = CredentialData::Read(folder);
    ASSERT_TRUE(data.ok()) << data.status();
    data_ = *std::move(data);
  }

  CredentialData data_;
};

TEST_F(Credential, HasTheSizeThatItsSourceStates) {
  EXPECT_EQ(data_.operational.num_persons(), 1636);
  EXPECT_EQ(data_.operational.num_items(), 170);
  EXPECT_EQ(data_.operational.num_responses(), 1636u * 170);
  EXPECT_EQ(data_.all.num_items(), 200);
  EXPECT_EQ(data_.all.num_responses(), 1636u * 180);
  EXPECT_EQ(data_.Candidates(true).size(), 46u);
}

TEST_F(Credential, FlaggedCandidatesHardlyMoveTheItems) {
  const Calibration all =
      FitThreePl(data_.operational, 2, ParameterInformation::kOakes);
  const Calibration unflagged =
      FitThreePl(SelectUnits(data_.operational, data_.Candidates(false)), 2,
                 ParameterInformation::kNone);
  EXPECT_TRUE(all.converged);
  EXPECT_TRUE(unflagged.converged);
  for (int k = 0; k < 3; ++k) {
    double squares = 0;
    for (size_t i = 0; i < all.items.size(); ++i) {
      const double change =
          unflagged.items[i].parameters[k] - all.items[i].parameters[k];
      squares += change * change / all.items[i].covariance[4 * k];
    }
    EXPECT_LT(std::sqrt(squares / 170), 0.35) << "abc"[k];
  }
}

}  // namespace
}  // namespace adaptest
