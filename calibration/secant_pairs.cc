#include "calibration/secant_pairs.h"

#include <utility>

namespace adaptest {
namespace {

// Of the vectors' elements that are not held.
double FreeProduct(const std::vector<double>& x, const std::vector<double>& y,
                   const std::vector<bool>& held) {
  double sum = 0;
  for (size_t j = 0; j < x.size(); ++j) sum += held[j] ? 0 : x[j] * y[j];
  return sum;
}

void AddFree(double scale, const std::vector<double>& x,
             const std::vector<bool>& held, std::vector<double>& out) {
  for (size_t j = 0; j < x.size(); ++j) out[j] += held[j] ? 0 : scale * x[j];
}

}  // namespace

void SecantPairs::Add(std::vector<double> step, std::vector<double> fall) {
  double product = 0;
  for (size_t j = 0; j < step.size(); ++j) product += step[j] * fall[j];
  if (!(product > 0)) return;
  pairs_.push_back({std::move(step), std::move(fall)});
  if (pairs_.size() > kMaxPairs) pairs_.pop_front();
}

std::vector<double> SecantPairs::Improve(const Inverse& inverse,
                                         const std::vector<bool>& held,
                                         std::vector<double> gradient) const {
  std::vector<double> share(pairs_.size(), 0), product(pairs_.size(), 0);
  for (size_t i = pairs_.size(); i-- > 0;) {
    const auto& [step, fall] = pairs_[i];
    product[i] = FreeProduct(step, fall, held);
    if (!(product[i] > 0)) continue;
    share[i] = FreeProduct(step, gradient, held) / product[i];
    AddFree(-share[i], fall, held, gradient);
  }
  std::vector<double> result = inverse(gradient);
  for (size_t i = 0; i < pairs_.size(); ++i) {
    const auto& [step, fall] = pairs_[i];
    if (!(product[i] > 0)) continue;
    const double other = FreeProduct(fall, result, held) / product[i];
    AddFree(share[i] - other, step, held, result);
  }
  return result;
}

}  // namespace adaptest
