#ifndef ADAPTEST_ENGINE_CRITERIA_KULLBACK_LEIBLER_H_
#define ADAPTEST_ENGINE_CRITERIA_KULLBACK_LEIBLER_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Kullback-Leibler information (Chang & Ying, 1996) between the current
// estimate and every other ability,
//
//   K_i(theta) = sum over k of P_k(estimate) log(P_k(estimate) / P_k(theta)),
//
// averaged over the likelihood of the answers ("kl") or over the posterior
// ("klp").
struct KullbackLeibler {
  static constexpr absl::string_view kName = "kl";
  static constexpr ValueScale kReported = ValueScale::kLikelihood;

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

struct PosteriorKullbackLeibler {
  static constexpr absl::string_view kName = "klp";
  static constexpr ValueScale kReported = ValueScale::kPosterior;

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_KULLBACK_LEIBLER_H_
