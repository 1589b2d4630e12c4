#ifndef ADAPTEST_CALIBRATION_CURVE_LAYOUT_H_
#define ADAPTEST_CALIBRATION_CURVE_LAYOUT_H_

#include <array>
#include <vector>

#include "absl/types/span.h"
#include "engine/response_model.h"

namespace adaptest {

// What the curves of an item at z depend on: its parameters, in the order of
// its model, and the scale of the latent variable, theta = scale z. Those of a
// group's latent density: its mean and standard deviation, in units of z.
inline constexpr int kMaxSlots = kMaxParameters + 1;
inline constexpr int kLatentScale = kMaxParameters;
using Slots = std::array<double, kMaxSlots>;

// How one set of curves, rows of the table of log-probabilities, depends on the
// vector x of free parameters: those of an item, a row a category; or the
// latent density of a group, one row.
struct CurveLayout {
  int item = -1;   // in the response data, or
  int group = -1;  // in PersonGroups
  int first_row = 0;
  int num_rows = 0;
  ResponseModel model;  // of an item
  int num_parameters = 0;

  // Of a group whose density is no normal one: its logarithm at the nodes.
  std::vector<double> log_density = {};

  Slots fixed = {};  // values of slots that are not free
  int num_free = 0;  // free slots: the curve's own ones first,
  int num_own = 0;   // then those shared with other curves
  std::array<int, kMaxSlots> slot = {};   // [free] which slot
  std::array<int, kMaxSlots> index = {};  // [free] which element of x

  bool is_item() const { return item >= 0; }

  Slots SlotsAt(absl::Span<const double> x) const {
    Slots slots = fixed;
    for (int f = 0; f < num_free; ++f) slots[slot[f]] = x[index[f]];
    return slots;
  }

  void AddFree(int s, int x_index) {
    slot[num_free] = s;
    index[num_free++] = x_index;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_CURVE_LAYOUT_H_
