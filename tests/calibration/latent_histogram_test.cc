#include "calibration/latent_histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "calibration/calibrate.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

std::vector<double> Nodes() {
  std::vector<double> z;
  for (int q = 0; q < 41; ++q) z.push_back(-4 + 0.2 * q);
  return z;
}

double Moment(const std::vector<double>& share, const std::vector<double>& z,
              int power) {
  double sum = 0;
  for (size_t q = 0; q < z.size(); ++q) sum += share[q] * std::pow(z[q], power);
  return sum;
}

// Skewed, off the centre and too wide.
std::vector<double> Counts() {
  std::vector<double> n;
  for (const double z : Nodes()) {
    n.push_back(100 *
                std::exp(-0.3 * (z - 0.4) * (z - 0.4) + 0.05 * z * z * z / 4));
  }
  return n;
}

TEST(LatentHistogram, IsTheShareOfThePersons) {
  const auto share = LatentHistogram({1.0, 3.0, 0.0}, {-1.0, 0.0, 1.0}, false);
  EXPECT_EQ(share, (std::vector<double>{0.25, 0.75, 0}));
}

TEST(LatentHistogram, StandardizedItHasMeanZeroAndVarianceOne) {
  const auto z = Nodes();
  const auto share = LatentHistogram(Counts(), z, true);
  EXPECT_NEAR(Moment(share, z, 0), 1, 1e-12);
  EXPECT_NEAR(Moment(share, z, 1), 0, 1e-10);
  EXPECT_NEAR(Moment(share, z, 2), 1, 1e-10);
}

// No small change that keeps the three moments makes it more likely.
TEST(LatentHistogram, StandardizedItIsTheMostLikely) {
  const auto z = Nodes();
  const auto n = Counts();
  const auto share = LatentHistogram(n, z, true);
  const auto value = [&](const std::vector<double>& w) {
    double sum = 0;
    for (size_t q = 0; q < z.size(); ++q) sum += n[q] * std::log(w[q]);
    return sum;
  };
  const double best = value(share);
  Random random(3);
  for (int trial = 0; trial < 50; ++trial) {
    // Third differences vanish on quadratics.
    const size_t at = static_cast<size_t>(random.Uniform() * (z.size() - 4));
    const double h = 1e-3 * share[at] * (random.Uniform() - 0.5);
    auto changed = share;
    const double pattern[] = {1, -3, 3, -1};
    for (int i = 0; i < 4; ++i) changed[at + i] += h * pattern[i];
    EXPECT_LE(value(changed), best + 1e-9);
  }
}

// Abilities from two kinds of people, far apart.
ResponseData TwoPeaks() {
  ResponseDataBuilder builder;
  Random random(5);
  const auto items = RandomThreePlItems(30, 4);
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), TwoPl()).ok());
  }
  for (int p = 0; p < 3000; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    // Mean 0 and variance 0.9^2 + 0.436^2 = 1.
    const double theta = (p % 2 == 0 ? -0.9 : 0.9) + 0.436 * random.Normal();
    for (int i = 0; i < 30; ++i) {
      const double right = ProbabilityRight(
          TwoPl(), std::vector<double>{items[i][0] + 0.5, items[i][1]}, theta);
      builder.AddResponse(person, i, random.Uniform() < right ? 1 : 0, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

TEST(LatentHistogram, FindsTwoPeaksAndRaisesTheLikelihood) {
  const auto data = TwoPeaks();
  CalibrationOptions options;
  const auto normal = Calibrate(data, options);
  options.histogram = true;
  const auto histogram = Calibrate(data, options);
  ASSERT_TRUE(normal.ok() && histogram.ok());
  EXPECT_TRUE(histogram->converged);
  EXPECT_GT(histogram->log_likelihood, normal->log_likelihood + 20);
  const LatentEstimate& latent = histogram->latent[0];
  EXPECT_NEAR(latent.mean, 0, 1e-8);
  EXPECT_NEAR(latent.sd, 1, 1e-8);
  double middle = 0, peaks = 0;
  for (size_t q = 0; q < latent.nodes.size(); ++q) {
    const double distance = std::abs(latent.nodes[q]);
    if (distance < 0.35) middle += latent.weights[q];
    if (distance > 0.65 && distance < 1.35) peaks += latent.weights[q];
  }
  EXPECT_GT(peaks, 2 * middle);
  // The scale is the persons' own: discriminations are those of the truth.
  const auto items = RandomThreePlItems(30, 4);
  double ratio = 0;
  for (int i = 0; i < 30; ++i) {
    ratio += histogram->items[i].parameters[0] / (items[i][0] + 0.5) / 30;
  }
  EXPECT_NEAR(ratio, 1, 0.05);
}

}  // namespace
}  // namespace adaptest
