#include "calibration/areas/calibrate_areas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "calibration/areas/area_information.h"
#include "calibration/areas/area_optimizer.h"
#include "calibration/areas/boundary_test.h"
#include "calibration/files/fit_json.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/persons_csv.h"
#include "tests/calibration/areas/area_data.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

// n items in each of so many areas, one after the other.
std::vector<int> Cycle(int n, int areas) {
  std::vector<int> of_item;
  for (int i = 0; i < n * areas; ++i) of_item.push_back(i % areas);
  return of_item;
}

Calibration FitAreas(const ResponseData& data, const std::vector<int>& of_item,
                     const CalibrationOptions& options = {}) {
  const auto fit = CalibrateAreas(data, AreasOf(of_item), options);
  EXPECT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit.ok() && fit->areas) << "no areas";
  return fit.ok() ? *fit : Calibration();
}

TEST(CalibrateAreas, RecoversTheDeviationsAndTheItems) {
  const auto of_item = Cycle(12, 3);
  const auto truth = RandomTwoPlItems(36, 3);
  const auto data =
      SimulateAreaAnswers(truth, of_item, {0, 0.3, 0.6}, 3000, TwoPl(), 17);
  CalibrationOptions options;
  options.threads = 2;
  const Calibration fit = FitAreas(data, of_item, options);
  EXPECT_TRUE(fit.converged);
  ASSERT_EQ(fit.areas->areas.size(), 3u);
  // sd 0: at the bound, or a variance within three standard errors of it.
  const AreaEstimate& none = fit.areas->areas[0];
  EXPECT_LT(none.sd / 2, 3 * none.sd_error.value_or(0) + 1e-12);
  const double sds[] = {0, 0.3, 0.6};
  for (int k = 1; k < 3; ++k) {
    const AreaEstimate& area = fit.areas->areas[k];
    EXPECT_EQ(area.state, "ok");
    EXPECT_EQ(area.num_items, 12);
    ASSERT_TRUE(area.sd_error.has_value());
    EXPECT_LT(*area.sd_error, 0.06);
    EXPECT_NEAR(area.sd, sds[k], 3 * *area.sd_error);
  }
  double chi_square = 0;
  for (int i = 0; i < 36; ++i) {
    for (int k = 0; k < 2; ++k) {
      const double error = fit.items[i].parameters[k] - truth[i][k];
      chi_square += error * error / fit.items[i].covariance[3 * k];
    }
  }
  // 72 squared standardised errors: mean 72, standard deviation about 12.
  EXPECT_GT(chi_square, 35);
  EXPECT_LT(chi_square, 120);
  EXPECT_GT(fit.areas->LikelihoodRatio(), 50);
}

TEST(CalibrateAreas, StandardErrorsAreTheSpreadOfTheEstimates) {
  const auto of_item = Cycle(6, 3);
  const auto truth = RandomTwoPlItems(18, 5);
  const std::vector<double> sds = {0.6, 0.8, 0.7};
  double chi_square = 0;
  int counted = 0;  // not at 0, where there is none
  for (int sample = 0; sample < 10; ++sample) {
    const auto data =
        SimulateAreaAnswers(truth, of_item, sds, 500, TwoPl(), 100 + sample);
    CalibrationOptions options;
    options.threads = 2;
    options.estimate_persons = false;
    const Calibration fit = FitAreas(data, of_item, options);
    for (int k = 0; k < 3; ++k) {
      const AreaEstimate& area = fit.areas->areas[k];
      if (!area.sd_error) continue;
      ++counted;
      chi_square += std::pow((area.sd - sds[k]) / *area.sd_error, 2);
    }
  }
  EXPECT_GE(counted, 26);
  // Thirty squared standardised errors: mean 30, standard deviation about 8.
  EXPECT_GT(chi_square, 12);
  EXPECT_LT(chi_square, 54);
}

TEST(CalibrateAreas, InformationAgreesWithDifferencesOfTheGradient) {
  const auto of_item = Cycle(4, 3);
  const auto data = SimulateAreaAnswers(RandomTwoPlItems(12, 5), of_item,
                                        {0.5, 0.7, 0.6}, 2000, TwoPl(), 8);
  AreaProblem problem(data, of_item, {"none"}, 2);
  const AreaOptimum optimum =
      FindAreaOptimum(problem.marginal, problem.Point({0.3, 0.3, 0.3}), {});
  ASSERT_TRUE(optimum.converged);
  const int n = problem.marginal.size();
  Eigen::MatrixXd observed(n, n);
  const double h = 1e-4;
  for (int j = 0; j < n; ++j) {
    for (const double step : {h, -h}) {
      std::vector<double> y = optimum.y;
      y[j] += step;
      problem.marginal.MoveTo(y);
      problem.marginal.ComputeGradient();
      const Eigen::Map<const Eigen::VectorXd> gradient(
          problem.marginal.gradient().data(), n);
      if (step > 0) {
        observed.col(j) = -gradient / (2 * h);
      } else {
        observed.col(j) += gradient / (2 * h);
      }
    }
  }
  const Eigen::MatrixXd expected = observed.inverse();
  const Eigen::MatrixXd cross =
      Eigen::MatrixXd(optimum.information.selfadjointView<Eigen::Lower>())
          .inverse();
  for (int j = 0; j < n; ++j) {
    EXPECT_NEAR(std::sqrt(cross(j, j) / expected(j, j)), 1, 0.15) << j;
  }
}

TEST(CalibrateAreas, ProgressNeverFallsAndTheGradientVanishes) {
  const auto of_item = Cycle(6, 3);
  for (const ResponseModel& model :
       {ResponseModel(Rasch()), ResponseModel(OnePl()),
        ResponseModel(ThreePl())}) {
    const auto data = SimulateAreaAnswers(RandomThreePlItems(18, 3), of_item,
                                          {0.2, 0.5, 0.9}, 500, model, 9, 0.1);
    CalibrationOptions options;
    double last = -INFINITY;
    options.progress = [&](const FitProgress& progress) {
      EXPECT_GE(progress.log_posterior, last - 1e-9) << progress.iteration;
      last = progress.log_posterior;
    };
    const Calibration fit = FitAreas(data, of_item, options);
    EXPECT_TRUE(fit.converged) << NameOf(model);
    EXPECT_LE(fit.max_step, options.tolerance);
    EXPECT_LT(fit.max_gradient, 0.02) << NameOf(model);
    EXPECT_EQ(fit.standard_errors, "ok");
  }
}

TEST(CalibrateAreas, WithoutDeviationsInTheDataTheyAreAtTheirBoundOrSmall) {
  const auto of_item = Cycle(8, 3);
  const auto data = SimulateAreaAnswers(RandomTwoPlItems(24, 6), of_item,
                                        {0, 0, 0}, 1500, TwoPl(), 4);
  const Calibration fit = FitAreas(data, of_item);
  EXPECT_TRUE(fit.converged);
  int at_bound = 0;
  for (const AreaEstimate& area : fit.areas->areas) {
    EXPECT_LT(area.sd, 0.25);
    at_bound += area.state == "at_lower_bound";
    EXPECT_EQ(area.state == "at_lower_bound", area.sd == 0);
    EXPECT_EQ(area.state == "ok", area.sd_error.has_value());
  }
  EXPECT_GT(at_bound, 0);
  EXPECT_GE(fit.areas->LikelihoodRatio(), 0);
  EXPECT_GT(BoundaryPValue(fit.areas->LikelihoodRatio(), 3), 0.01);
}

TEST(CalibrateAreas, ThreadsDoNotChangeTheResult) {
  const auto of_item = Cycle(5, 3);
  const auto data = SimulateAreaAnswers(RandomThreePlItems(15, 3), of_item,
                                        {0.2, 0.5, 0.9}, 400, TwoPl(), 9, 0.2);
  CalibrationOptions options;
  const Calibration one = FitAreas(data, of_item, options);
  options.threads = 3;
  const Calibration three = FitAreas(data, of_item, options);
  EXPECT_EQ(WriteItemsCsv(one.items), WriteItemsCsv(three.items));
  EXPECT_EQ(WritePersonsCsv(one.persons), WritePersonsCsv(three.persons));
  for (int k = 0; k < 3; ++k) {
    EXPECT_EQ(one.areas->areas[k].sd, three.areas->areas[k].sd);
    EXPECT_EQ(one.areas->areas[k].sd_error, three.areas->areas[k].sd_error);
  }
}

TEST(CalibrateAreas, FinerNodesChangeNothingThatMatters) {
  const auto of_item = Cycle(6, 3);
  const auto data = SimulateAreaAnswers(RandomTwoPlItems(18, 3), of_item,
                                        {0.1, 0.3, 0.6}, 700, TwoPl(), 21);
  CalibrationOptions options;
  options.threads = 2;
  const Calibration coarse = FitAreas(data, of_item, options);
  options.nodes = 121;
  const Calibration fine = FitAreas(data, of_item, options);
  EXPECT_NEAR(coarse.log_likelihood, fine.log_likelihood, 0.01);
  for (int k = 0; k < 3; ++k) {
    EXPECT_NEAR(coarse.areas->areas[k].sd, fine.areas->areas[k].sd, 0.003);
  }
}

TEST(CalibrateAreas, RaschScalesTheDeviationsWithTheta) {
  const auto of_item = Cycle(8, 2);
  std::vector<std::vector<double>> truth = RandomTwoPlItems(16, 5);
  for (auto& item : truth) item[0] = 1;
  const auto data =
      SimulateAreaAnswers(truth, of_item, {0.5, 1.0}, 2500, Rasch(), 31);
  const Calibration fit = FitAreas(data, of_item);
  EXPECT_TRUE(fit.converged);
  EXPECT_NEAR(fit.latent[0].sd, 1, 0.08);
  for (int k = 0; k < 2; ++k) {
    const AreaEstimate& area = fit.areas->areas[k];
    EXPECT_NEAR(area.sd, k == 0 ? 0.5 : 1.0, 3 * area.sd_error.value_or(0));
  }
}

TEST(CalibrateAreas, FitJsonHasTheAreas) {
  // The last item has no area.
  const std::vector<int> of_item = {0, 1, 0, 1, 0, 1, 1, -1};
  const auto data = SimulateAreaAnswers(RandomTwoPlItems(8, 5), of_item,
                                        {0.6, 0.9}, 400, TwoPl(), 3);
  const Calibration fit = FitAreas(data, of_item);
  const auto json = nlohmann::json::parse(WriteFitJson(fit, "1"));
  ASSERT_EQ(json["areas"].size(), 2u);
  EXPECT_EQ(json["areas"][1]["area"], "A1");
  EXPECT_EQ(json["areas"][1]["n_items"], 4);
  EXPECT_EQ(json["areas"][1]["sd"], fit.areas->areas[1].sd);
  EXPECT_EQ(json["areas"][1]["state"], "ok");
  EXPECT_EQ(json["areas_log_likelihood"], json["log_likelihood"]);
  EXPECT_EQ(json["n_parameters"], 18);
  EXPECT_NEAR(json["areas_lr"].get<double>(),
              2 * (json["areas_log_likelihood"].get<double>() -
                   json["unidimensional_log_likelihood"].get<double>()),
              1e-9);
  EXPECT_EQ(json["standard_errors"]["method"], "crossproduct");
}

TEST(CalibrateAreas, TwoAreasAloneAreRefusedWhereDiscriminationsAreFree) {
  const auto items = RandomTwoPlItems(8, 5);
  const auto fit = [&](const ResponseModel& model, int areas) {
    const auto of = Cycle(8 / areas, areas);
    const auto data = SimulateAreaAnswers(
        items, of, std::vector<double>(areas, 0.6), 300, model, 3);
    return CalibrateAreas(data, AreasOf(of), {}).status();
  };
  EXPECT_THAT(std::string(fit(TwoPl(), 2).message()),
              HasSubstr("area has 2 values and every item has one"));
  EXPECT_THAT(std::string(fit(Rasch(), 1).message()),
              HasSubstr("area has 1 value and every item has one"));
  EXPECT_TRUE(fit(Rasch(), 2).ok()) << fit(Rasch(), 2);
  EXPECT_TRUE(fit(OnePl(), 2).ok()) << fit(OnePl(), 2);
}

TEST(CalibrateAreas, AnAreaOfOneItemIsRefused) {
  const std::vector<int> of_item = {0, 0, 1, -1};
  const auto data = SimulateAreaAnswers(RandomTwoPlItems(4, 5), of_item,
                                        {0.6, 0.9}, 200, TwoPl(), 3);
  const auto fit = CalibrateAreas(data, AreasOf(of_item), {});
  EXPECT_THAT(std::string(fit.status().message()),
              HasSubstr("area \"A1\": 1 of its items"));
}

}  // namespace
}  // namespace adaptest
