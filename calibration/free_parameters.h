#ifndef ADAPTEST_CALIBRATION_FREE_PARAMETERS_H_
#define ADAPTEST_CALIBRATION_FREE_PARAMETERS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "calibration/curve_layout.h"
#include "calibration/parameter_constraint.h"
#include "calibration/parameter_prior.h"
#include "calibration/person_groups.h"
#include "calibration/response_data.h"
#include "engine/item.h"

namespace adaptest {

// One element of x: where it may lie, and its prior.
struct FreeParameter {
  std::string name;  // of the parameter: "a", "b2", "sd"
  int curve;         // index in `curves`, or -1 where several share it
  double lower;
  double upper;
  double start;
  std::vector<ParameterPrior> priors;  // at most one
  // The prior density is 0 at that end of the range.
  bool is_open_below = false;
  bool is_open_above = false;
};

// What is known of the parameters before a fit.
struct ParameterChoice {
  PriorChoice priors = {};
  // Parameters of these items are as given, and not estimated: anchors.
  std::vector<Item> anchors = {};
  std::vector<ParameterConstraint> constraints = {};
  // Items to fit: [item]. Empty: all.
  std::vector<bool> included = {};
  // The density of each group is not normal but given, and not estimated here:
  // by SetLatentDensity.
  bool density_is_given = false;
};

// The free parameters of a calibration, in natural units.
//
//   rasch, pcm        b of each item; the latent scale, which all items share
//   1pl               b of each item; one a, which its items share
//   the others        all parameters of each item
//
// The latent scale is 1 unless there is an item of rasch or pcm. Persons of the
// reference group are N(0, 1) in units of z = theta / scale, where no item is
// an anchor; other groups have a mean and sd of their own. Anchors fix the
// scale: then every group has a mean and sd of its own, and theta = z.
struct FreeParameters {
  // Keeps no reference. Refuses constraints and anchors that contradict one
  // another, that name what is not there, and anchors of another model.
  static absl::StatusOr<FreeParameters> Make(const ResponseData& data,
                                             const PersonGroups& groups,
                                             const ParameterChoice& choice);

  int size() const { return static_cast<int>(parameters.size()); }
  int num_items() const { return num_items_; }

  // Sum of the log prior densities at x, -infinity outside a support; slopes
  // and curvatures are added to the vectors given, which may be null.
  double LogPrior(absl::Span<const double> x, std::vector<double>* slope,
                  std::vector<double>* curvature) const;

  std::vector<double> Start() const;

  // The latent mean and sd of a group, in units of theta.
  double LatentScale(absl::Span<const double> x) const {
    return latent_scale < 0 ? 1 : x[latent_scale];
  }
  double LatentMean(absl::Span<const double> x, int group) const;
  double LatentSd(absl::Span<const double> x, int group) const;
  void SetLatentDensity(int group, std::vector<double> log_density) {
    curves[num_items_ + group].log_density = std::move(log_density);
  }

  // The items that are fitted, in the order of the data; then the groups.
  std::vector<CurveLayout> curves;
  std::vector<FreeParameter> parameters;
  int latent_scale = -1;  // index in parameters, or -1 where it is 1

 private:
  friend class FreeParametersBuilder;

  int num_items_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FREE_PARAMETERS_H_
