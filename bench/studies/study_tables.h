#ifndef ADAPTEST_BENCH_STUDIES_STUDY_TABLES_H_
#define ADAPTEST_BENCH_STUDIES_STUDY_TABLES_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "bench/studies/markdown_table.h"
#include "bench/studies/study_designs.h"

namespace adaptest {

// A figure with its standard error and 95 % interval.
struct Figure {
  double value = 0;
  double standard_error = 0;
  double lower = 0;
  double upper = 0;
};

using Values = std::vector<std::vector<double>>;  // [bank][examinee]

Values ValuesOf(const DesignResult& result,
                const std::function<double(const StudyTest&)>& value);

// a - b, person by person.
Values Differences(const Values& a, const Values& b);

// The mean over all, its error by 1 000 bootstrap samples of banks and, in
// each, of examinees.
Figure BootstrapMean(const Values& values, uint64_t seed);

// A mean over independent values.
Figure PlainMean(absl::Span<const double> values);

// The root of a mean, its error by the delta method.
Figure RootOf(const Figure& mean);

std::string WithError(const Figure& figure, int digits);     // 0.912 (0.003)
std::string WithInterval(const Figure& figure, int digits);  // 0.01 [0, 0.02]

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_STUDY_TABLES_H_
