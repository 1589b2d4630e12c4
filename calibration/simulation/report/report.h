#ifndef ADAPTEST_CALIBRATION_SIMULATION_REPORT_REPORT_H_
#define ADAPTEST_CALIBRATION_SIMULATION_REPORT_REPORT_H_

#include <string>

#include "absl/types/span.h"
#include "calibration/simulation/exposure_tally.h"
#include "calibration/simulation/summary_json.h"
#include "engine/item_bank.h"

namespace adaptest {

// What the report shows of one exam.
struct ReportedExam {
  StudyResult result;
  const ExposureTally* exposure;  // owned by the caller
};

// report.html: one file that needs nothing else, for screens light and dark and
// for paper. Plots of several exams share their axes. The numbers are those of
// summary.json and items.csv; the speed is left out, so that the same study
// gives the same bytes.
std::string WriteReport(const ItemBank& bank,
                        absl::Span<const ReportedExam> exams);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_REPORT_REPORT_H_
