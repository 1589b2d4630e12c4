// Why M2 of 3pl fits is not that of mirt 1.45.1: with theta P (1 - P) for the
// slope of P in a, which it is only for c = 0, mirt's value comes out.

#include <gtest/gtest.h>

#include <filesystem>

#include "calibration/fit/item_moments.h"
#include "tests/calibration/fit/mirt_reference.h"

namespace adaptest {
namespace {

// The column of the moments' slopes where item i's mean changes at this rate.
Eigen::VectorXd MomentSlopes(const std::vector<ItemMoments>& items, size_t i,
                             const std::vector<double>& rate,
                             const std::vector<double>& population) {
  const int n = static_cast<int>(items.size());
  Eigen::VectorXd column = Eigen::VectorXd::Zero(NumScoreMoments(n));
  int pair = n;
  for (size_t j = 0; j < items.size(); ++j) {
    for (size_t k = j; k < items.size(); ++k) {
      const int at = j == k ? static_cast<int>(j) : pair++;
      if (j != i && k != i) continue;
      const std::vector<double>& other = items[j == i ? k : j].mean;
      for (size_t q = 0; q < rate.size(); ++q) {
        column[at] += population[q] * rate[q] * (j == k ? 1 : other[q]);
      }
    }
  }
  return column;
}

TEST(M2OfThreePl, IsThatOfTheReferenceWithItsSlopeOfA) {
  if (!std::filesystem::exists(SharedFile("reference"))) {
    GTEST_SKIP() << "no reference data at " << SharedFile("reference");
  }
  const MirtReference reference("SAT12_keyed__3PLnorm");
  ASSERT_TRUE(reference.ok());
  const auto model = FittedModel::Make(reference.bank(), reference.data(),
                                       *ThetaGrid::Make(61, -6, 6));
  ASSERT_TRUE(model.ok()) << model.status();
  const CompleteBlock block = FindCompleteBlock(reference.data(), 100);
  std::vector<ItemMoments> items;
  for (const int item : block.items) {
    items.push_back(MomentsOfItem(*model, item));
  }
  ScoreMoments moments = ScoreMomentsOf(*model, block, 2);
  for (size_t i = 0; i < items.size(); ++i) {
    std::vector<double> rate(model->nodes().stride);
    for (int q = 0; q < model->nodes().size; ++q) {
      const double p = items[i].mean[q];
      rate[q] = model->theta(q) * p * (1 - p);
    }
    moments.slopes.col(3 * i) =
        MomentSlopes(items, i, rate, model->population());
  }
  const ModelFit fit = M2OfMoments(moments, block.num_persons, false);
  ASSERT_TRUE(fit.m2) << fit.reason;
  EXPECT_NEAR(*fit.m2 / reference.json()["M2"]["M2"].get<double>(), 1, 1e-9);
}

}  // namespace
}  // namespace adaptest
