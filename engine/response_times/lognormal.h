#ifndef ADAPTEST_ENGINE_RESPONSE_TIMES_LOGNORMAL_H_
#define ADAPTEST_ENGINE_RESPONSE_TIMES_LOGNORMAL_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace adaptest {

// Lognormal model of response times (van der Linden, 2006):
//
//   log t_i ~ N(beta_i - tau, 1 / alpha_i^2)
//
//   t_i      seconds taken for item i
//   tau      speed of the examinee, in log seconds; larger is faster
//   beta_i   time intensity of the item, in log seconds
//   alpha_i  time discrimination, alpha_i > 0, per log second
//
// Times of different items are independent given tau.
struct ResponseTimeParameters {
  double time_intensity;
  double time_discrimination;
};

// The parameters of an item that has both of them; none where it has neither.
// Refuses one without the other.
absl::StatusOr<std::optional<ResponseTimeParameters>> ResponseTimeOf(
    const std::optional<double>& time_intensity,
    const std::optional<double>& time_discrimination);

// Refuses an intensity outside [-10, 20] and a discrimination outside
// [0.01, 100].
absl::Status ValidateResponseTime(const ResponseTimeParameters& item);

struct TimedAnswer {
  ResponseTimeParameters item;
  double seconds;  // > 0
};

// Speed in the population: N(mean, sd^2), sd > 0.
struct SpeedPrior {
  double mean = 0;
  double sd = 1;
};

struct SpeedEstimate {
  double speed;
  double standard_error;
};

// Maximum likelihood estimate sum of alpha^2 (beta - log t) / sum of alpha^2,
// with standard error 1 / sqrt(sum of alpha^2). With a prior both sums get its
// term, mean / sd^2 and 1 / sd^2: mean and sd of the posterior, which is
// normal. Empty without answers and prior.
std::optional<SpeedEstimate> EstimateSpeed(
    absl::Span<const TimedAnswer> answers,
    const std::optional<SpeedPrior>& prior);

// E(t) = exp(beta - speed + 1 / (2 alpha^2)), in seconds.
double ExpectedSeconds(const ResponseTimeParameters& item, double speed);

// out[i] = how much slower (above 0) or faster answer i was than the speed in
// all the other answers, and the prior, lets expect:
//
//   z_i = alpha_i (log t_i - beta_i + tau_(-i))
//         / sqrt(1 + alpha_i^2 SE(tau_(-i))^2),
//
// which is standard normal where the model holds. Without a prior
// SE^2 = 1 / sum over j != i of alpha_j^2. Empty where nothing gives tau_(-i).
std::vector<std::optional<double>> ResponseTimeResiduals(
    absl::Span<const TimedAnswer> answers,
    const std::optional<SpeedPrior>& prior);

// Residuals below this are rapid, at 2.5 % false alarms.
inline constexpr double kRapidResidual = -1.96;

// Whether an answer looks like a guess without reading: rapid and wrong.
// Without a residual it does not.
bool IsRapidGuess(const std::optional<double>& residual, bool right,
                  double threshold = kRapidResidual);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_RESPONSE_TIMES_LOGNORMAL_H_
