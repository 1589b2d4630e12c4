#include "calibration/hyper_priors.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "engine/status_macros.h"
#include "engine/uncertainty/hyper_parameters.h"

namespace adaptest {
namespace {

constexpr int kMaxRounds = 50;
constexpr double kSettled = 1e-3;

struct HyperPrior {
  const char* parameter;
  const char* subject;  // as priors are written
  HyperParameter first;
  HyperParameter HyperParameters::*member;
};

const HyperPrior kHyperPriors[] = {
    {"a", "log(a)", {0, 0.5}, &HyperParameters::a},
    {"b", "b", {0, 2}, &HyperParameters::b},
    {"c", "logit(c)", {-1.4, 0.56}, &HyperParameters::c},
    {"d", "logit(d)", {2.9, 0.7}, &HyperParameters::d}};

bool HasFreeParameter(const ResponseData& data, absl::string_view name) {
  for (const ResponseModel& model : data.models) {
    for (const ParameterRange& range : ParametersOf(model, 2)) {
      if (range.name == name && range.lower < range.upper) return true;
    }
  }
  return false;
}

absl::StatusOr<PriorChoice> PriorsOf(const HyperParameters& hyper,
                                     const ResponseData& data) {
  std::vector<std::string> texts;
  for (const HyperPrior& prior : kHyperPriors) {
    if (!HasFreeParameter(data, prior.parameter)) continue;
    const HyperParameter& h = hyper.*prior.member;
    texts.push_back(absl::StrCat(prior.subject, "=normal(",
                                 FormatNumber(h.mean), ",", FormatNumber(h.sd),
                                 ")"));
  }
  if (texts.empty()) texts.push_back("none");
  return PriorChoice::Parse(texts);
}

// What the items say, and the first prior where they are too few to say it.
HyperParameters Learn(const std::vector<Item>& items,
                      const HyperParameters& prior) {
  std::vector<Item> fitted;
  std::copy_if(items.begin(), items.end(), std::back_inserter(fitted),
               [](const Item& item) { return !item.parameters.empty(); });
  HyperParameters learned = EstimateHyperParameters(fitted, prior);
  for (const HyperPrior& each : kHyperPriors) {
    HyperParameter& h = learned.*each.member;
    if (std::isinf(h.sd)) h = each.first;
  }
  return learned;
}

double Change(const HyperParameters& x, const HyperParameters& y) {
  double change = 0;
  for (const HyperPrior& each : kHyperPriors) {
    const HyperParameter& from = x.*each.member;
    const HyperParameter& to = y.*each.member;
    change = std::max(
        {change, std::abs(from.mean - to.mean), std::abs(from.sd - to.sd)});
  }
  return change;
}

}  // namespace

absl::StatusOr<Calibration> CalibrateWithHyperPriors(
    const ResponseData& data, CalibrationOptions options) {
  if (options.information == ParameterInformation::kNone) {
    options.information = ParameterInformation::kOakes;
  }
  HyperParameters hyper;
  for (const HyperPrior& each : kHyperPriors) hyper.*each.member = each.first;
  for (int round = 1;; ++round) {
    ASSIGN_OR_RETURN(options.priors, PriorsOf(hyper, data));
    ASSIGN_OR_RETURN(Calibration fit, Calibrate(data, options));
    if (fit.stopped || fit.standard_errors != "ok" || round == kMaxRounds) {
      return fit;
    }
    const HyperParameters learned = Learn(fit.items, hyper);
    if (Change(hyper, learned) < kSettled) return fit;
    hyper = learned;
    options.start = std::move(fit.items);
    options.resume.reset();
  }
}

}  // namespace adaptest
