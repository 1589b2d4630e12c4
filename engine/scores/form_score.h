#ifndef ADAPTEST_ENGINE_SCORES_FORM_SCORE_H_
#define ADAPTEST_ENGINE_SCORES_FORM_SCORE_H_

#include <array>
#include <cmath>

#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/scores/reported_scale.h"

namespace adaptest {

// A form is a fixed test: a list of items of the bank, by index, each of them
// scored. Raw scores are sums of categories (raw_score.h): numbers right where
// all items are dichotomous.

// The largest raw score: the sum of (categories - 1).
int MaxFormScore(const ItemBank& bank, absl::Span<const int> form);

// Test characteristic curve, the expected raw score: sum of k P_ik(theta).
// Evaluated on Duals it has its slopes, too.
template <class T>
T ExpectedFormScore(const ItemBank& bank, absl::Span<const int> form,
                    const T& theta) {
  std::array<T, kMaxCategories> log_p;
  T sum(0.0);
  for (const int i : form) {
    const Item& item = bank.item(i);
    LogProbabilities<double, T>(item.model, item.parameters, theta,
                                absl::MakeSpan(log_p));
    for (int k = 1; k < NumCategories(item); ++k) {
      sum = sum + static_cast<double>(k) * exp(log_p[k]);
    }
  }
  return sum;
}

// The same at a plain number.
double TestCharacteristic(const ItemBank& bank, absl::Span<const int> form,
                          double theta);

// The raw score that passes the form: the smallest whole number not below the
// test characteristic at theta_cut, of which the last 1e-9 are forgiven. In
// [0, MaxFormScore].
int RawCut(const ItemBank& bank, absl::Span<const int> form, double theta_cut);

// Scaled score of the raw score, 0 <= raw <= MaxFormScore: that of the theta at
// which the test characteristic curve equals raw.
//
//   below the curve's value at theta_low (so below the sum of the lower
//   asymptotes, where no such theta exists): linear in raw, from min_score at 0
//   to the scaled score of theta_low;
//   above its value at theta_high, and at MaxFormScore: the scaled
//   score of theta_high.
//
// It does not fall with raw, and is cut_score or more exactly where
// raw >= RawCut(bank, form, theta_cut).
double FormScaledScore(const ItemBank& bank, absl::Span<const int> form,
                       const ReportedScale& scale, double theta_low,
                       double theta_high, int raw);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_FORM_SCORE_H_
