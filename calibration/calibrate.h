#ifndef ADAPTEST_CALIBRATION_CALIBRATE_H_
#define ADAPTEST_CALIBRATION_CALIBRATE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/areas/areas_fit.h"
#include "calibration/fit_checkpoint.h"
#include "calibration/item_states.h"
#include "calibration/optimizer.h"
#include "calibration/parameter_constraint.h"
#include "calibration/parameter_prior.h"
#include "calibration/person_estimate.h"
#include "calibration/response_data.h"
#include "calibration/standard_errors.h"
#include "engine/item.h"

namespace adaptest {

struct CalibrationOptions {
  PriorChoice priors = {};
  // Items whose parameters are known: anchors. They fix the scale.
  std::vector<Item> fixed = {};
  std::vector<ParameterConstraint> constraints = {};
  // Each group of the data has a latent mean and sd of its own; the first one
  // is the reference.
  bool by_group = false;
  // The latent distribution of each group is estimated at the nodes (empirical
  // histogram), not normal; that of the reference has mean 0 and sd 1 (in units
  // of the latent scale) where no item is fixed. See latent_histogram.h.
  bool histogram = false;
  int nodes = 61;
  double range = 6;  // nodes lie on [-range, range], in latent sds
  double tolerance = 1e-5;
  int max_iterations = 500;
  ParameterInformation information = ParameterInformation::kOakes;
  int threads = 1;
  uint64_t seed = 0;             // 0: the start is not perturbed at random
  std::vector<Item> start = {};  // starting values of the items named here
  ProgressCallback progress = {};
  std::function<bool()> stop = {};  // true: end where the search is
  // Told where the fit stands, after every iteration; may be empty.
  std::function<void(const FitCheckpoint&)> save = {};
  std::optional<FitCheckpoint> resume = {};  // from where to go on
  bool estimate_persons = true;
  // Parameters ("c") whose profile intervals are found: attributes c_lower and
  // c_upper of the items (profile_intervals.h).
  std::vector<std::string> profile = {};
};

// The normal distribution of theta in a group of persons. An error is absent
// where the value is not estimated.
struct LatentEstimate {
  std::string group;
  double num_persons = 0;  // with their weights
  double mean = 0;
  double sd = 1;
  std::optional<double> mean_error;
  std::optional<double> sd_error;
  // Of an empirical histogram: theta and share of the persons at each node.
  std::vector<double> nodes = {};
  std::vector<double> weights = {};
};

struct Calibration {
  std::vector<Item> items;              // all items of the data; without
                                        // parameters where not fitted
  std::vector<ItemState> item_states;   // [item]
  std::vector<PersonEstimate> persons;  // of the data's own rank
  std::vector<std::string> priors;      // as text

  double num_persons = 0;  // with their weights
  double num_persons_without_answers = 0;
  double num_responses = 0;  // to fitted items, with weights
  int num_parameters = 0;
  double log_likelihood = 0;           // without the prior
  double log_prior = 0;                // with normalising constants
  std::vector<LatentEstimate> latent;  // [group], the reference first

  std::optional<AreasFit> areas;  // of CalibrateAreas

  int iterations = 0;
  bool converged = false;
  bool stopped = false;    // before it could converge, by options.stop
  bool identified = true;  // false: standard_errors tells why
  double max_gradient = 0;
  double max_step = 0;
  std::string standard_errors;  // ok, none, or why there are none
  CalibrationOptions options;
  double seconds = 0;  // filled in by whoever has a clock

  // Why there is no trustworthy answer, empty where there is one: the fit has
  // not converged, the data do not identify the parameters, every item has too
  // few answers.
  std::string Distrust() const;

  double Aic() const { return 2 * num_parameters - 2 * log_likelihood; }
  double Bic() const;
};

// Refuses options out of range; the message names option, value and range.
absl::Status CheckOptions(const CalibrationOptions& options);

// Copies status, enemy group, item set, expected seconds and attributes from
// items of the same id.
void CarryContents(const std::vector<Item>& from, std::vector<Item>& to);

// Fits item parameters by marginal maximum likelihood (Bock & Aitkin, 1981),
// or by maximum marginal posterior density where there are priors; persons are
// draws from a normal population (free_parameters.h). Ability estimates are
// posterior means (EAP) with posterior standard deviations, on the theta scale.
//
// Items whose answers determine no finite parameters are left out
// (item_states.h).
//
// Where the data are those of one rank, all ranks call this with the same
// options, and find the same but for the persons.
//
// Errors: options out of range, no persons, no items, nothing that can be
// estimated. A fit that does not converge is no error, but says so.
absl::StatusOr<Calibration> Calibrate(const ResponseData& data,
                                      const CalibrationOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_CALIBRATE_H_
