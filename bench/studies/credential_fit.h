#ifndef ADAPTEST_BENCH_STUDIES_CREDENTIAL_FIT_H_
#define ADAPTEST_BENCH_STUDIES_CREDENTIAL_FIT_H_

#include <string>
#include <vector>

#include "calibration/calibrate.h"
#include "calibration/fit/assess_fit.h"
#include "calibration/response_data.h"

namespace adaptest {

// Fits that cannot fail on the data of the study, at default options.
Calibration FitThreePl(const ResponseData& data, int threads,
                       ParameterInformation information);

// `known`: the items come from other answers. ItemFit::item is null.
FitReport ReportFit(const ResponseData& data, const std::vector<Item>& items,
                    int threads, bool known);

// What is said of the fit of all items, by name.
struct NamedCell {
  std::string name;
  std::string value;
};
std::vector<NamedCell> DescribeFit(const ResponseData& data,
                                   const Calibration& fit, int threads);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_CREDENTIAL_FIT_H_
