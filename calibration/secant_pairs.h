#ifndef ADAPTEST_CALIBRATION_SECANT_PAIRS_H_
#define ADAPTEST_CALIBRATION_SECANT_PAIRS_H_

#include <deque>
#include <functional>
#include <vector>

namespace adaptest {

// What the last steps tell about the curvature: pairs of a change of x and the
// change of the gradient by it. With them an approximate inverse of minus the
// Hessian is made a better one (L-BFGS: Nocedal, 1980).
class SecantPairs {
 public:
  static constexpr size_t kMaxPairs = 8;

  // A step, and by how much the gradient fell. Ignored where the surface is not
  // concave along it.
  void Add(std::vector<double> step, std::vector<double> fall);
  void Clear() { pairs_.clear(); }

  // The inverse times `gradient`, where `inverse` multiplies by the approximate
  // one. Of vectors only the elements that are not held are looked at.
  using Inverse =
      std::function<std::vector<double>(const std::vector<double>&)>;
  std::vector<double> Improve(const Inverse& inverse,
                              const std::vector<bool>& held,
                              std::vector<double> gradient) const;

 private:
  struct Pair {
    std::vector<double> step;
    std::vector<double> fall;
  };

  std::deque<Pair> pairs_;  // the oldest first
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SECANT_PAIRS_H_
