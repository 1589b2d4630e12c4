#include "calibration/possible_start.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

// Between neighbouring boundaries that are moved, where there is room for it.
constexpr double kDistance = 0.5;

// The boundaries of one item: values, and the parameters that may be moved.
class Boundaries {
 public:
  Boundaries(const CurveLayout& curve, const std::vector<double>& start,
             FreeParameters& parameters)
      : parameters_(parameters), own_(curve.num_parameters, -1) {
    const Slots slots = curve.SlotsAt(start);
    values_.assign(slots.begin(), slots.begin() + curve.num_parameters);
    for (int f = 0; f < curve.num_own; ++f) {
      if (curve.slot[f] < curve.num_parameters) {
        own_[curve.slot[f]] = curve.index[f];
      }
    }
  }

  // Slot 0 is the discrimination.
  void Order() {
    if (std::adjacent_find(values_.begin() + 1, values_.end(),
                           std::greater_equal<double>()) == values_.end()) {
      return;
    }
    const int size = static_cast<int>(values_.size());
    for (int k = 1; k < size;) {
      int end = k;
      while (end < size && own_[end] >= 0) ++end;
      Place(k, end);
      k = end + 1;
    }
    for (int k = 1; k < size; ++k) {
      if (own_[k] >= 0) parameters_.parameters[own_[k]].start = values_[k];
    }
  }

 private:
  // Those of [begin, end) are free, the ones beside them are not.
  void Place(int begin, int end) {
    const bool has_lower = begin > 1;
    const bool has_upper = end < static_cast<int>(values_.size());
    const double lower = has_lower ? values_[begin - 1] : 0;
    const double upper = has_upper ? values_[end] : 0;
    for (int k = begin; k < end; ++k) {
      if (has_lower && has_upper) {
        values_[k] =
            lower + (upper - lower) * (k + 1 - begin) / (end + 1 - begin);
      } else if (has_lower) {
        values_[k] = std::max(values_[k], values_[k - 1] + kDistance);
      }
    }
    for (int k = end - 1; k >= begin && has_upper && !has_lower; --k) {
      values_[k] = std::min(values_[k], values_[k + 1] - kDistance);
    }
  }

  FreeParameters& parameters_;
  std::vector<double> values_;  // [slot]
  std::vector<int> own_;        // [slot] index in parameters, -1: not its own
};

}  // namespace

absl::Status MakeStartPossible(const ResponseData& data,
                               FreeParameters& parameters) {
  for (int c = 0; c < parameters.num_items(); ++c) {
    const CurveLayout& curve = parameters.curves[c];
    if (std::holds_alternative<GradedResponse>(curve.model)) {
      Boundaries(curve, parameters.Start(), parameters).Order();
    }
    const Slots start = curve.SlotsAt(parameters.Start());
    const absl::Status status = ValidateParameters(
        curve.model, absl::MakeConstSpan(start.data(), curve.num_parameters));
    if (status.ok()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("item ", data.item_ids[curve.item],
                     ": no parameters are possible with the values and "
                     "equalities given: ",
                     status.message()));
  }
  return absl::OkStatus();
}

}  // namespace adaptest
