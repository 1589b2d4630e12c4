#include "calibration/row_patterns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

constexpr int kStride = 3;

// A number for each row and node.
std::vector<double> SomeTable(int rows) {
  std::vector<double> table;
  for (int i = 0; i < rows * kStride; ++i) table.push_back(std::sin(i + 1.0));
  return table;
}

// Dichotomous items and one of four categories between them, some answers
// missing.
ResponseData MixedAnswers(int persons) {
  ResponseDataBuilder builder;
  Random random(3);
  for (int i = 0; i < 11; ++i) {
    const bool graded = i == 4;
    EXPECT_TRUE(builder
                    .AddItem(absl::StrCat("i", i),
                             graded ? ResponseModel(GradedResponse())
                                    : ResponseModel(TwoPl()),
                             graded ? 4 : 0)
                    .ok());
  }
  for (int p = 0; p < persons; ++p) {
    builder.AddPerson(absl::StrCat("p", p));
    for (int i = 0; i < 11; ++i) {
      if (random.Uniform() < 0.05) continue;
      const int categories = i == 4 ? 4 : 2;
      builder.AddResponse(p, i, static_cast<int>(random.Uniform() * categories),
                          {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

TEST(RowPatterns, ThoseOfAPersonHaveAllItsAnswers) {
  const ResponseData data = MixedAnswers(500);
  const RowPatterns patterns(data);
  ASSERT_FALSE(patterns.empty());
  const std::vector<double> table = SomeTable(data.num_rows());
  std::vector<double> sums(patterns.size() * kStride);
  patterns.SumRows(table.data(), kStride, sums.data());
  size_t total = 0;
  for (int p = 0; p < data.num_persons(); ++p) {
    for (int q = 0; q < kStride; ++q) {
      double by_patterns = 0, by_rows = 0;
      for (const uint16_t i : patterns.Of(p)) {
        by_patterns += sums[i * kStride + q];
      }
      for (const uint16_t r : data.RowsOf(p)) by_rows += table[r * kStride + q];
      EXPECT_NEAR(by_patterns, by_rows, 1e-13);
    }
    total += patterns.Of(p).size();
  }
  EXPECT_LT(total, data.num_responses() / 2);
}

TEST(RowPatterns, CountsGoBackToTheRows) {
  const ResponseData data = MixedAnswers(500);
  const RowPatterns patterns(data);
  std::vector<double> counts(patterns.size() * kStride);
  std::vector<double> expected(data.num_rows() * kStride);
  for (int p = 0; p < data.num_persons(); ++p) {
    for (int q = 0; q < kStride; ++q) {
      const double share = (p + 1) * (q + 1);
      for (const uint16_t i : patterns.Of(p)) counts[i * kStride + q] += share;
      for (const uint16_t r : data.RowsOf(p))
        expected[r * kStride + q] += share;
    }
  }
  std::vector<double> spread(expected.size(), -1);
  patterns.SpreadCounts(counts.data(), kStride, spread.data());
  EXPECT_EQ(spread, expected);
}

TEST(RowPatterns, AreNotTakenWhereAnswersAreSparseOrPersonsFew) {
  const auto items = RandomThreePlItems(60, 1);
  EXPECT_TRUE(
      RowPatterns(SimulateAnswers(items, 1000, TwoPl(), 1, 0.8)).empty());
  EXPECT_TRUE(RowPatterns(SimulateAnswers(items, 100, TwoPl(), 1)).empty());
  EXPECT_FALSE(RowPatterns(SimulateAnswers(items, 1000, TwoPl(), 1)).empty());
}

// Passes that sum over patterns, against the posterior of each person, which
// does not.
TEST(RowPatterns, ExpectedCountsAreThoseOfThePersons) {
  for (const double missing : {0.0, 0.03}) {
    Problem problem(
        SimulateAnswers(RandomThreePlItems(23, 2), 400, TwoPl(), 5, missing),
        {"none"}, 2);
    ASSERT_FALSE(RowPatterns(problem.data).empty());
    MarginalPosterior& f = problem.posterior;
    f.MoveTo(problem.parameters.Start());
    const int stride = problem.nodes.stride;
    AlignedVector counts, expected(f.table().size(), 0);
    const double log_likelihood =
        problem.expectation.Counts(f.table(), Precision::kDouble, counts);
    double sum = 0;
    PersonPosterior person;
    for (int p = 0; p < problem.data.num_persons(); ++p) {
      problem.expectation.Posterior(f.table(), p, person);
      sum += person.log_likelihood;
      const auto add_to = [&](int row) {
        for (int q = 0; q < stride; ++q) {
          expected[row * stride + q] += person.weight[q];
        }
      };
      for (const uint16_t row : problem.data.RowsOf(p)) add_to(row);
      add_to(problem.expectation.LatentRow(0));
    }
    EXPECT_NEAR(log_likelihood, sum, 1e-9);
    ASSERT_EQ(counts.size(), expected.size());
    for (size_t j = 0; j < counts.size(); ++j) {
      EXPECT_NEAR(counts[j], expected[j], 1e-10);
    }
  }
}

}  // namespace
}  // namespace adaptest
