#ifndef ADAPTEST_TESTS_CALIBRATION_AREAS_AREA_DATA_H_
#define ADAPTEST_TESTS_CALIBRATION_AREAS_AREA_DATA_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/areas/area_marginal.h"
#include "tests/calibration/small_data.h"

namespace adaptest {

// Areas by number, "A0", "A1" ..; the attribute is "area".
inline ItemAreas AreasOf(const std::vector<int>& of_item) {
  ItemAreas areas;
  areas.attribute = "area";
  areas.of_item = of_item;
  for (const int area : of_item) {
    while (area >= areas.size()) {
      areas.names.push_back(absl::StrCat("A", areas.size()));
    }
  }
  return areas;
}

// Answers to 3pl items by persons with theta ~ N(0, 1) and deviations of the
// areas ~ N(0, sd[area]^2); each answer is missing with probability `missing`.
inline ResponseData SimulateAreaAnswers(
    const std::vector<std::vector<double>>& parameters,
    const std::vector<int>& of_item, const std::vector<double>& sd, int persons,
    const ResponseModel& model, uint64_t seed, double missing = 0) {
  ResponseDataBuilder builder;
  Random random(seed);
  for (size_t i = 0; i < parameters.size(); ++i) {
    EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), model).ok());
  }
  for (int p = 0; p < persons; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    std::vector<double> delta;
    for (const double s : sd) delta.push_back(s * random.Normal());
    for (size_t i = 0; i < parameters.size(); ++i) {
      const int area = of_item[i];
      const double ability = theta + (area < 0 ? 0 : delta[area]);
      const double right = ProbabilityRight(ThreePl(), parameters[i], ability);
      const int category = random.Uniform() < right ? 1 : 0;
      if (random.Uniform() < missing) continue;
      builder.AddResponse(person, static_cast<int>(i), category, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

// 2pl items, c = 0.
inline std::vector<std::vector<double>> RandomTwoPlItems(int n, uint64_t seed) {
  std::vector<std::vector<double>> items = RandomThreePlItems(n, seed);
  for (std::vector<double>& item : items) item[2] = 0;
  return items;
}

// The marginal posterior of the area model with all that it refers to.
struct AreaProblem {
  AreaProblem(ResponseData answers, const std::vector<int>& of_item,
              const std::vector<std::string>& priors, int threads = 1,
              const ThetaGrid& grid = *ThetaGrid::Make(25, -4.8, 4.8))
      : data(std::move(answers)),
        groups(data.num_persons()),
        areas(AreasOf(of_item)),
        parameters(
            *FreeParameters::Make(data, groups, {*PriorChoice::Parse(priors)})),
        expectation(data, groups, areas,
                    std::vector<bool>(data.num_items(), true), threads),
        marginal(parameters, expectation, grid, areas.size()) {}

  // Somewhere, with these variances.
  std::vector<double> Point(const std::vector<double>& variances) const {
    std::vector<double> y = parameters.Start();
    for (size_t j = 0; j < y.size(); ++j) y[j] += 0.04 * std::sin(3.0 * j + 1);
    y.insert(y.end(), variances.begin(), variances.end());
    return y;
  }

  ResponseData data;
  PersonGroups groups;
  ItemAreas areas;
  FreeParameters parameters;
  AreaExpectation expectation;
  AreaMarginal marginal;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CALIBRATION_AREAS_AREA_DATA_H_
