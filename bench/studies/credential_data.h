#ifndef ADAPTEST_BENCH_STUDIES_CREDENTIAL_DATA_H_
#define ADAPTEST_BENCH_STUDIES_CREDENTIAL_DATA_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "calibration/response_data.h"

namespace adaptest {

// The answers of a licensure exam (Cizek & Wollack, 2016): 1 636 candidates,
// 170 operational items S001 ... that all of them answered, 30 pretest items
// P171 ... of which each answered ten; 46 candidates were flagged for
// misconduct by the exam's owner. An omitted answer counts as wrong.
struct CredentialData {
  // From a folder with responses_long.csv.gz and persons.csv.
  static absl::StatusOr<CredentialData> Read(const std::string& folder);

  // Candidates with this flag, by number.
  std::vector<int> Candidates(bool flagged) const;

  ResponseData all;
  ResponseData operational;
  std::vector<bool> is_flagged;              // [candidate]
  std::vector<std::vector<double>> seconds;  // [candidate][operational item]
};

// The same persons with those items alone; numbers ascend.
ResponseData SelectItems(const ResponseData& data, absl::Span<const int> items);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_CREDENTIAL_DATA_H_
