#include "engine/math/divide_by_total.h"

#include <cmath>
#include <vector>

namespace adaptest {
namespace {

TEST(DivideByTotal, GivesLogProbabilities) {
  std::vector<double> x = {0, std::log(2.0), std::log(5.0)};
  DivideByTotal(absl::MakeSpan(x));
  EXPECT_DOUBLE_EQ(x[0], std::log(0.125));
  EXPECT_DOUBLE_EQ(x[1], std::log(0.25));
  EXPECT_DOUBLE_EQ(x[2], std::log(0.625));
}

TEST(DivideByTotal, NeitherOverflowsNorLosesTheTail) {
  std::vector<double> x = {2000, 1950, -3000};
  DivideByTotal(absl::MakeSpan(x));
  EXPECT_DOUBLE_EQ(x[0], -std::exp(-50.0));
  EXPECT_DOUBLE_EQ(x[1], -50);
  EXPECT_DOUBLE_EQ(x[2], -5000);
}

TEST(DivideByTotal, KeepsTheSlopeOfWhatIsAllButCertain) {
  std::vector<Dual<1>> x = {Dual<1>(0), Dual<1>(60.0, 0)};
  DivideByTotal(absl::MakeSpan(x));
  EXPECT_DOUBLE_EQ(x[1].slope[0], std::exp(-60.0));
  EXPECT_DOUBLE_EQ(x[0].slope[0], -1);
}

}  // namespace
}  // namespace adaptest
