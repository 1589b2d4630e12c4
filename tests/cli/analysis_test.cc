// calibrate, select and assemble, from file to file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Json Only(const Outcome& outcome) {
  const std::vector<Json> lines = JsonLines(outcome.out);
  EXPECT_EQ(lines.size(), 1) << outcome.out << outcome.err;
  return lines.empty() ? Json() : lines[0];
}

// The candidate of this item in the output of `select`.
Json CandidateIn(const Json& result, const std::string& item) {
  for (const Json& candidate : result["candidates"]) {
    if (candidate["item_id"] == item) return candidate;
  }
  ADD_FAILURE() << item << " is no candidate";
  return Json();
}

TEST(Calibrate, FitsLsat7EndToEnd) {
  const TemporaryDirectory directory;
  const std::string fit = directory.File("fit");
  const Outcome outcome =
      RunProgram({"calibrate", "--responses", ProjectFile("data/lsat7.csv"),
                  "--model", "2pl", "--out", fit});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json json = Json::parse(ReadFile(fit + "/fit.json"));
  EXPECT_NEAR(json["log_likelihood"].get<double>(), -2658.80511, 1e-4);
  EXPECT_EQ(json["converged"], true);
  EXPECT_EQ(json["n_parameters"], 10);
  EXPECT_EQ(json["n_items"], 5);
  EXPECT_LE(json["max_step"].get<double>(), 1e-5);
  EXPECT_THAT(ReadFile(fit + "/items.csv"), StartsWith("item_id,model,a,b"));
  EXPECT_THAT(ReadFile(fit + "/persons.csv"), StartsWith("person_id,n_items,"));
}

TEST(Calibrate, WritesWhatDidNotConverge) {
  const TemporaryDirectory directory;
  const Outcome outcome = RunProgram(
      {"calibrate", "--responses", ProjectFile("data/lsat7.csv"), "--model",
       "2pl", "--max-iterations", "1", "--out", directory.path()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("did not converge"));
  const Json json = Json::parse(ReadFile(directory.File("fit.json")));
  EXPECT_EQ(json["converged"], false);
}

TEST(Select, TakesTheMostInformativeItem) {
  const SmallExamFiles files;
  const Json result =
      Only(RunProgram({"select", "--bank", files.items(), "--theta", "0.3"}));
  EXPECT_EQ(result["theta"], 0.3);
  EXPECT_EQ(result["method"], "given");
  EXPECT_EQ(result["criterion"], "mfi");
  EXPECT_EQ(result["candidates"].size(), 20);
  EXPECT_EQ(result["selected"], result["candidates"][0]["item_id"]);
  EXPECT_EQ(result["candidates"][0]["rank"], 1);
  EXPECT_GT(result["candidates"][0]["value"],
            result["candidates"][19]["value"]);
  EXPECT_TRUE(result["candidates"][0]["reasons"].empty());
}

TEST(Select, SaysThatAnItemWasAdministered) {
  const SmallExamFiles files;
  const Json result =
      Only(RunProgram({"select", "--bank", files.items(), "--answers",
                       "Q15=1,Q16=0", "--top", "30"}));
  const Json candidate = CandidateIn(result, "Q15");
  EXPECT_EQ(candidate["eligible"], false);
  EXPECT_THAT(candidate["reasons"], ElementsAre("administered"));
  EXPECT_NE(result["selected"], "Q15");
}

TEST(Select, CountsOnlyCandidatesThatCanBeGiven) {
  const SmallExamFiles files;
  const std::vector<std::string> command = {
      "select", "--bank", files.items(), "--theta", "0", "--top", "3"};
  const Json before = Only(RunProgram(command))["candidates"];
  ASSERT_EQ(before.size(), 3);
  std::vector<std::string> answered = command;
  const std::string best = before[0]["item_id"];
  answered.insert(answered.end(), {"--answers", best + "=1"});
  const Json after = Only(RunProgram(answered))["candidates"];
  ASSERT_EQ(after.size(), 4);
  EXPECT_EQ(after[0]["eligible"], false);
  EXPECT_EQ(after[2]["item_id"], before[2]["item_id"]);
  EXPECT_EQ(after[3]["eligible"], true);
}

TEST(Select, SaysThatAnItemIsRetired) {
  const SmallExamFiles files;
  WriteFile(files.items(),
            "item_id,model,a,b,status\nQ1,2pl,2,0,retired\nQ2,2pl,1,0,\n");
  const Json result = Only(RunProgram({"select", "--bank", files.items()}));
  EXPECT_THAT(CandidateIn(result, "Q1")["reasons"], ElementsAre("retired"));
  EXPECT_EQ(result["selected"], "Q2");
}

TEST(Select, SaysWhichConstraintBlocksAnItem) {
  const SmallExamFiles files;
  const Json result = Only(
      RunProgram({"select", "--bank", files.items(), "--exam", files.exam(),
                  "--answers", "Q0=1,Q2=1,Q6=1", "--top", "30"}));
  const Json candidate = CandidateIn(result, "Q8");
  EXPECT_EQ(candidate["eligible"], false);
  EXPECT_THAT(candidate["reasons"], ElementsAre("constraint:D1"));
  EXPECT_TRUE(CandidateIn(result, "Q1")["reasons"].empty());
}

// No pretest items are drawn in a single selection; that some can be is enough.
TEST(Select, KeepsConstraintsOnPretestItemsPossible) {
  const SmallExamFiles files;
  files.AddConstraints(R"json([
    {"id": "P1", "type": "number", "scope": "pretest", "lower": 1, "upper": 1,
     "condition": "domain == \"1\""}])json");
  const Outcome outcome = RunProgram({"select", "--bank", files.items(),
                                      "--exam", files.exam(), "--theta", "0"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(Only(outcome)["selected"].is_string());
}

TEST(Assemble, MakesParallelForms) {
  const SmallExamFiles files;
  const Outcome outcome = RunProgram(
      {"assemble", "--bank", files.items(), "--exam", files.exam(), "--theta",
       "-0.5", "0.5", "--forms", "3", "--max-overlap", "0"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json result = Only(outcome);
  ASSERT_EQ(result["forms"].size(), 3);
  std::set<std::string> items;
  for (const Json& form : result["forms"]) {
    for (const Json& item : form["items"]) items.insert(item);
    EXPECT_EQ(form["constraints"][0]["count"], 3);
    EXPECT_GE(form["gap"], 0.0);
  }
  EXPECT_EQ(items.size(), 18);
  EXPECT_EQ(result["target"].size(), 2);
  EXPECT_LT(result["largest_deviation"], result["target"][0]);
}

TEST(Assemble, SaysWhatOverlapParallelFormsNeed) {
  const SmallExamFiles files;
  const Outcome outcome =
      RunProgram({"assemble", "--bank", files.items(), "--exam", files.exam(),
                  "--forms", "5", "--max-overlap", "0"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(Only(outcome)["status"], "infeasible");
  EXPECT_THAT(outcome.err,
              HasSubstr("5 forms with at most 0 common items are impossible; "
                        "two of them have 1 or more in common"));
}

TEST(Select, RefusesAnswersThatCannotBe) {
  const SmallExamFiles files;
  for (const char* answers : {"Q99=1", "Q1=2", "Q1", "Q1=1,Q1=0", "Q1=x"}) {
    const Outcome outcome =
        RunProgram({"select", "--bank", files.items(), "--answers", answers});
    EXPECT_EQ(outcome.exit_code, 1) << answers;
    EXPECT_THAT(outcome.err, HasSubstr("--answers: ")) << answers;
  }
}

// One item of each kind of model.
std::string WriteMixedBank(const SmallExamFiles& files) {
  const std::string path = files.File("mixed.csv");
  WriteFile(path,
            "item_id,model,a,b,b1,b2,b3,a1,a2,c1,c2\n"
            "Q1,2pl,1.2,0.3,,,,,,,\nQ2,grm,1.5,,-1,0.2,1.1,,,,\n"
            "Q3,gpcm,0.9,,0.4,-0.6,,,,,\nQ4,pcm,,,-0.5,0.5,,,,,\n"
            "Q5,nrm,,,,,,0.8,1.6,0.2,-0.3\n");
  return path;
}

TEST(Select, RanksTheItemsOfAMixedBank) {
  const SmallExamFiles files;
  const std::string bank = WriteMixedBank(files);
  const Json result =
      Only(RunProgram({"select", "--bank", bank, "--answers", "Q2=3,Q4=1"}));
  EXPECT_EQ(result["candidates"].size(), 5);
  EXPECT_THAT(CandidateIn(result, "Q2")["reasons"],
              ElementsAre("administered"));
  for (const Json& candidate : result["candidates"]) {
    EXPECT_GT(candidate["value"], 0.0) << candidate;
  }
  const Outcome refused =
      RunProgram({"select", "--bank", bank, "--answers", "Q2=4"});
  EXPECT_THAT(refused.err,
              HasSubstr("item Q2: category 4, model grm allows 0 to 3"));
}

TEST(Score, ScoresTheCategoriesOfAMixedBank) {
  const SmallExamFiles files;
  WriteFile(files.File("answers.csv"),
            "person_id,Q1,Q2,Q3,Q4,Q5\nhigh,1,3,2,2,2\nlow,0,0,0,0,0\n");
  for (const char* method : {"eap", "mle"}) {
    const Outcome outcome =
        RunProgram({"score", "--bank", WriteMixedBank(files), "--responses",
                    files.File("answers.csv"), "--method", method});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("\nlow,5,-"));
    EXPECT_THAT(outcome.out, testing::Not(HasSubstr("\nhigh,5,-")));
  }
}

TEST(Calibrate, OfTwoCategoriesTheGradedModelIsThe2pl) {
  const TemporaryDirectory directory;
  for (const char* model : {"grm", "2pl"}) {
    const Outcome outcome =
        RunProgram({"calibrate", "--responses", ProjectFile("data/lsat7.csv"),
                    "--model", model, "--out", directory.File(model)});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  const auto fit_of = [&](const char* model) {
    std::ifstream file(directory.File(model) + "/fit.json");
    return nlohmann::json::parse(file);
  };
  EXPECT_NEAR(fit_of("grm")["log_likelihood"], fit_of("2pl")["log_likelihood"],
              1e-7);
}

TEST(Select, ReadsABankInTheNormalMetric) {
  const SmallExamFiles files;
  const std::vector<std::string> command = {"select", "--bank", files.items(),
                                            "--theta", "0"};
  std::vector<std::string> normal = command;
  normal.insert(normal.end(), {"--metric", "normal"});
  const Outcome outcome = RunProgram(normal);
  EXPECT_THAT(outcome.err, HasSubstr("multiplied by 1.702"));
  EXPECT_NE(Only(outcome)["candidates"],
            Only(RunProgram(command))["candidates"]);
}

TEST(Assemble, FormsSatisfyTheBlueprint) {
  const SmallExamFiles files;
  const Json result =
      Only(RunProgram({"assemble", "--bank", files.items(), "--exam",
                       files.exam(), "--mode", "mock", "--forms", "3"}));
  EXPECT_EQ(result["status"], "optimal");
  EXPECT_EQ(result["mode"], "mock");
  EXPECT_TRUE(result["conflict"].empty());
  ASSERT_EQ(result["forms"].size(), 3);
  for (const Json& form : result["forms"]) {
    EXPECT_EQ(std::set<std::string>(form["items"].begin(), form["items"].end())
                  .size(),
              6);
    for (const Json& constraint : form["constraints"]) {
      EXPECT_EQ(constraint["count"], 3) << constraint;
    }
    for (const std::string by : {"lee", "rudner"}) {
      const double accuracy = form["quality"][by]["accuracy"];
      EXPECT_GT(accuracy, 0.5) << by;
      EXPECT_LT(accuracy, 1) << by;
    }
  }
}

TEST(Assemble, HoldsWhatWasAdministered) {
  const SmallExamFiles files;
  const Json result = Only(
      RunProgram({"assemble", "--bank", files.items(), "--exam", files.exam(),
                  "--theta", "2", "--administered", "Q0,Q1"}));
  const auto items =
      result["forms"][0]["items"].get<std::vector<std::string>>();
  EXPECT_THAT(items, testing::IsSupersetOf({"Q0", "Q1"}));
}

TEST(Assemble, NamesTheAdministeredItemThatNoTestCanHold) {
  const SmallExamFiles files;
  const std::pair<const char*, const char*> bad[] = {
      {"Q0,Q99", "item Q99 is not in the bank"},
      {"Q0,Q4", "item Q4 has status pretest; allowed: operational"},
      {"Q0,Q1,Q0", "item Q0 occurs twice"}};
  for (const auto& [items, message] : bad) {
    const Outcome outcome =
        RunProgram({"assemble", "--bank", files.items(), "--exam", files.exam(),
                    "--theta", "0", "--administered", items});
    EXPECT_EQ(outcome.exit_code, 1) << items;
    EXPECT_EQ(outcome.out, "") << items;
    EXPECT_THAT(outcome.err,
                HasSubstr(std::string("--administered: ") + message));
  }
}

TEST(Assemble, InfeasibleBlueprintFailsWithItsConflict) {
  const SmallExamFiles files;
  files.MakeInfeasible();
  const Outcome outcome =
      RunProgram({"assemble", "--bank", files.items(), "--exam", files.exam()});
  EXPECT_EQ(outcome.exit_code, 1);
  const Json result = Only(outcome);
  EXPECT_EQ(result["status"], "infeasible");
  EXPECT_TRUE(result["forms"].empty());
  EXPECT_THAT(result["conflict"].get<std::vector<std::string>>(),
              testing::IsSupersetOf({"D1", "D2"}));
}

}  // namespace
}  // namespace adaptest
