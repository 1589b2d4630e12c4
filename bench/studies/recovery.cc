#include "bench/studies/recovery.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "calibration/calibrate.h"
#include "calibration/response_data.h"
#include "engine/math/logistic.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

double Logit(double p) { return std::log(p / (1 - p)); }

// The fifth smallest of 21 uniform numbers.
double DrawBeta5And17(Random& random) {
  double uniform[21];
  for (double& u : uniform) u = random.Uniform();
  std::nth_element(uniform, uniform + 4, uniform + 21);
  return uniform[4];
}

std::vector<double> DrawItem(const RecoveryDesign& design, Random& random) {
  const double a = std::exp(design.truth.sd_log_a * random.Normal());
  const double b = design.truth.sd_b * random.Normal();
  if (ParametersOf(design.model, 2).size() == 2) return {a, b};
  const double c = design.truth.c_is_logit_normal
                       ? Logistic(-1.1 + 0.5 * random.Normal())
                       : DrawBeta5And17(random);
  return {a, b, c};
}

ResponseData DrawAnswers(const RecoveryDesign& design,
                         const std::vector<std::vector<double>>& items,
                         Random& random) {
  ResponseDataBuilder builder;
  for (size_t i = 0; i < items.size(); ++i) {
    static_cast<void>(builder.AddItem(absl::StrCat("i", i), design.model));
  }
  for (int p = 0; p < design.persons; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    for (size_t i = 0; i < items.size(); ++i) {
      const double right = ProbabilityRight(design.model, items[i], theta);
      builder.AddResponse(person, static_cast<int>(i),
                          random.Uniform() < right ? 1 : 0, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

absl::StatusOr<Calibration> FitAnswers(const RecoveryDesign& design,
                                       const ResponseData& data) {
  CalibrationOptions options;
  ASSIGN_OR_RETURN(options.priors, PriorChoice::Parse(design.priors));
  options.estimate_persons = false;
  if (design.profile) options.profile = {"c"};
  return Calibrate(data, options);
}

double ToWorking(int parameter, double x) {
  if (parameter == 0) return std::log(x);
  return parameter == 1 ? x : Logit(x);
}

double WorkingSlope(int parameter, double x) {
  if (parameter == 0) return 1 / x;
  return parameter == 1 ? 1 : 1 / (x * (1 - x));
}

double Attribute(const Item& item, const std::string& name) {
  const auto found = item.attributes.find(name);
  double value = 0;
  if (found == item.attributes.end()) return 0;
  return absl::SimpleAtod(found->second, &value) ? value : 0;
}

RecoveredParameter Recovered(const Item& item, int k, double truth, int draws,
                             Random& random) {
  const int size = static_cast<int>(item.parameters.size());
  RecoveredParameter r;
  r.truth = truth;
  r.estimate = item.parameters[k];
  r.error = std::sqrt(item.covariance[k * (size + 1)]);
  r.working_truth = ToWorking(k, truth);
  r.working_estimate = ToWorking(k, r.estimate);
  r.working_error = r.error * WorkingSlope(k, r.estimate);
  for (int d = 0; d < draws; ++d) {
    const double draw = r.working_estimate + r.working_error * random.Normal();
    r.rank += draw < r.working_truth;
  }
  if (k == 2) {
    r.profile_lower = Attribute(item, "c_lower");
    r.profile_upper = Attribute(item, "c_upper");
  }
  return r;
}

}  // namespace

std::vector<RecoveryDesign> RecoveryDesigns() {
  const TruthDistribution narrow = {0.3, 1, false};
  const TruthDistribution wide = {0.5, 2, false};
  const TruthDistribution logit = {0.5, 1, true};
  return {
      {"2pl", TwoPl(), narrow, {"none"}},
      {"2pl with its priors",
       TwoPl(),
       narrow,
       {"a=lognormal(0,0.3)", "b=normal(0,1)"}},
      {"2pl with priors on log a and b",
       TwoPl(),
       narrow,
       {"log(a)=normal(0,0.3)", "b=normal(0,1)"}},
      {"3pl with default priors", ThreePl(), wide, {"default"}},
      {"3pl with priors on log a, b and logit c",
       ThreePl(),
       logit,
       {"log(a)=normal(0,0.5)", "b=normal(0,1)", "logit(c)=normal(-1.1,0.5)"}}};
}

absl::StatusOr<RecoveryReplicate> RunRecovery(const RecoveryDesign& design,
                                              int replicate) {
  Random random = Random::Stream(design.seed, replicate);
  std::vector<std::vector<double>> truth;
  for (int i = 0; i < design.items; ++i) {
    truth.push_back(DrawItem(design, random));
  }
  ASSIGN_OR_RETURN(const Calibration fit,
                   FitAnswers(design, DrawAnswers(design, truth, random)));
  RecoveryReplicate result;
  result.converged = fit.converged;
  result.parameters.resize(truth[0].size());
  for (int i = 0; i < design.items; ++i) {
    for (size_t k = 0; k < truth[i].size(); ++k) {
      result.parameters[k].push_back(Recovered(fit.items[i],
                                               static_cast<int>(k), truth[i][k],
                                               design.draws, random));
    }
  }
  return result;
}

}  // namespace adaptest
