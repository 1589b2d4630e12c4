// calibrate --areas, from file to file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/random.h"
#include "tests/cli/program.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

constexpr int kItems = 18;
constexpr int kAreas = 3;

// Answers of 600 persons to items of three areas, with deviations of sd 0.8.
std::string Answers() {
  Random random(5);
  std::string text = "person_id";
  for (int i = 0; i < kItems; ++i) absl::StrAppend(&text, ",Q", i);
  for (int p = 0; p < 600; ++p) {
    absl::StrAppend(&text, "\np", p);
    const double theta = random.Normal();
    double ability[kAreas];
    for (double& a : ability) a = theta + 0.8 * random.Normal();
    for (int i = 0; i < kItems; ++i) {
      const double z = 1.5 * (ability[i % kAreas] - (i - 9) / 9.0);
      const bool right = random.Uniform() < 1 / (1 + std::exp(-z));
      absl::StrAppend(&text, right ? ",1" : ",0");
    }
  }
  return text + "\n";
}

// The items' area, and their topic: the first one stands alone.
std::string Attributes() {
  std::string text = "item_id,model,area,topic\n";
  for (int i = 0; i < kItems; ++i) {
    absl::StrAppend(&text, "Q", i, ",2pl,area ", i % kAreas, ",",
                    i == 0 ? "alone" : "other", "\n");
  }
  return text;
}

class AreasFiles {
 public:
  AreasFiles() {
    WriteFile(directory_.File("answers.csv"), Answers());
    WriteFile(directory_.File("items.csv"), Attributes());
  }

  Outcome Calibrate(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {
        "calibrate", "--responses", File("answers.csv"), "--model",
        "2pl",       "--out",       File("fit")};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words);
  }
  std::string File(const std::string& name) const {
    return directory_.File(name);
  }

 private:
  TemporaryDirectory directory_;
};

TEST(CalibrateAreas, WritesTheDeviationsOfAreas) {
  const AreasFiles files;
  const Outcome outcome =
      files.Calibrate({"--areas", "--attributes", files.File("items.csv")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("areas 3, sd 0."));
  const Json json = Json::parse(ReadFile(files.File("fit/fit.json")));
  ASSERT_EQ(json["areas"].size(), 3);
  for (const Json& area : json["areas"]) {
    EXPECT_EQ(area["n_items"], 6);
    EXPECT_EQ(area["state"], "ok");
    EXPECT_NEAR(area["sd"].get<double>(), 0.8, 3 * area["se_sd"].get<double>());
  }
  EXPECT_EQ(json["areas"][0]["area"], "area 0");
  EXPECT_GT(json["areas_lr"].get<double>(), 30);
  EXPECT_LT(json["areas_lr_p"].get<double>(), 1e-6);
  EXPECT_EQ(json["n_parameters"], 2 * kItems + 3);
}

TEST(CalibrateAreas, AnotherAttributeMayBeNamed) {
  const AreasFiles files;
  const Outcome outcome = files.Calibrate(
      {"--areas", "topic", "--attributes", files.File("items.csv")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("topic \"alone\": 1 of its items can be "
                                     "fitted"));
}

TEST(CalibrateAreas, AnAttributeThatIsMissingEverywhereIsAnError) {
  const AreasFiles files;
  const Outcome outcome = files.Calibrate(
      {"--areas", "domain", "--attributes", files.File("items.csv")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr(files.File("items.csv") +
                        ": none of the 18 items in the responses has the "
                        "attribute \"domain\""));
}

TEST(CalibrateAreas, NeedTheFileOfAttributes) {
  const AreasFiles files;
  const Outcome outcome = files.Calibrate({"--areas"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--areas needs --attributes FILE"));
}

}  // namespace
}  // namespace adaptest
