#include "calibration/kernels/person_kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "calibration/pass_precision.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr size_t kRows = 40;
constexpr size_t kNodes = 61;
constexpr size_t kStride = 64;

// Rows of logistic log-probabilities; the last row is a normal log density.
template <class Real>
Aligned<Real> SomeTable() {
  Aligned<Real> table(kRows * kStride, 0);
  for (size_t row = 0; row < kRows; ++row) {
    for (size_t q = 0; q < kStride; ++q) {
      const double z = -6 + 0.2 * q;
      double value = -std::log1p(
          std::exp(-(row % 2 ? 1 : -1) * (z - (row / 2 - 9.5) / 5)));
      if (row + 1 == kRows) value = -0.5 * z * z;
      if (q >= kNodes) {
        value = row + 1 == kRows ? -std::numeric_limits<double>::infinity() : 0;
      }
      table[row * kStride + q] = static_cast<Real>(value);
    }
  }
  return table;
}

// Each kernel, by plain loops in double precision.
struct Plain {
  Plain(const std::vector<uint16_t>& rows, const Aligned<double>& table)
      : weight(kNodes) {
    double sum = 0;
    for (size_t q = 0; q < kNodes; ++q) {
      double log_sum = table[(kRows - 1) * kStride + q];
      for (const uint16_t row : rows) log_sum += table[row * kStride + q];
      weight[q] = std::exp(log_sum);
      sum += weight[q];
    }
    for (double& w : weight) w /= sum;
    log_likelihood = std::log(sum);
  }
  std::vector<double> weight;
  double log_likelihood;
};

template <class Real>
class PersonKernelTest : public testing::Test {
 protected:
  // Relative to the largest weight.
  static constexpr double kError = sizeof(Real) == 4 ? 2e-5 : 1e-13;
  static constexpr Real kNegligible = sizeof(Real) == 4 ? 17 : 50;
};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(PersonKernelTest, Reals);

std::vector<uint16_t> Answers(size_t count, double share_right) {
  Random random(count + 1);
  std::vector<uint16_t> rows;
  for (size_t i = 0; i < count; ++i) {
    rows.push_back(static_cast<uint16_t>(
        2 * (i % 19) + (random.Uniform() < share_right ? 1 : 0)));
  }
  return rows;
}

TYPED_TEST(PersonKernelTest, PosteriorIsThatOfPlainLoops) {
  const auto table = SomeTable<TypeParam>();
  const auto kernel = BestPersonKernel<TypeParam>();
  for (const size_t count : {0u, 1u, 2u, 7u, 19u, 300u}) {
    for (const double share : {0.0, 0.5, 1.0}) {
      const auto rows = Answers(count, share);
      const Plain plain(rows, SomeTable<double>());
      NodeWindow window;
      // Twice: the second time only the window of the first is looked at.
      for (int pass = 0; pass < 2; ++pass) {
        Aligned<TypeParam> weight(kStride, -1);
        const double log_likelihood = kernel.posterior(
            table.data(), kStride, {rows.data(), count, kRows - 1},
            this->kNegligible, window, weight.data());
        EXPECT_NEAR(log_likelihood, plain.log_likelihood,
                    this->kError * (1 + std::abs(plain.log_likelihood)));
        for (size_t q = 0; q < kStride; ++q) {
          EXPECT_NEAR(weight[q], q < kNodes ? plain.weight[q] : 0, this->kError)
              << count << " answers, share " << share << ", node " << q;
        }
      }
    }
  }
}

TYPED_TEST(PersonKernelTest, AWindowThatIsTooNarrowGrows) {
  const auto table = SomeTable<TypeParam>();
  const auto kernel = BestPersonKernel<TypeParam>();
  const auto rows = Answers(19, 1);
  const Plain plain(rows, SomeTable<double>());
  NodeWindow window = {0, 1};  // far below
  Aligned<TypeParam> weight(kStride);
  kernel.posterior(table.data(), kStride, {rows.data(), rows.size(), kRows - 1},
                   this->kNegligible, window, weight.data());
  for (size_t q = 0; q < kNodes; ++q) {
    EXPECT_NEAR(weight[q], plain.weight[q], this->kError);
  }
}

TYPED_TEST(PersonKernelTest, CountsAreAddedToTheRowsOfThePerson) {
  const auto table = SomeTable<TypeParam>();
  const auto rows = Answers(7, 0.5);
  const Plain plain(rows, SomeTable<double>());
  Aligned<TypeParam> counts(kRows * kStride, 1), scratch(kStride);
  NodeWindow window;
  BestPersonKernel<TypeParam>().counts(
      table.data(), kStride, {rows.data(), rows.size(), kRows - 1},
      this->kNegligible, window, 3, counts.data(), scratch.data());
  for (size_t row = 0; row < kRows; ++row) {
    const bool answered = std::count(rows.begin(), rows.end(), row) > 0;
    for (size_t q = 0; q < kNodes; ++q) {
      const double added =
          answered || row + 1 == kRows ? 3 * plain.weight[q] : 0;
      EXPECT_NEAR(counts[row * kStride + q], 1 + added, 3 * this->kError);
    }
  }
}

TYPED_TEST(PersonKernelTest, ChangesAreDifferencesOfCounts) {
  const auto rows = Answers(7, 0.5);
  const auto table = SomeTable<double>();
  Aligned<TypeParam> direction(kRows * kStride, 0);
  Aligned<double> above = table, below = table;
  const double h = 1e-5;
  for (size_t row = 0; row < kRows; ++row) {
    for (size_t q = 0; q < kNodes; ++q) {
      const double rate = std::sin(0.1 * q + row);
      direction[row * kStride + q] = static_cast<TypeParam>(rate);
      above[row * kStride + q] += h * rate;
      below[row * kStride + q] -= h * rate;
    }
  }
  const Plain high(rows, above), low(rows, below);
  const auto single = SomeTable<TypeParam>();
  Aligned<TypeParam> changes(kRows * kStride, 0), scratch(2 * kStride);
  NodeWindow window;
  BestPersonKernel<TypeParam>().changes(
      single.data(), direction.data(), kStride,
      {rows.data(), rows.size(), kRows - 1}, this->kNegligible, window, 2,
      changes.data(), scratch.data());
  for (size_t q = 0; q < kNodes; ++q) {
    const double expected = 2 * (high.weight[q] - low.weight[q]) / (2 * h);
    EXPECT_NEAR(changes[rows[0] * kStride + q], expected, 1e-4) << q;
  }
}

}  // namespace
}  // namespace adaptest
