#ifndef ADAPTEST_CALIBRATION_SIMULATION_SUMMARY_JSON_H_
#define ADAPTEST_CALIBRATION_SIMULATION_SUMMARY_JSON_H_

#include <optional>
#include <string>

#include "absl/types/span.h"
#include "calibration/simulation/paired_differences.h"
#include "calibration/simulation/summary.h"

namespace adaptest {

// A figure of a summary or of a difference by its name in files and in words.
template <class Figures>
struct NamedFigure {
  const char* key;
  const char* label;
  Statistic Figures::*figure;
};
absl::Span<const NamedFigure<SimulationSummary>> SummaryFigures();
absl::Span<const NamedFigure<StudyDifference>> DifferenceFigures();

// What became of one exam.
struct StudyResult {
  std::string label;  // of the exam among several
  std::string exam;   // its name in the profile
  std::string mode;
  std::string abilities;  // where true abilities come from, in words
  double theta_cut = 0;
  int64_t left_out = 0;  // persons on record without a test of their answers
  SimulationSummary summary;
  std::optional<StudyDifference> difference;  // from the first of several
  double examinees_per_second = 0;
};

// summary.json: one object, or an array of them with a key `exam` each.
std::string WriteSummaryJson(absl::Span<const StudyResult> results);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_SUMMARY_JSON_H_
