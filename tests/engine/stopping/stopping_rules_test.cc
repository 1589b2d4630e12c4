// Each stopping rule at its boundary.

#include <cmath>

#include "engine/ability/likelihood.h"
#include "engine/stopping_rule.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

StoppingRule Make(const Rule& rule) {
  auto made = MakeStoppingRule(rule);
  EXPECT_TRUE(made.ok()) << made.status();
  return *made;
}

TestProgress After(int items) {
  TestProgress progress;
  progress.num_items = items;
  progress.length = 50;
  return progress;
}

Rule WithOptions(Rule rule, std::map<std::string, std::string> options) {
  rule.options = std::move(options);
  return rule;
}

TEST(Length, StopsAtItsItems) {
  const auto rule = Make(NamedRule("max_items", {{"items", 20}}));
  EXPECT_FALSE(ShouldStop(rule, After(19)));
  EXPECT_TRUE(ShouldStop(rule, After(20)));
}

TEST(StandardErrorBelow, StopsAtTheErrorButNotBeforeItsMinimum) {
  const auto rule = Make(NamedRule(
      "standard_error_below", {{"standard_error", 0.3}, {"min_items", 5}}));
  TestProgress progress = After(5);
  progress.standard_error = 0.3;
  EXPECT_TRUE(ShouldStop(rule, progress));
  progress.standard_error = 0.3001;
  EXPECT_FALSE(ShouldStop(rule, progress));
  progress.standard_error = 0.1;
  progress.num_items = 4;
  EXPECT_FALSE(ShouldStop(rule, progress));
}

TEST(ChangeBelow, StopsWhereTheLastAnswerHardlyMovedTheEstimate) {
  TestProgress progress = After(10);
  progress.theta = 0.5;
  progress.previous_theta = 0.52;
  progress.standard_error = 0.30;
  progress.previous_standard_error = 0.32;
  const auto theta = [](double change) {
    return Make(NamedRule("theta_change_below", {{"change", change}}));
  };
  const auto error = [](double change) {
    return Make(NamedRule("standard_error_change_below", {{"change", change}}));
  };
  EXPECT_TRUE(ShouldStop(theta(0.0201), progress));
  EXPECT_FALSE(ShouldStop(theta(0.0199), progress));
  EXPECT_TRUE(ShouldStop(error(0.0201), progress));
  EXPECT_FALSE(ShouldStop(error(0.0199), progress));
  TestProgress first = After(10);
  first.theta = first.standard_error = 0.5;
  EXPECT_FALSE(ShouldStop(theta(2), first));
  EXPECT_FALSE(ShouldStop(error(2), first));
}

TEST(InformationBelow, AsksForTheBestItemLeft) {
  const auto rule =
      Make(NamedRule("information_below", {{"information", 0.1}}));
  TestProgress progress = After(10);
  progress.largest_information = [] { return 0.1; };
  EXPECT_FALSE(ShouldStop(rule, progress));
  progress.largest_information = [] { return 0.0999; };
  EXPECT_TRUE(ShouldStop(rule, progress));
}

TEST(TimeLimit, StopsWhereLessThanTheReserveIsLeft) {
  const auto rule = Make(NamedRule("time_limit", {{"reserve_seconds", 60}}));
  TestProgress progress = After(1);
  progress.elapsed_seconds = 540;
  EXPECT_FALSE(ShouldStop(rule, progress));  // no limit
  progress.time_limit_seconds = 600;
  EXPECT_TRUE(ShouldStop(rule, progress));
  progress.elapsed_seconds = 539.9;
  EXPECT_FALSE(ShouldStop(rule, progress));
}

TEST(ConfidenceInterval, StopsWhereItDoesNotHoldTheCut) {
  const auto two = Make(NamedRule("confidence_interval"));
  const auto one =
      Make(WithOptions(NamedRule("confidence_interval"), {{"sides", "one"}}));
  TestProgress progress = After(10);
  progress.theta_cut = 0.2;
  progress.standard_error = 0.5;
  for (const double sign : {-1.0, 1.0}) {
    progress.theta = 0.2 + sign * 0.5 * 1.96;
    EXPECT_TRUE(ShouldStop(two, progress));
    progress.theta = 0.2 + sign * 0.5 * 1.95;
    EXPECT_FALSE(ShouldStop(two, progress));
    EXPECT_TRUE(ShouldStop(one, progress));
    progress.theta = 0.2 + sign * 0.5 * 1.644;
    EXPECT_FALSE(ShouldStop(one, progress));
  }
  progress.theta = 5;
  progress.num_items = 9;
  EXPECT_FALSE(ShouldStop(two, progress));
}

TEST(ConfidenceInterval, DecidesATieByItsOption) {
  const Rule rule = NamedRule("confidence_interval");
  const auto fail = Make(rule);
  const auto pass = Make(WithOptions(rule, {{"tie", "pass"}}));
  TestProgress progress = After(10);
  progress.standard_error = 1;
  const double z = std::get<ConfidenceInterval>(fail.member).z;
  progress.theta = z;
  EXPECT_TRUE(ShouldStop(pass, progress));
  EXPECT_FALSE(ShouldStop(fail, progress));
  progress.theta = -z;
  EXPECT_FALSE(ShouldStop(pass, progress));
  EXPECT_TRUE(ShouldStop(fail, progress));
}

TEST(MasteryDecided, StopsAtEitherEnd) {
  const auto rule = Make(NamedRule("mastery_decided", {{"probability", 0.9}}));
  for (const auto& [mastery, stops] :
       std::map<double, bool>{{0.09, true}, {0.11, false}, {0.91, true}}) {
    TestProgress progress = After(10);
    progress.mastery_probability = mastery;
    EXPECT_EQ(ShouldStop(rule, progress), stops) << mastery;
  }
}

TEST(Curtailment, StopsWhereTheFinalDecisionIsKnown) {
  const auto rule = Make(NamedRule("curtailment", {{"gamma", 0.95}}));
  for (const auto& [pass, stops] : std::map<double, bool>{
           {0.049, true}, {0.051, false}, {0.949, false}, {0.951, true}}) {
    TestProgress progress = After(10);
    progress.final_pass_probability = [p = pass] { return p; };
    EXPECT_EQ(ShouldStop(rule, progress), stops) << pass;
  }
}

// One rasch item over and over: the ratio is a sum written out here.
TEST(ProbabilityRatio, StopsAtWaldsBounds) {
  const ItemBank bank = MakeBank("rasch", {{1, 0}});
  const auto rule = Make(NamedRule(
      "sprt",
      {{"delta", 0.5}, {"alpha", 0.1}, {"beta", 0.2}, {"min_items", 1}}));
  const double step = std::log((1 + std::exp(0.5)) / (1 + std::exp(-0.5)));
  const int pass = static_cast<int>(std::ceil(std::log(0.8 / 0.1) / step));
  const int fail = static_cast<int>(std::ceil(-std::log(0.2 / 0.9) / step));
  for (const auto& [category, bound] :
       std::map<int, int>{{1, pass}, {0, fail}}) {
    for (const int count : {bound - 1, bound}) {
      const std::vector<ScoredAnswer> answers(count, {0, category});
      TestProgress progress = After(count);
      progress.bank = &bank;
      progress.answers = answers;
      EXPECT_EQ(ShouldStop(rule, progress), count == bound)
          << category << " " << count;
    }
  }
}

TEST(GeneralizedLikelihoodRatio, ComparesTheBestOnEitherSide) {
  const ItemBank bank = RandomBank("2pl", 30, 1);
  const auto glr = Make(NamedRule("glr", {{"delta", 0.2}, {"min_items", 1}}));
  Random random(5);
  int stops = 0;
  for (int n = 1; n <= 30; ++n) {
    const auto answers = SimulateAnswers(bank, n, 0.8, random);
    TestProgress progress = After(n);
    progress.bank = &bank;
    progress.answers = answers;
    double above = -1e300;
    double below = -1e300;
    for (double t = 0.2; t < 6.2; t += 0.001) {
      above = std::max(above, LogLikelihood(bank, answers, t));
      below = std::max(below, LogLikelihood(bank, answers, -t));
    }
    if (std::abs(std::abs(above - below) - std::log(19)) < 1e-3) continue;
    EXPECT_EQ(ShouldStop(glr, progress),
              std::abs(above - below) >= std::log(19));
    stops += ShouldStop(glr, progress);
  }
  EXPECT_TRUE(stops > 0 && stops < 30) << stops;
}

TEST(CombinedRules, StopWhereAnyOrAllOfTheirsDo) {
  Rule any = NamedRule("any_of");
  any.rules = {NamedRule("length", {{"items", 10}}),
               NamedRule("length", {{"items", 20}})};
  Rule all = any;
  all.rule = "all_of";
  EXPECT_FALSE(ShouldStop(Make(any), After(9)));
  EXPECT_TRUE(ShouldStop(Make(any), After(10)));
  EXPECT_FALSE(ShouldStop(Make(all), After(19)));
  EXPECT_TRUE(ShouldStop(Make(all), After(20)));
  EXPECT_TRUE(MayStopEarly(Make(all), 50));
  EXPECT_FALSE(MayStopEarly(Make(all), 20));
  EXPECT_TRUE(MayStopEarly(Make(any), 20));
}

TEST(CombinedRules, RefuseToBeEmptyAndToTakeParameters) {
  EXPECT_EQ(MakeStoppingRule(NamedRule("any_of")).status().message(),
            "rule any_of: rules is empty; allowed: at least one");
  Rule all = NamedRule("all_of", {{"items", 1}});
  all.rules = {NamedRule("fixed_length")};
  EXPECT_EQ(MakeStoppingRule(all).status().message(),
            "rule all_of: parameter \"items\" is unknown; allowed: none");
  all = NamedRule("all_of");
  all.rules = {NamedRule("never")};
  EXPECT_THAT(std::string(MakeStoppingRule(all).status().message()),
              testing::StartsWith("stopping rule \"never\" is unknown"));
}

}  // namespace
}  // namespace adaptest
