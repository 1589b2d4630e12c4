#ifndef ADAPTEST_CALIBRATION_SIMULATION_SIMULATION_H_
#define ADAPTEST_CALIBRATION_SIMULATION_SIMULATION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/simulation/examinee.h"
#include "calibration/simulation/reliability.h"

namespace adaptest {

// A simulation study of one mode of an exam.
struct SimulationOptions {
  std::shared_ptr<const PreparedExam> exam;
  int mode = 0;
  uint64_t seed = 1;
  int threads = 1;
  ExamineeOptions examinee;
  const ItemBank* true_bank = nullptr;  // see SimulateExaminee
  // Called now and then with the number of examinees done; may be empty.
  std::function<void(int done)> progress;
};

// One session a true ability, in this order. The same for any number of
// threads: where the mode controls exposure, examinees are done in batches of
// kExposureBatch, each of which sees the counts of those before it.
std::vector<SimulatedExaminee> Simulate(const SimulationOptions& options,
                                        absl::Span<const double> thetas);

inline constexpr int kExposureBatch = 32;

// What a study shows. Each statistic has its standard error over examinees.
struct SimulationSummary {
  int examinees = 0;
  Statistic mean_length;  // questions given, pretest included
  Statistic mean_scored_length;
  Statistic bias;  // mean of estimate - theta
  Statistic rmse;
  Statistic coverage_95;        // share of theta in the credible interval
  Statistic decision_accuracy;  // decision = (theta >= theta_cut)
  Statistic brier;              // pass probability against a fresh form
  Statistic ece;
  Statistic ece_floor;
  Statistic calibration_slope;
  Statistic calibration_intercept;
  Statistic max_exposure;  // of a scored item
  Statistic mean_overlap;  // share of scored items common to two persons
  int blueprint_violations = 0;
};

SimulationSummary Summarize(const SimulationOptions& options,
                            absl::Span<const SimulatedExaminee> examinees);

// [item]: how many of the examinees were given it as a scored item.
std::vector<double> TimesGiven(absl::Span<const SimulatedExaminee> examinees,
                               int num_items);

// summary.json, with the speed in examinees a second.
std::string WriteSummaryJson(const SimulationSummary& summary,
                             double examinees_per_second);

// examinees.csv, a row an examinee simulated with person fit: person_id, theta
// (the true one), n_items (scored), estimate, posterior_sd, passed (1 or 0),
// pass_probability, lz_star, cusum_upper, cusum_lower, aberrant (1 or 0). An
// lz_star that is not defined is empty, and so is aberrant where the mode has
// no bounds.
std::string WriteExamineesCsv(absl::Span<const std::string> person_ids,
                              absl::Span<const SimulatedExaminee> examinees);

// The answers as a response log: person_id, item_id, response.
std::string WriteResponseLog(const ItemBank& bank,
                             absl::Span<const std::string> person_ids,
                             absl::Span<const SimulatedExaminee> examinees);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_SIMULATION_H_
