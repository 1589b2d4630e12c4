#ifndef ADAPTEST_TESTS_CALIBRATION_SMALL_DATA_H_
#define ADAPTEST_TESTS_CALIBRATION_SMALL_DATA_H_

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/responses_csv.h"
#include "calibration/marginal_posterior.h"
#include "engine/random.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {

// Answers of simulated persons to 3pl items with the given parameters; each
// answer is missing with probability `missing`.
inline ResponseData SimulateAnswers(
    const std::vector<std::vector<double>>& parameters, int persons,
    const ResponseModel& model, uint64_t seed, double missing = 0) {
  ResponseDataBuilder builder;
  Random random(seed);
  for (size_t i = 0; i < parameters.size(); ++i) {
    EXPECT_TRUE(builder.AddItem(absl::StrCat("i", i), model).ok());
  }
  for (int p = 0; p < persons; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    for (size_t i = 0; i < parameters.size(); ++i) {
      const double right = ProbabilityRight(ThreePl(), parameters[i], theta);
      const int category = random.Uniform() < right ? 1 : 0;
      if (random.Uniform() < missing) continue;
      builder.AddResponse(person, static_cast<int>(i), category, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

inline std::vector<std::vector<double>> RandomThreePlItems(int n,
                                                           uint64_t seed) {
  Random random(seed);
  std::vector<std::vector<double>> items;
  for (int i = 0; i < n; ++i) {
    items.push_back({std::exp(0.3 * random.Normal()), random.Normal(),
                     0.1 + 0.2 * random.Uniform()});
  }
  return items;
}

inline ResponseData ReadAnswers(const std::string& path,
                                const ResponseModel& model) {
  ResponseFormat format;
  format.models.others = model;
  const auto data = ReadResponses({path}, format);
  EXPECT_TRUE(data.ok()) << data.status();
  return data.ok() ? *data : ResponseData();
}

// A marginal posterior with all that it refers to.
struct Problem {
  Problem(ResponseData answers, const std::vector<std::string>& priors,
          int threads = 1)
      : data(std::move(answers)),
        groups(data.num_persons()),
        nodes(*ThetaGrid::Make(21, -5, 5)),
        parameters(
            *FreeParameters::Make(data, groups, {*PriorChoice::Parse(priors)})),
        expectation(data, groups, nodes, threads),
        posterior(parameters, expectation) {}

  ResponseData data;
  PersonGroups groups;
  LatentNodes nodes;
  FreeParameters parameters;
  Expectation expectation;
  MarginalPosterior posterior;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CALIBRATION_SMALL_DATA_H_
