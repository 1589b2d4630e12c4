#include "engine/math/logistic_information.h"

#include <cmath>

#include "engine/models/logistic_parameters.h"
#include "tests/engine/bank_builder.h"
#include "tests/engine/math/vector_widths.h"

namespace adaptest {
namespace {

// Parameters of a bank as arrays.
struct Columns {
  explicit Columns(const ItemBank& bank) {
    for (const Item& item : bank.items()) {
      const auto x = LogisticParametersOf(item);
      a.push_back(x->a);
      b.push_back(x->b);
      c.push_back(x->c);
      d.push_back(x->d);
    }
  }
  LogisticArrays arrays() const {
    return {a.data(), b.data(), c.data(), d.data()};
  }

  std::vector<double> a, b, c, d;
};

class LogisticInformationOf : public testing::TestWithParam<const char*> {};

TEST_P(LogisticInformationOf, IsThatOfTheModel) {
  const ItemBank bank = RandomBank(GetParam(), 40, 1);
  const Columns columns(bank);
  std::vector<double> out(40);
  for (double theta = -8; theta <= 8; theta += 0.37) {
    LogisticInformation(columns.arrays(), 40, theta, out.data());
    for (int i = 0; i < 40; ++i) {
      const Item& item = bank.item(i);
      const double truth = Information(item.model, item.parameters, theta);
      EXPECT_NEAR(out[i], truth, 4e-15 * truth) << item.id << " at " << theta;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Models, LogisticInformationOf,
                         testing::Values("rasch", "2pl", "3pl", "4pl"));

TEST(LogisticInformation, IsTheSameToTheLastBitWithEveryWidth) {
  const Columns columns(RandomBank("4pl", 40, 2));
  for (const size_t n : {1, 2, 3, 7, 8, 9, 40}) {
    std::vector<double> expected(n), out(n);
    for (double theta = -9; theta <= 9; theta += 0.71) {
      LogisticInformation(columns.arrays(), n, theta, expected.data(), 16);
      for (const int bytes : VectorWidths()) {
        LogisticInformation(columns.arrays(), n, theta, out.data(), bytes);
        EXPECT_EQ(out, expected) << bytes << " bytes at " << theta;
      }
      LogisticInformation(columns.arrays(), n, theta, out.data());
      EXPECT_EQ(out, expected);
    }
  }
}

TEST(LogisticInformation, WritesNothingPastItsItems) {
  const Columns columns(RandomBank("3pl", 9, 3));
  for (const int bytes : VectorWidths()) {
    for (size_t n = 0; n < 9; ++n) {
      std::vector<double> out(9, -7);
      LogisticInformation(columns.arrays(), n, 0.3, out.data(), bytes);
      for (size_t i = 0; i < 9; ++i) EXPECT_EQ(out[i] == -7, i >= n);
    }
  }
}

TEST(LogisticInformation, IsFiniteAndNotNegativeInBothTails) {
  const Columns columns(MakeBank(
      "4pl",
      {{10, -5, 0, 1}, {10, 5, 0.2, 1}, {1, 0, 0, 0.9}, {0.1, 0, 0, 1}}));
  for (const double theta : {-1e6, -300.0, -50.0, 50.0, 300.0, 1e6}) {
    for (const int bytes : VectorWidths()) {
      std::vector<double> out(4);
      LogisticInformation(columns.arrays(), 4, theta, out.data(), bytes);
      for (const double information : out) {
        EXPECT_TRUE(std::isfinite(information) && information >= 0)
            << information << " at " << theta;
      }
    }
  }
}

}  // namespace
}  // namespace adaptest
