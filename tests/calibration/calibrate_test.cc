#include "calibration/calibrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "calibration/files/fit_json.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/persons_csv.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Calibration Fit(const ResponseData& data,
                const CalibrationOptions& options = {}) {
  const auto fit = Calibrate(data, options);
  EXPECT_TRUE(fit.ok()) << fit.status();
  return fit.ok() ? *fit : Calibration();
}

CalibrationOptions WithPriors(const std::vector<std::string>& priors) {
  CalibrationOptions options;
  options.priors = *PriorChoice::Parse(priors);
  return options;
}

// Items: one that works, one nobody answered, one all right, one all wrong.
ResponseData DataWithOddItems(const ResponseModel& model) {
  return ReadAnswers(WriteScratch("odd.csv",
                                  "person_id,Q1,none,right,wrong,Q5\n"
                                  "p1,1,,1,0,1\np2,0,,1,0,0\np3,1,,1,0,0\n"
                                  "p4,0,,1,0,1\np5,1,,1,0,1\np6,,,,,\n"
                                  "p7,0,,1,0,0\np8,,,1,,\n"),
                     model);
}

TEST(Calibrate, RecoversTheParametersOfSimulatedItems) {
  Random random(7);
  std::vector<std::vector<double>> truth;
  for (int i = 0; i < 20; ++i) {
    truth.push_back({std::exp(0.3 * random.Normal()), random.Normal(), 0});
  }
  const auto fit = Fit(SimulateAnswers(truth, 4000, TwoPl(), 21, 0.3));
  double chi_square = 0;
  for (int i = 0; i < 20; ++i) {
    for (int k = 0; k < 2; ++k) {
      const double error = fit.items[i].parameters[k] - truth[i][k];
      chi_square += error * error / fit.items[i].covariance[3 * k];
    }
  }
  // Forty squared standardised errors: mean 40, standard deviation about 9.
  EXPECT_GT(chi_square, 15);
  EXPECT_LT(chi_square, 75);
}

TEST(Calibrate, ThreadsDoNotChangeTheResult) {
  const auto data =
      SimulateAnswers(RandomThreePlItems(12, 3), 800, ThreePl(), 9, 0.2);
  CalibrationOptions options;
  const Calibration one = Fit(data, options);
  options.threads = 4;
  const Calibration four = Fit(data, options);
  EXPECT_EQ(WriteItemsCsv(one.items), WriteItemsCsv(four.items));
  EXPECT_EQ(WritePersonsCsv(one.persons), WritePersonsCsv(four.persons));
}

TEST(Calibrate, CountedPatternsAreTheSameAsPersons) {
  const std::string once =
      "Q1,Q2,Q3,count\n1,0,1,3\n0,1,1,2\n1,1,0,4\n0,0,1,3\n1,0,0,2\n0,1,0,3\n";
  std::string repeated = "Q1,Q2,Q3\n";
  const std::pair<const char*, int> kRows[] = {{"1,0,1", 3}, {"0,1,1", 2},
                                               {"1,1,0", 4}, {"0,0,1", 3},
                                               {"1,0,0", 2}, {"0,1,0", 3}};
  for (const auto& [row, count] : kRows) {
    for (int i = 0; i < count; ++i) repeated += std::string(row) + "\n";
  }
  const auto options = WithPriors({"a=lognormal(0,0.5)", "b=normal(0,2)"});
  const auto x =
      Fit(ReadAnswers(WriteScratch("a.csv", once), TwoPl()), options);
  const auto y =
      Fit(ReadAnswers(WriteScratch("b.csv", repeated), TwoPl()), options);
  EXPECT_EQ(x.num_persons, 17);
  EXPECT_EQ(y.num_persons, 17);
  EXPECT_NEAR(x.log_likelihood, y.log_likelihood, 1e-9);
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(x.items[i].parameters[0], y.items[i].parameters[0], 1e-6);
    EXPECT_NEAR(x.items[i].parameters[1], y.items[i].parameters[1], 1e-6);
  }
}

TEST(Calibrate, ItemsThatCannotBeFittedAreNamedAndLeftOut) {
  const Calibration fit = Fit(DataWithOddItems(Rasch()));
  std::vector<std::string> states;
  for (const ItemState& state : fit.item_states) {
    states.push_back(TextOf(state));
  }
  EXPECT_THAT(states, ElementsAre("few_answers(6)", "no_answers", "all_right",
                                  "all_wrong", "few_answers(6)"));
  EXPECT_TRUE(fit.items[1].parameters.empty());
  EXPECT_TRUE(fit.items[2].parameters.empty());
  EXPECT_TRUE(fit.items[3].parameters.empty());
  EXPECT_EQ(fit.items[0].parameters.size(), 2u);
  EXPECT_EQ(fit.num_responses, 12);
}

TEST(Calibrate, PriorsLetOddItemsBeFittedAndTheirStateStays) {
  const Calibration fit = Fit(DataWithOddItems(ThreePl()));
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(TextOf(fit.item_states[1]), "no_answers");
  EXPECT_EQ(TextOf(fit.item_states[2]), "all_right");
  EXPECT_EQ(TextOf(fit.item_states[3]), "all_wrong");
  for (const Item& item : fit.items) {
    EXPECT_TRUE(ValidateItem(item).ok()) << ValidateItem(item);
  }
  EXPECT_LT(fit.items[2].parameters[1], fit.items[3].parameters[1]);
  // Nobody answered: the mode of the priors. Beta(5, 17) has mode 4 / 20.
  EXPECT_NEAR(fit.items[1].parameters[0], std::exp(-0.25), 1e-6);
  EXPECT_NEAR(fit.items[1].parameters[1], 0, 1e-6);
  EXPECT_NEAR(fit.items[1].parameters[2], 0.2, 1e-6);
}

TEST(Calibrate, PersonsWithoutAnswersHaveThePopulationsMeanAndSd) {
  const Calibration fit = Fit(DataWithOddItems(Rasch()));
  const PersonEstimate& nobody = fit.persons[5];
  EXPECT_EQ(nobody.person_id, "p6");
  EXPECT_EQ(nobody.state, AbilityState::kNoAnswers);
  EXPECT_NEAR(*nobody.theta, 0, 1e-12);
  EXPECT_NEAR(*nobody.standard_error, fit.latent[0].sd, 1e-5);
  EXPECT_FALSE(nobody.log_likelihood.has_value());
  // Answers to items that were left out do not count.
  EXPECT_EQ(fit.persons[7].state, AbilityState::kNoAnswers);
  EXPECT_EQ(fit.persons[0].num_items, 2);
}

TEST(Calibrate, NothingToEstimateIsAnError) {
  const auto data = ReadAnswers(
      WriteScratch("r.csv", "person_id,Q1,Q2\np1,1,0\np2,1,0\n"), TwoPl());
  EXPECT_THAT(Calibrate(data, {}).status().message(),
              HasSubstr("nothing can be estimated: each of the 2 items"));
}

TEST(Calibrate, RefusesOptionsOutOfRange) {
  const auto data = DataWithOddItems(Rasch());
  const auto message = [&](auto change) {
    CalibrationOptions options;
    change(options);
    return std::string(Calibrate(data, options).status().message());
  };
  EXPECT_THAT(message([](auto& o) { o.nodes = 2; }), HasSubstr("nodes = 2"));
  EXPECT_THAT(message([](auto& o) { o.range = -1; }), HasSubstr("range"));
  EXPECT_THAT(message([](auto& o) { o.tolerance = 0; }),
              HasSubstr("tolerance = 0 is outside (0, 0.1]"));
  EXPECT_THAT(message([](auto& o) { o.threads = 0; }),
              HasSubstr("threads = 0"));
  EXPECT_THAT(message([](auto& o) { o.max_iterations = 0; }),
              HasSubstr("max-iterations = 0"));
}

TEST(Calibrate, SaysSoWhenItDoesNotConverge) {
  CalibrationOptions options;
  options.max_iterations = 1;
  const auto data = SimulateAnswers(RandomThreePlItems(8, 3), 300, TwoPl(), 9);
  const Calibration fit = Fit(data, options);
  EXPECT_FALSE(fit.converged);
  EXPECT_EQ(fit.iterations, 1);
  EXPECT_GT(fit.max_step, options.tolerance);
}

TEST(Calibrate, ProgressNeverFalls) {
  CalibrationOptions options;
  double last = -INFINITY;
  int calls = 0;
  double share = 0;  // of the standard errors
  options.progress = [&](const FitProgress& progress) {
    EXPECT_GE(progress.log_posterior, last - 1e-9) << progress.iteration;
    last = progress.log_posterior;
    share = progress.share;
    if (share > 0) return;
    EXPECT_EQ(progress.iteration, ++calls);
  };
  const auto data =
      SimulateAnswers(RandomThreePlItems(8, 3), 300, ThreePl(), 9);
  EXPECT_EQ(Fit(data, options).iterations, calls);
  EXPECT_EQ(share, 1);
}

TEST(Calibrate, StartingAtTheAnswerStaysThere) {
  const auto data = SimulateAnswers(RandomThreePlItems(8, 3), 500, TwoPl(), 9);
  const Calibration first = Fit(data);
  CalibrationOptions options;
  options.start = first.items;
  const Calibration second = Fit(data, options);
  EXPECT_LE(second.iterations, first.iterations);
  EXPECT_NEAR(second.log_likelihood, first.log_likelihood, 1e-8);
}

TEST(Calibrate, MixedModelsShareOneScale) {
  ResponseFormat format;
  format.models.others = ItemModel(TwoPl());
  format.models.by_item.emplace("Q1", Rasch());
  const auto data = ReadResponses(
      {WriteScratch("r.csv",
                    "Q1,Q2,Q3,count\n1,1,1,40\n1,1,0,22\n1,0,1,18\n0,1,1,14\n"
                    "1,0,0,20\n0,1,0,16\n0,0,1,12\n0,0,0,45\n")},
      format);
  ASSERT_TRUE(data.ok()) << data.status();
  const Calibration fit = Fit(*data);
  // The rasch item frees the latent sd; its a is 1 and the others' are free:
  // the same model as three 2pl items with sd 1.
  format.models.by_item.clear();
  const Calibration two_pl =
      Fit(*ReadResponses({ScratchFile("r.csv")}, format));
  EXPECT_NEAR(fit.log_likelihood, two_pl.log_likelihood, 1e-7);
  EXPECT_NEAR(fit.latent[0].sd, two_pl.items[0].parameters[0], 1e-5);
}

TEST(Calibrate, FitJsonHasEveryKeyAndNoUndefinedNumber) {
  Calibration fit = Fit(DataWithOddItems(Rasch()));
  fit.max_step = NAN;
  const auto json = nlohmann::json::parse(WriteFitJson(fit, "1.2.3"));
  for (const char* key : {"model",
                          "n_persons",
                          "n_items",
                          "n_responses",
                          "log_likelihood",
                          "log_prior",
                          "n_parameters",
                          "aic",
                          "bic",
                          "iterations",
                          "converged",
                          "max_gradient",
                          "max_step",
                          "priors",
                          "nodes",
                          "range",
                          "seed",
                          "seconds",
                          "item_states",
                          "latent",
                          "version"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_TRUE(json["max_step"].is_null());
  EXPECT_EQ(json["item_states"]["none"], "no_answers");
  EXPECT_EQ(json["latent"]["mean"], 0);
  EXPECT_EQ(json["version"], "1.2.3");
  EXPECT_NEAR(json["aic"].get<double>(),
              -2 * fit.log_likelihood + 2 * fit.num_parameters, 1e-9);
}

}  // namespace
}  // namespace adaptest
