#ifndef ADAPTEST_CALIBRATION_FIT_OPTION_ANALYSIS_H_
#define ADAPTEST_CALIBRATION_FIT_OPTION_ANALYSIS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "calibration/fit/assess_fit.h"
#include "calibration/fit/classical.h"
#include "calibration/response_data.h"

namespace adaptest {

// One option of an item: who chose it. The option of an omitted answer that was
// scored is "".
struct OptionStatistics {
  std::string option;
  double score = 0;                       // mean category that it was scored
  double n = 0;                           // persons who chose it
  Figure share;                           // of those who answered
  Figure mean_theta;                      // of the EAP from their other answers
  std::optional<double> mean_rest_score;  // of those in the complete block
  Figure point_biserial;  // of choosing it with the EAP from other answers
};

// Distractor analysis. The options of an item are in the order of their text.
class OptionAnalysis {
 public:
  static constexpr int kMaxOptions = 64;  // of one item

  // Keeps references to both, which must outlive this.
  OptionAnalysis(const ResponseData& data, const FitReport& report);

  // The person, a number of the data, chose the option. Nothing is counted
  // where the data have no such answer. More than kMaxOptions different options
  // of an item are an error.
  absl::Status Add(int person, int item, absl::string_view option);

  bool empty() const;

  // [item of the data][option]
  std::vector<std::vector<OptionStatistics>> Results() const;

 private:
  struct Sums {
    double score = 0;
    CorrelationSums theta;  // n, and y = EAP; x = 1
    double rest_n = 0;
    double rest = 0;
  };

  const ResponseData& data_;
  const FitReport& report_;
  std::vector<double> block_score_;                // [person], or -1
  std::vector<char> is_in_block_;                  // [item]
  std::vector<std::map<std::string, Sums>> sums_;  // [item]
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_OPTION_ANALYSIS_H_
