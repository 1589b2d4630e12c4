#include "calibration/fit/item_moments.h"

#include <gtest/gtest.h>

#include "tests/calibration/fit/simulated_fit.h"

namespace adaptest {
namespace {

const std::vector<Item>& ItemsOfEveryModel() {
  static const auto& items = *new std::vector<Item>{
      FitItem("rasch", Rasch(), {1, 0.3}),
      FitItem("1pl", OnePl(), {1.3, -0.4}),
      FitItem("2pl", TwoPl(), {0.8, 0.5}),
      FitItem("3pl", ThreePl(), {1.5, 0.2, 0.2}),
      FitItem("4pl", FourPl(), {1.2, -0.6, 0.15, 0.95}),
      FitItem("grm", GradedResponse(), {1.1, -1, 0.2, 1.3}),
      FitItem("gpcm", GeneralizedPartialCredit(), {0.9, 0.5, -0.5}),
      FitItem("pcm", PartialCredit(), {-0.5, 0.7, 0.1}),
      FitItem("nrm", NominalResponse(), {0.6, 1.4, 0.2, -0.3})};
  return items;
}

struct MomentsAtNodes {
  ItemBank bank;
  ResponseData data;
  ItemMoments moments;

  MomentsAtNodes(const Item& item, double sd)
      : bank(FitBank({item})), data(SimulateFitData(bank, 1, 1)) {
    auto model = FittedModel::Make(bank, data, *ThetaGrid::Make(21, -5, 5));
    EXPECT_TRUE(model.ok()) << model.status();
    model->SetLatentSd(sd, 1);
    moments = MomentsOfItem(*model, 0);
  }
};

TEST(ItemMoments, SlopesMatchCentralDifferences) {
  constexpr double kStep = 1e-5;
  for (const Item& item : ItemsOfEveryModel()) {
    const MomentsAtNodes at(item, 1.2);
    for (size_t s = 0; s < item.parameters.size(); ++s) {
      if (EstimatedParameters(item).shares_latent_sd && item.id == "rasch" &&
          s == 0) {
        continue;  // a = 1 is not free to move
      }
      Item up = item;
      Item down = item;
      up.parameters[s] += kStep;
      down.parameters[s] -= kStep;
      const MomentsAtNodes high(up, 1.2);
      const MomentsAtNodes low(down, 1.2);
      for (int q = 0; q < 21; ++q) {
        const double slope =
            (high.moments.mean[q] - low.moments.mean[q]) / (2 * kStep);
        EXPECT_NEAR(at.moments.slope[s][q], slope, 1e-8) << item.id << s;
      }
    }
  }
}

TEST(ItemMoments, SlopeInTheLatentSdMatchesCentralDifferences) {
  constexpr double kStep = 1e-5;
  for (const Item& item : ItemsOfEveryModel()) {
    const MomentsAtNodes at(item, 1.2);
    const MomentsAtNodes high(item, 1.2 + kStep);
    const MomentsAtNodes low(item, 1.2 - kStep);
    for (int q = 0; q < 21; ++q) {
      const double slope =
          (high.moments.mean[q] - low.moments.mean[q]) / (2 * kStep);
      EXPECT_NEAR(at.moments.slope_in_sd[q], slope, 1e-8) << item.id;
    }
  }
}

TEST(EstimatedParameters, AreThoseThatCalibrationEstimates) {
  const int sizes[] = {2, 2, 2, 3, 4, 4, 3, 4, 4};
  for (size_t i = 0; i < ItemsOfEveryModel().size(); ++i) {
    const Item& item = ItemsOfEveryModel()[i];
    EXPECT_EQ(EstimatedParameters(item).size(), sizes[i]) << item.id;
  }
}

}  // namespace
}  // namespace adaptest
