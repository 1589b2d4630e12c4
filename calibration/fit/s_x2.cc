#include "calibration/fit/s_x2.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "calibration/fit/chi_square.h"
#include "calibration/fit/collapse_cells.h"
#include "calibration/fit/rest_scores.h"

namespace adaptest {
namespace {

// The raw score of each person of the block, and the highest one possible.
struct BlockScores {
  std::vector<int> of_person;
  int highest = 0;
};

BlockScores ScoresOf(const ResponseData& data, const CompleteBlock& block) {
  BlockScores scores;
  for (const int item : block.items) {
    scores.highest += data.NumCategoriesOf(item) - 1;
  }
  for (size_t p = 0; p < block.persons.size(); ++p) {
    int score = 0;
    for (int i = 0; i < block.num_items(); ++i)
      score += block.category_of(p, i);
    scores.of_person.push_back(score);
  }
  return scores;
}

// out[score][category], flat.
std::vector<double> ObservedCounts(const FittedModel& model,
                                   const CompleteBlock& block, int item,
                                   const BlockScores& scores, int categories) {
  std::vector<double> counts(size_t(scores.highest + 1) * categories);
  for (size_t p = 0; p < block.persons.size(); ++p) {
    counts[scores.of_person[p] * categories + block.category_of(p, item)] +=
        model.data().weight(block.persons[p]);
  }
  return counts;
}

// out[score][category] = P(score and category) over the population.
std::vector<double> JointProbabilities(const FittedModel& model, int first_row,
                                       int categories, int highest,
                                       const std::vector<double>& rest) {
  const int stride = model.nodes().stride;
  const int rest_scores = static_cast<int>(rest.size()) / stride;
  std::vector<double> joint(size_t(highest + 1) * categories);
  for (int x = 0; x < rest_scores; ++x) {
    for (int k = 0; k < categories; ++k) {
      const double* p = model.probability(first_row + k);
      double sum = 0;
      for (int q = 0; q < stride; ++q) {
        sum += model.population()[q] * p[q] * rest[size_t(x) * stride + q];
      }
      joint[(x + k) * categories + k] = sum;
    }
  }
  return joint;
}

// The rows of the table: scores that allow every category of the item.
std::vector<CellRow> RowsOfScores(const std::vector<double>& observed,
                                  const std::vector<double>& joint,
                                  int categories, int highest) {
  const int lowest_row = categories - 1;
  const int highest_row = highest - (categories - 1);
  if (lowest_row > highest_row) return {};
  std::vector<CellRow> rows(highest_row - lowest_row + 1);
  for (CellRow& row : rows) {
    row.observed.assign(categories, 0);
    row.expected.assign(categories, 0);
  }
  for (int s = 1; s < highest; ++s) {
    CellRow& row = rows[std::clamp(s, lowest_row, highest_row) - lowest_row];
    double persons = 0;
    double share = 0;
    for (int k = 0; k < categories; ++k) {
      persons += observed[s * categories + k];
      share += joint[s * categories + k];
    }
    for (int k = 0; k < categories && share > 0; ++k) {
      row.observed[k] += observed[s * categories + k];
      row.expected[k] += persons * (joint[s * categories + k] / share);
    }
  }
  return rows;
}

ChiSquareTest TestRows(const std::vector<CellRow>& rows, int num_parameters,
                       double num_persons) {
  ChiSquareTest test;
  double statistic = 0;
  int df = -num_parameters;
  for (const CellRow& row : rows) {
    --df;
    for (size_t k = 0; k < row.expected.size(); ++k) {
      if (row.expected[k] <= 0) continue;
      const double d = row.observed[k] - row.expected[k];
      statistic += d * d / row.expected[k];
      ++df;
    }
  }
  if (rows.empty() || df < 1) {
    test.reason = "too few score groups for a degree of freedom";
    return test;
  }
  test.statistic = statistic;
  test.df = df;
  test.p = ChiSquareUpperTail(statistic, df);
  if (num_persons > 1) {
    test.rmsea =
        std::sqrt(std::max(0.0, statistic - df) / (df * (num_persons - 1)));
  }
  return test;
}

}  // namespace

std::vector<ChiSquareTest> SX2(const FittedModel& model,
                               const CompleteBlock& block, bool known,
                               int threads) {
  std::vector<ChiSquareTest> tests(block.num_items());
  if (block.num_items() > kMaxItemsOfSX2) {
    for (ChiSquareTest& test : tests) {
      test.reason = absl::StrCat("the complete block has ", block.num_items(),
                                 " items; S-X2 is for up to ", kMaxItemsOfSX2);
    }
    return tests;
  }
  const ResponseData& data = model.data();
  const BlockScores scores = ScoresOf(data, block);
  ForEachRestScore(
      model, block.items, threads, [&](int i, const std::vector<double>& rest) {
        const int item = block.items[i];
        const int categories = data.NumCategoriesOf(item);
        std::vector<CellRow> rows =
            RowsOfScores(ObservedCounts(model, block, i, scores, categories),
                         JointProbabilities(model, data.first_row[item],
                                            categories, scores.highest, rest),
                         categories, scores.highest);
        CollapseCells(kMinExpected, rows);
        const int parameters =
            known ? 0 : EstimatedParameters(model.item(item)).size();
        tests[i] = TestRows(rows, parameters, block.num_persons);
      });
  return tests;
}

}  // namespace adaptest
