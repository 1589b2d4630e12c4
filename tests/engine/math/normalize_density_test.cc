#include "engine/math/normalize_density.h"

#include <algorithm>
#include <cmath>

#include "engine/math/vector_width.h"
#include "engine/random.h"

namespace adaptest {
namespace {

struct Arrays {
  std::vector<double> log_density;
  std::vector<double> weights;
};

Arrays Padded(const std::vector<double>& values) {
  const size_t lanes = kDensityLanes;
  const size_t size = (values.size() + lanes - 1) / lanes * lanes;
  Arrays arrays = {values, std::vector<double>(size)};
  arrays.log_density.resize(size, kDensityPadding);
  return arrays;
}

const double* Zeros(int n) {
  static const std::vector<double> zeros(64);
  EXPECT_LE(n, 64);
  return zeros.data();
}

TEST(UpdateDensity, AgreesWithThePlainFormulasAtEverySize) {
  Random random(1);
  for (int n = 2; n < 40; ++n) {
    std::vector<double> l;
    for (int q = 0; q < n; ++q) l.push_back(50 * random.Normal());
    Arrays arrays = Padded(l);
    const NodeMoments moments = UpdateDensity(
        arrays.log_density.data(), Zeros(n), arrays.weights.data(), n);
    const double largest = *std::max_element(l.begin(), l.end());
    std::vector<double> w;
    for (const double x : l) w.push_back(std::exp(x - largest));
    w.front() *= 0.5;
    w.back() *= 0.5;
    double sum = 0, mean = 0, variance = 0;
    for (const double x : w) sum += x;
    for (int q = 0; q < n; ++q) mean += w[q] / sum * (q - 0.5 * (n - 1));
    for (int q = 0; q < n; ++q) {
      variance += w[q] / sum * std::pow(q - 0.5 * (n - 1) - mean, 2);
      EXPECT_NEAR(arrays.weights[q] * sum / w[q], 1, 1e-14);
      EXPECT_DOUBLE_EQ(arrays.log_density[q], l[q] - largest);
    }
    EXPECT_NEAR(moments.mean, mean, 1e-13);
    EXPECT_NEAR(moments.variance, variance, 1e-12 * (1 + variance));
  }
}

TEST(UpdateDensity, IsTheSameForEveryWidthOfVectors) {
  Random random(2);
  std::vector<double> l;
  for (int q = 0; q < 121; ++q) l.push_back(200 * random.Normal());
  std::vector<double> added;
  for (int q = 0; q < 121; ++q) added.push_back(random.Normal());
  Arrays expected = Padded(l);
  const NodeMoments moments =
      UpdateDensity(expected.log_density.data(), added.data(),
                    expected.weights.data(), 121, 16);
  for (int bytes = 32; bytes <= VectorBytes(); bytes *= 2) {
    Arrays arrays = Padded(l);
    const NodeMoments same =
        UpdateDensity(arrays.log_density.data(), added.data(),
                      arrays.weights.data(), 121, bytes);
    EXPECT_EQ(arrays.weights, expected.weights) << bytes;
    EXPECT_EQ(same.mean, moments.mean) << bytes;
    EXPECT_EQ(same.variance, moments.variance) << bytes;
  }
}

TEST(UpdateDensity, AddsFirst) {
  for (int n = 2; n < 20; ++n) {
    Random random(n);
    std::vector<double> l, added, sum;
    for (int q = 0; q < n; ++q) {
      l.push_back(random.Normal());
      added.push_back(random.Normal());
      sum.push_back(l[q] + added[q]);
    }
    Arrays one = Padded(l);
    Arrays two = Padded(sum);
    UpdateDensity(one.log_density.data(), added.data(), one.weights.data(), n);
    UpdateDensity(two.log_density.data(), Zeros(n), two.weights.data(), n);
    EXPECT_EQ(one.log_density, two.log_density);
    EXPECT_EQ(one.weights, two.weights);
  }
}

TEST(UpdateDensity, HasAnExponentialOfFullPrecision) {
  for (double x = -699; x < 0; x += 0.137) {
    Arrays arrays = Padded({0, 0, x, 0, 0});
    UpdateDensity(arrays.log_density.data(), Zeros(5), arrays.weights.data(),
                  5);
    const double ratio = arrays.weights[2] / arrays.weights[1];
    EXPECT_NEAR(ratio / std::exp(x), 1, 1e-15) << x;
  }
}

TEST(UpdateDensity, NeverMakesDenormalNumbers) {
  Arrays arrays = Padded({-1e6, -720, 0, -800, -1e9});
  UpdateDensity(arrays.log_density.data(), Zeros(5), arrays.weights.data(), 5);
  for (int q = 0; q < 5; ++q) {
    EXPECT_TRUE(std::isnormal(arrays.weights[q])) << q;
    EXPECT_NEAR(arrays.weights[q], q == 2 ? 1 : 0, 1e-300) << q;
  }
}

}  // namespace
}  // namespace adaptest
