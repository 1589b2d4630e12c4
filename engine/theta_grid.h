#ifndef ADAPTEST_ENGINE_THETA_GRID_H_
#define ADAPTEST_ENGINE_THETA_GRID_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace adaptest {

// Equally spaced nodes on [lower, upper], both ends included. Integrals over
// theta are sums over the nodes (the trapezoidal rule, whose error for smooth
// densities that vanish at the ends is far below any other error here).
class ThetaGrid {
 public:
  static constexpr int kMinNodes = 5;
  static constexpr int kMaxNodes = 10001;
  static constexpr double kMaxRange = 50;

  // The default of the exam profile: 121 nodes on [-6, 6].
  ThetaGrid() : ThetaGrid(121, -6, 6) {}

  static absl::StatusOr<ThetaGrid> Make(int nodes, double lower, double upper) {
    if (nodes < kMinNodes || nodes > kMaxNodes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "nodes = ", nodes, " is outside [", kMinNodes, ", ", kMaxNodes, "]"));
    }
    if (!(lower >= -kMaxRange && upper <= kMaxRange && lower < upper)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "theta range ", lower, " to ", upper, " is not an interval inside [-",
          kMaxRange, ", ", kMaxRange, "]"));
    }
    return ThetaGrid(nodes, lower, upper);
  }

  int size() const { return nodes_; }
  double lower() const { return lower_; }
  double upper() const { return upper_; }
  double spacing() const { return (upper_ - lower_) / (nodes_ - 1); }

  // Node q, for q in [0, size()). A grid symmetric about 0 has nodes that are.
  double theta(int q) const {
    return (lower_ * (nodes_ - 1 - q) + upper_ * q) / (nodes_ - 1);
  }

 private:
  ThetaGrid(int nodes, double lower, double upper)
      : nodes_(nodes), lower_(lower), upper_(upper) {}

  int nodes_;
  double lower_;
  double upper_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_THETA_GRID_H_
