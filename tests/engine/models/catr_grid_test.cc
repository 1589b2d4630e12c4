// Every model against catR 3.17 (R; Magis & Raiche, 2012): Pi(), Ii() and Ji()
// on random banks, theta -4 to 4 by 0.5, metric D = 1, to 1e-10. catR's NRM,
// GRM, PCM and GPCM are parametrised as ours.

#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/math/dual.h"
#include "engine/response_model.h"
#include "tests/engine/catr_files.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

constexpr double kTolerance = 1e-10;

// The rows of a bank without their NA.
std::vector<std::vector<double>> ReadBank(const std::string& name) {
  std::ifstream file(CatrDirectory() + name);
  std::vector<std::vector<double>> items;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    items.emplace_back();
    std::stringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) {
      if (field != "NA") items.back().push_back(std::stod(field));
    }
  }
  return items;
}

// a1, c1, a2, c2 ... -> a1, a2 ... c1, c2 ...
std::vector<double> SlopesFirst(const std::vector<double>& pairs) {
  std::vector<double> x;
  for (const size_t first : {0, 1}) {
    for (size_t i = first; i < pairs.size(); i += 2) x.push_back(pairs[i]);
  }
  return x;
}

// What catR computes of one item, by automatic differentiation:
//   I = sum P s^2, dI = sum P s (s^2 + 2 s'), J = sum P s (s^2 + s')
// for the slopes s of log P.
struct Values {
  std::vector<double> p, slope;
  double information = 0, information_slope = 0, j = 0;
};

Values Evaluate(const ResponseModel& model, absl::Span<const double> x,
                double theta) {
  using Slope = Dual<1>;
  std::array<Dual<1, Slope>, kMaxCategories> log_p;
  LogProbabilities<double>(model, x, Dual<1, Slope>(Slope(theta, 0), 0),
                           absl::MakeSpan(log_p));
  Values values;
  values.information = Information(model, x, theta);
  for (int k = 0; k < NumCategories(model, x.size()); ++k) {
    const double p = std::exp(log_p[k].value.value);
    const double s = log_p[k].slope[0].value;
    const double s2 = log_p[k].slope[0].slope[0];
    values.p.push_back(p);
    values.slope.push_back(p * s);
    values.information_slope += p * s * (s * s + 2 * s2);
    values.j += p * s * (s * s + s2);
  }
  return values;
}

void ExpectSame(const Json& row, size_t i, const Values& values) {
  EXPECT_NEAR(values.information, row["I"][i], kTolerance);
  EXPECT_NEAR(values.information_slope, row["dI"][i], kTolerance);
  EXPECT_NEAR(values.j, row["J"][i], kTolerance);
}

// Grid rows {theta, P[item][category], dP, I[item], dI, J}.
void ComparePolytomous(const std::string& name, const std::string& csv) {
  std::ifstream file(CatrDirectory() + "grid_poly.json");
  if (!file) GTEST_SKIP() << "no " << CatrDirectory() << "grid_poly.json";
  const ResponseModel model = *ResponseModelByName(csv);
  const auto bank = ReadBank("bank50_" + csv + ".csv");
  const Json grid = Json::parse(file)[name];
  ASSERT_EQ(grid.size(), 17u);
  for (const Json& row : grid) {
    for (size_t i = 0; i < bank.size(); ++i) {
      const auto x = csv == "nrm" ? SlopesFirst(bank[i]) : bank[i];
      ASSERT_TRUE(ValidateParameters(model, x).ok());
      const Values values = Evaluate(model, x, row["theta"]);
      ExpectSame(row, i, values);
      for (size_t k = 0; k < values.p.size(); ++k) {
        EXPECT_NEAR(values.p[k], row["P"][i][k], kTolerance);
        EXPECT_NEAR(values.slope[k], row["dP"][i][k], kTolerance);
      }
    }
  }
}

void CompareDichotomous(const std::string& json, const std::string& csv) {
  std::ifstream file(CatrDirectory() + json);
  if (!file) GTEST_SKIP() << "no " << CatrDirectory() << json;
  const auto bank = ReadBank(csv);
  const Json grid = Json::parse(file)["grid"];
  for (size_t q = 0; q < grid["theta"].size(); ++q) {
    const Json row = {
        {"I", grid["I"][q]}, {"dI", grid["dI"][q]}, {"J", grid["J"][q]}};
    for (size_t i = 0; i < bank.size(); ++i) {
      const Values values = Evaluate(FourPl(), bank[i], grid["theta"][q]);
      ExpectSame(row, i, values);
      EXPECT_NEAR(values.p[1], grid["P"][q][i], kTolerance);
      EXPECT_NEAR(values.slope[1], grid["dP"][q][i], kTolerance);
    }
  }
}

TEST(CatrGrid, AgreesOnTheGradedResponseModel) {
  ComparePolytomous("GRM", "grm");
}

TEST(CatrGrid, AgreesOnTheGeneralizedPartialCreditModel) {
  ComparePolytomous("GPCM", "gpcm");
}

TEST(CatrGrid, AgreesOnThePartialCreditModel) {
  ComparePolytomous("PCM", "pcm");
}

TEST(CatrGrid, AgreesOnTheNominalResponseModel) {
  ComparePolytomous("NRM", "nrm");
}

TEST(CatrGrid, AgreesOnAThreeParameterBank) {
  CompareDichotomous("grid_bank300.json", "bank300_3pl.csv");
}

TEST(CatrGrid, AgreesOnAFourParameterBank) {
  CompareDichotomous("grid_bank60_4pl.json", "bank60_4pl.csv");
}

}  // namespace
}  // namespace adaptest
