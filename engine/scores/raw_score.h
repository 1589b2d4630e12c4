#ifndef ADAPTEST_ENGINE_SCORES_RAW_SCORE_H_
#define ADAPTEST_ENGINE_SCORES_RAW_SCORE_H_

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/item_bank.h"

namespace adaptest {

// The raw score of a list of items is the sum of the categories of the answers:
// the number right where all are dichotomous.

// The largest raw score: the sum of (categories - 1).
int MaxRawScore(const BankTables& tables, absl::Span<const int> items);

// One step of the recursion below: f[x][q], the distribution of the score so
// far, after one more item that has P(X = k | theta_q) = p[k][q].
std::vector<double> AddItemScore(absl::Span<const double> f,
                                 absl::Span<const double> p, size_t nodes);

// Distribution of the raw score X at every node, by the recursion of Lord and
// Wingersky (1984), generalised to several categories by Thissen, Pommerich,
// Billeaud and Williams (1995):
//
//   f_r(x) = sum over k of f_{r-1}(x - k) P_r(k | theta_q)
//
//   out[x][q]  row-major, P(X = x | theta_q), x = 0 ... MaxRawScore
//
// Dichotomous items go first, all at once, by NumberRightDistributions.
std::vector<double> RawScoreDistributions(const BankTables& tables,
                                          absl::Span<const int> items);

// out[x][q] = P(X >= x | theta_q), of the same shape.
std::vector<double> RawScoreTails(const BankTables& tables,
                                  absl::Span<const int> items);

// Mean, its slope in theta, and variance of the raw score on one item:
//   E[X] = sum over k of k P_k,  Var[X] = sum over k of k^2 P_k - E[X]^2.
struct ItemScore {
  double mean;
  double slope;
  double variance;
};

ItemScore ItemScoreAt(const Item& item, double theta);

// The same of a whole form; answers are independent at a given theta, so its
// variance is the sum, and its square root the conditional standard error of
// measurement of the raw score.
ItemScore FormScoreAt(const ItemBank& bank, absl::Span<const int> form,
                      double theta);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_RAW_SCORE_H_
