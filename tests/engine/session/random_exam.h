#ifndef ADAPTEST_TESTS_ENGINE_SESSION_RANDOM_EXAM_H_
#define ADAPTEST_TESTS_ENGINE_SESSION_RANDOM_EXAM_H_

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/exam_builder.h"

namespace adaptest {

// Exam profiles of one adaptive mode, each rule drawn from its family with
// parameters at random. A few are refused, as bank and rule do not fit.
class RandomExam {
 public:
  static constexpr int kOperational = 20;
  static constexpr int kPretest = 3;

  // The criterion is that of this index, so that a run of draws has them all.
  RandomExam(int criterion, uint64_t seed) : random_(seed) {
    bank_ = DrawBank();
    const int scored = 4 + static_cast<int>(random_.Below(6));
    exam_ = ContentExam(scored, static_cast<int>(random_.Below(kPretest + 1)));
    exam_.modes.resize(1);
    exam_.nodes = 31;
    DrawConstraints(scored);
    exam_.estimator =
        Named({"eap", "eap", "map", "mle", "wle", "huber", "tukey"});
    exam_.parameter_uncertainty =
        one_model_ && exam_.estimator.rule == "eap" && random_.Below(3) == 0;
    Mode& mode = exam_.modes[0];
    mode.criterion = DrawCriterion(criterion);
    mode.strategy = DrawStrategy();
    for (uint64_t n = random_.Below(3); n > 0; --n) {
      mode.exposure.push_back(DrawExposure());
    }
    mode.stopping_rules = {NamedRule("fixed_length")};
    for (uint64_t n = random_.Below(3); n > 0; --n) {
      mode.stopping_rules.push_back(DrawStoppingRule(true));
    }
    mode.time_limit_seconds = random_.Below(2) * 300.0;
    mode.decision = DrawDecision();
    mode.score_prior = DrawPrior(false);
    mode.selection_prior =
        random_.Below(2) == 0 ? mode.score_prior : DrawPrior(true);
  }

  const Exam& exam() const { return exam_; }
  const ItemBank& bank() const { return *bank_; }

  std::string Description() const {
    const Mode& mode = exam_.modes[0];
    std::string text = absl::StrCat(
        exam_.estimator.rule, ", ", mode.criterion.rule, ", ",
        mode.strategy.rule, ", priors ", mode.score_prior.rule, " ",
        mode.selection_prior.rule, ", decision ", mode.decision.rule);
    for (const Rule& rule : mode.exposure)
      absl::StrAppend(&text, ", ", rule.rule);
    for (const Rule& rule : mode.stopping_rules) {
      absl::StrAppend(&text, ", ", rule.rule);
    }
    return text;
  }

 private:
  double Between(double low, double high) {
    return low + (high - low) * random_.Uniform();
  }

  std::string OneOf(const std::vector<std::string>& names) {
    return names[random_.Below(names.size())];
  }
  Rule Named(const std::vector<std::string>& names) {
    return NamedRule(OneOf(names));
  }

  std::vector<double> DrawParameters(const std::string& model) {
    if (model == "nrm") {
      return {Between(0.3, 1), Between(1, 2), Between(-1, 1), Between(-1, 1)};
    }
    return {Between(0.6, 2), Between(-2, -0.5), Between(0, 1.5)};
  }

  // One dichotomous model, or items of several models with three categories
  // among dichotomous ones.
  std::optional<ItemBank> DrawBank() {
    const std::string model = OneOf({"rasch", "2pl", "3pl", "4pl", "mixed"});
    one_model_ = model == "2pl" || model == "3pl";
    std::vector<Item> items =
        ContentBank(model == "mixed" ? "3pl" : model, kOperational, kPretest,
                    random_.Bits())
            .items();
    for (Item& item : items) {
      if (model == "mixed" && random_.Below(2) == 0) {
        const std::string other = OneOf({"grm", "gpcm", "nrm"});
        item.model = *ResponseModelByName(other);
        item.parameters = DrawParameters(other);
      }
      if (!one_model_) continue;
      const size_t n = item.parameters.size();
      item.covariance.assign(n * n, 0);
      for (size_t k = 0; k < n; ++k) item.covariance[k * n + k] = 0.01;
    }
    return *ItemBank::Make(std::move(items));
  }

  void DrawConstraints(int scored) {
    if (random_.Below(4) == 0) exam_.constraints.clear();
    if (random_.Below(2) == 0) {
      exam_.constraints.push_back(
          CountOf("B2", "area == \"2b\"", 1, scored - 3));
    }
  }

  Rule DrawCriterion(int index) {
    static const std::vector<std::string> kNames = {"mfi",
                                                    "mpwi",
                                                    "mlwi",
                                                    "mei",
                                                    "mepv",
                                                    "kl",
                                                    "klp",
                                                    "bOpt",
                                                    "thOpt",
                                                    "gdi",
                                                    "gdip",
                                                    "progressive",
                                                    "proportional",
                                                    "a_stratified",
                                                    "cut_information",
                                                    "entropy",
                                                    "decision_information",
                                                    "random"};
    Rule rule = NamedRule(kNames[index % kNames.size()]);
    if (rule.rule == "mei") {
      rule.options["information"] = OneOf({"observed", "expected"});
    }
    if (rule.rule == "mepv") {
      rule.options["probability"] = OneOf({"estimate", "predictive"});
    }
    if (rule.rule == "progressive" || rule.rule == "proportional") {
      rule.parameters["acceleration"] = Between(0, 3);
    }
    if (rule.rule == "a_stratified") {
      rule.parameters["strata"] = 1 + double(random_.Below(5));
      rule.options["block"] = OneOf({"none", "difficulty"});
    }
    return rule;
  }

  Rule DrawStrategy() {
    Rule rule = Named({"best", "randomesque", "first_items", "largest_deficit",
                       "weak_areas"});
    std::string picks = rule.rule;
    if (rule.rule == "weak_areas") {
      rule.parameters["areas"] = 1 + double(random_.Below(5));
      exam_.area_attribute = "area";
    }
    if (rule.rule == "first_items") {
      rule.parameters["items"] = 1 + double(random_.Below(3));
      rule.options["criterion"] = OneOf({"random", "mfi", "entropy"});
      picks = OneOf({"best", "randomesque", "largest_deficit"});
      rule.options["then"] = picks;
    }
    if (picks == "randomesque") {
      rule.parameters["n"] = 1 + double(random_.Below(6));
    }
    if (picks == "largest_deficit" && random_.Below(2) == 0) {
      for (const char* area : {"1a", "1b", "2a", "2b"}) {
        rule.parameters[area] = Between(0.1, 1);
      }
    }
    return rule;
  }

  Rule DrawExposure() {
    Rule rule = Named({"sympson_hetter", "item_eligibility",
                       "progressive_restricted", "no_repeat"});
    if (rule.rule == "sympson_hetter") {
      for (int i = 0; i < kOperational; i += 2) {
        rule.items[absl::StrCat("Q", i)] = Between(0.2, 1);
      }
    }
    return rule;
  }

  Rule DrawStoppingRule(bool may_nest) {
    Rule rule = Named({"length", "standard_error_below", "theta_change_below",
                       "standard_error_change_below", "information_below",
                       "time_limit", "confidence_interval", "mastery_decided",
                       "sprt", "glr", "curtailment", "any_of", "all_of"});
    if (rule.rule == "any_of" || rule.rule == "all_of") {
      if (!may_nest) return NamedRule("length", {{"items", 4}});
      rule.rules = {DrawStoppingRule(false), DrawStoppingRule(false)};
      return rule;
    }
    if (rule.rule == "length") {
      rule.parameters["items"] = 2 + double(random_.Below(5));
    } else if (rule.rule == "time_limit") {
      rule.parameters["reserve_seconds"] = Between(0, 200);
    } else {
      rule.parameters["min_items"] = 1 + double(random_.Below(5));
    }
    static const std::map<std::string, std::pair<const char*, double>> kEasy = {
        {"standard_error_below", {"standard_error", 0.6}},
        {"theta_change_below", {"change", 0.2}},
        {"standard_error_change_below", {"change", 0.1}},
        {"information_below", {"information", 0.3}},
        {"confidence_interval", {"confidence", 0.7}},
        {"mastery_decided", {"probability", 0.7}},
        {"sprt", {"delta", 0.6}},
        {"glr", {"delta", 0.5}},
        {"curtailment", {"gamma", 0.8}}};
    const auto easy = kEasy.find(rule.rule);
    if (easy != kEasy.end()) {
      rule.parameters[easy->second.first] = easy->second.second;
    }
    return rule;
  }

  Rule DrawDecision() {
    Rule rule = Named({"mastery", "estimate"});
    if (rule.rule == "estimate") {
      rule.options["estimator"] = OneOf({"exam", "eap", "map", "mle", "wle"});
    }
    rule.options["time_out"] = OneOf({"final", "last_window", "fail"});
    return rule;
  }

  Rule DrawPrior(bool may_be_history) {
    Rule rule = Named({"normal", "normal", "uniform", "jeffreys", "grid"});
    if (may_be_history && random_.Below(3) == 0) rule.rule = "history";
    if (rule.rule == "normal") {
      rule.parameters = {{"mean", Between(-1, 1)}, {"sd", Between(0.5, 2)}};
    }
    if (rule.rule == "grid") {
      rule.parameters = {{"-5", 0.1}, {"-1", 2}, {"0.5", 3}, {"5", 0}};
    }
    return rule;
  }

  Random random_;
  bool one_model_ = false;
  std::optional<ItemBank> bank_;
  Exam exam_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_SESSION_RANDOM_EXAM_H_
