#ifndef ADAPTEST_BENCH_STUDIES_MISCONDUCT_INDICES_H_
#define ADAPTEST_BENCH_STUDIES_MISCONDUCT_INDICES_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "bench/studies/credential_data.h"
#include "calibration/person_estimate.h"
#include "engine/item.h"

namespace adaptest {

// An index of misconduct, larger where a candidate is more suspect.
struct MisconductIndex {
  std::string name;
  std::vector<double> value;  // [candidate]
};

inline constexpr double kRapidSeconds = 10;

// Of these candidates, with item parameters and ability estimates (`persons`)
// at hand:
//
//   lz*                 less lz*: answers that do not go with the ability
//   rapid answers       those below kRapidSeconds
//   speed               tau of the lognormal model of response times
//   irregular times     mean square of the standardised residuals of log times
//   quick where right   less the correlation, over items, of the residuals of
//                       answer and log time
//
// The model of response times (engine/response_times/lognormal.h) has for each
// item the mean and sd of log times less the candidates' own means; a time of 0
// counts as half a second.
std::vector<MisconductIndex> MisconductIndices(
    const CredentialData& data, absl::Span<const Item> items,
    absl::Span<const PersonEstimate> persons);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_MISCONDUCT_INDICES_H_
