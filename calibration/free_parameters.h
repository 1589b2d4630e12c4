#ifndef ADAPTEST_CALIBRATION_FREE_PARAMETERS_H_
#define ADAPTEST_CALIBRATION_FREE_PARAMETERS_H_

#include <array>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/parameter_prior.h"
#include "calibration/response_data.h"
#include "engine/response_model.h"

namespace adaptest {

// The most parameters of an item of a model that can be calibrated.
inline constexpr int kMaxCalibratedParameters = 4;

// What an item's curve at z depends on: its parameters, in the order of its
// model, and the latent standard deviation, theta = sd z.
inline constexpr int kMaxSlots = kMaxCalibratedParameters + 1;
inline constexpr int kLatentSd = kMaxCalibratedParameters;
using Slots = std::array<double, kMaxSlots>;

// How the slots of one item depend on the vector x of free parameters.
struct ItemLayout {
  int item;  // in the response data
  int first_row;
  int num_categories;
  ResponseModel model;
  int num_parameters;

  Slots fixed;                       // values of slots that are not free
  int num_free = 0;                  // free slots: the item's own ones first,
  int num_own = 0;                   // then those shared with other items
  std::array<int, kMaxSlots> slot;   // [free] which slot
  std::array<int, kMaxSlots> index;  // [free] which element of x

  Slots SlotsAt(absl::Span<const double> x) const {
    Slots slots = fixed;
    for (int f = 0; f < num_free; ++f) slots[slot[f]] = x[index[f]];
    return slots;
  }
};

// One element of x: where it may lie, and its prior.
struct FreeParameter {
  std::string name;  // of the parameter: "a"
  int item;          // index in `items`, or -1 where it is shared
  double lower;
  double upper;
  double start;
  std::vector<ParameterPrior> priors;  // at most one
};

// The free parameters of a calibration, in natural units.
//
//   rasch             b of each item; the latent sd, which all items share
//   1pl               b of each item; one a, which its items share
//   2pl, 3pl, 4pl     all parameters of each item
//
// The latent sd is 1 unless there is a rasch item.
struct FreeParameters {
  // For the items of `data` marked in `included`.
  FreeParameters(const ResponseData& data, const PriorChoice& priors,
                 const std::vector<bool>& included);

  int size() const { return static_cast<int>(parameters.size()); }

  // Sum of the log prior densities at x, -infinity outside a support; slopes
  // and curvatures are added to the vectors given, which may be null.
  double LogPrior(absl::Span<const double> x, std::vector<double>* slope,
                  std::vector<double>* curvature) const;

  std::vector<double> Start() const;

  std::vector<ItemLayout> items;
  std::vector<FreeParameter> parameters;
  int latent_sd = -1;  // index in parameters, or -1 where it is 1

 private:
  int AddParameter(const ParameterRange& range, int item,
                   absl::Span<const ParameterPrior> priors, double start);
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FREE_PARAMETERS_H_
