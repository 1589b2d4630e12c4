#ifndef ADAPTEST_CALIBRATION_FILES_ITEM_FIT_CSV_H_
#define ADAPTEST_CALIBRATION_FILES_ITEM_FIT_CSV_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/fit/assess_fit.h"
#include "calibration/fit/option_analysis.h"

namespace adaptest {

// Texts of the tables of a fit report. What is not defined is an empty field;
// numbers have 17 significant digits. Columns are described in
// docs/item-fit.md.

// A row an item.
std::string WriteItemFitCsv(const FitReport& report);

// A row a pair of items: item_1, item_2, n, q3, se_q3, q3_adjusted.
std::string WriteQ3Csv(const FitReport& report);

// A row an item, category and bin of ability.
std::string WriteCurvesCsv(const FitReport& report);

// A row an item and option; `options` as OptionAnalysis gives them.
std::string WriteOptionsCsv(
    const FitReport& report,
    absl::Span<const std::vector<OptionStatistics>> options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEM_FIT_CSV_H_
