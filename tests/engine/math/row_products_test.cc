#include "engine/math/row_products.h"

#include <cmath>
#include <tuple>

#include "engine/random.h"
#include "tests/engine/math/vector_widths.h"

namespace adaptest {
namespace {

std::vector<double> Numbers(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<double> numbers(count);
  for (double& x : numbers) x = random.Normal();
  return numbers;
}

// A matrix of 5 rows, `stride` apart, whose first n columns count.
struct Problem {
  size_t n;
  size_t stride;
  int vectors;
  std::vector<double> rows = Numbers(5 * stride, 1);
  std::vector<double> right = Numbers(3 * stride, 2);

  std::vector<double> By(int vector_bytes) const {
    std::vector<double> out(5 * vectors);
    RowProducts(rows.data(), 5, stride, n, right.data(), vectors, out.data(),
                vector_bytes);
    return out;
  }
};

class RowProductsOf
    : public testing::TestWithParam<std::tuple<size_t, size_t, int>> {
 protected:
  Problem Get() const {
    const auto& [n, gap, vectors] = GetParam();
    return {n, n + gap, vectors};
  }
};

TEST_P(RowProductsOf, AreThoseOfPlainLoops) {
  const Problem problem = Get();
  const std::vector<double> out = problem.By(16);
  for (int row = 0; row < 5; ++row) {
    for (int v = 0; v < problem.vectors; ++v) {
      double sum = 0;
      double scale = 0;
      for (size_t q = 0; q < problem.n; ++q) {
        const double product = problem.rows[row * problem.stride + q] *
                               problem.right[v * problem.stride + q];
        sum += product;
        scale += std::abs(product);
      }
      EXPECT_NEAR(out[row * problem.vectors + v], sum, 1e-14 * scale);
    }
  }
}

TEST_P(RowProductsOf, AreTheSameToTheLastBitWithEveryWidth) {
  const Problem problem = Get();
  for (const int bytes : VectorWidths()) {
    EXPECT_EQ(problem.By(bytes), problem.By(16)) << bytes << " bytes";
  }
  std::vector<double> out(5 * problem.vectors);
  RowProducts(problem.rows.data(), 5, problem.stride, problem.n,
              problem.right.data(), problem.vectors, out.data());
  EXPECT_EQ(out, problem.By(16));
}

INSTANTIATE_TEST_SUITE_P(Sizes, RowProductsOf,
                         testing::Combine(testing::Values(1, 7, 8, 9, 61, 121),
                                          testing::Values(0, 3),
                                          testing::Values(1, 2, 3)));

TEST(RowProducts, OfNoRowsAreNothing) {
  double out = 7;
  RowProducts(nullptr, 0, 4, 4, nullptr, 1, &out);
  EXPECT_EQ(out, 7);
}

// Every column's sum runs over the rows in order, whatever the width.
TEST(WeightedRowSum, IsThatOfPlainLoopsToTheLastBit) {
  for (const size_t n : {1, 3, 8, 31, 32, 33, 70}) {
    for (const size_t num_rows : {0, 1, 5, 61}) {
      const std::vector<double> rows = Numbers(num_rows * n, 3);
      const std::vector<double> weights = Numbers(num_rows, 4);
      std::vector<double> expected(n, 0);
      for (size_t q = 0; q < num_rows; ++q) {
        for (size_t i = 0; i < n; ++i) {
          expected[i] += rows[q * n + i] * weights[q];
        }
      }
      std::vector<double> out(n, 7);
      WeightedRowSum(rows.data(), num_rows, n, weights.data(), out.data());
      EXPECT_EQ(out, expected) << num_rows << " rows of " << n;
    }
  }
}

}  // namespace
}  // namespace adaptest
