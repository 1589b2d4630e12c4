#ifndef ADAPTEST_CALIBRATION_CALIBRATOR_H_
#define ADAPTEST_CALIBRATION_CALIBRATOR_H_

#include <utility>
#include <vector>

#include "calibration/calibrate.h"
#include "calibration/marginal_posterior.h"
#include "calibration/person_groups.h"
#include "calibration/standard_errors.h"

namespace adaptest {

// Runs one fit and collects what is to be reported: the inside of Calibrate,
// after everything has been checked.
class Calibrator {
 public:
  Calibrator(const ResponseData& data, const CalibrationOptions& options,
             const ThetaGrid& grid, const PersonGroups& groups,
             FreeParameters parameters)
      : data_(data),
        options_(options),
        groups_(groups),
        nodes_(grid),
        parameters_(std::move(parameters)),
        num_responses_(SumOf(data.ranks(), data.num_responses())),
        fingerprint_(FingerprintOf(data, parameters_)),
        expectation_(data, groups_, nodes_, options.threads),
        posterior_(parameters_, expectation_) {}

  Calibration Run(std::vector<ItemState> states) &&;

 private:
  std::vector<double> Start() const;
  OptimizerOptions SearchOptions() const;
  void BeginHistograms();
  double UpdateHistograms();
  void FitHistograms(OptimizerOptions search, Optimum& optimum);
  void ReportHistograms(const Optimum& optimum);
  void ReportFit(const Optimum& optimum);
  void ReportItems(const Optimum& optimum);
  void ReportUnsettled(const Optimum& optimum);
  bool HasEnoughPatterns() const;
  void ReportLatent(const Optimum& optimum);
  void ReportErrors(const Optimum& optimum);
  void ReportLatentErrors(const CurveCovariances& covariances,
                          const Optimum& optimum);
  void ReportIntervals(const Optimum& optimum, const OptimizerOptions& search);
  void ReportCounts();
  void ReportPriors();

  const ResponseData& data_;
  const CalibrationOptions& options_;
  const PersonGroups& groups_;
  LatentNodes nodes_;
  FreeParameters parameters_;
  double num_responses_;  // of all ranks
  uint64_t fingerprint_;
  Expectation expectation_;
  MarginalPosterior posterior_;
  Calibration result_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_CALIBRATOR_H_
