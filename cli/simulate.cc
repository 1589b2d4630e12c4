#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/text_file.h"
#include "calibration/simulation/simulation.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/exam_file.h"
#include "cli/found_parameters.h"
#include "cli/progress.h"
#include "cli/seed_option.h"
#include "cli/study_files.h"
#include "engine/prior.h"
#include "engine/random.h"
#include "engine/status_macros.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/json.h"

namespace adaptest {
namespace {

constexpr int kMaxExaminees = 1000000;

struct Arguments {
  BankOption bank;
  std::string exam;
  std::string mode;
  int examinees = 1000;
  std::string theta = "normal(0,1)";
  std::string persons;
  std::string responses;
  uint64_t seed = 1;
  int threads = static_cast<int>(std::thread::hardware_concurrency());
  std::string out;
};

// Who is simulated.
struct Persons {
  std::vector<std::string> ids;
  std::vector<double> thetas;
};

absl::StatusOr<Persons> ReadPersons(const std::string& path) {
  Persons persons;
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("person_id"));
  ASSIGN_OR_RETURN(const int theta, csv.Require("theta"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    const std::optional<double> value = ParseNumber(csv.field(theta));
    if (!value) {
      return csv.Error(absl::StrCat("theta \"", csv.field(theta),
                                    "\" is not a finite number"));
    }
    persons.ids.emplace_back(csv.field(id));
    persons.thetas.push_back(*value);
  }
  if (!persons.ids.empty()) return persons;
  return absl::InvalidArgumentError(absl::StrCat(path, ": has no persons"));
}

absl::StatusOr<Persons> DrawPersons(const Arguments& a) {
  const auto prior = ParsePrior(a.theta);
  if (!prior.ok()) return UsageError(prior.status().message());
  const auto* normal = std::get_if<NormalPrior>(&*prior);
  if (normal == nullptr) {
    return UsageError(
        absl::StrCat("--theta \"", a.theta, "\"; allowed: normal(MEAN,SD)"));
  }
  // A stream apart from those of the examinees.
  Random random = Random::Stream(a.seed, ~uint64_t{0});
  Persons persons;
  for (int i = 0; i < a.examinees; ++i) {
    persons.ids.push_back(absl::StrFormat("s%07d", i + 1));
    persons.thetas.push_back(normal->mean + normal->sd * random.Normal());
  }
  return persons;
}

absl::Status WriteResponses(const std::string& file, const std::string& text) {
  const std::filesystem::path path(file);
  const std::string directory = path.parent_path().string();
  return WriteTextFiles(directory.empty() ? "." : directory,
                        {{path.filename().string(), text}});
}

absl::Status RunSimulation(const Arguments& a) {
  RETURN_IF_ERROR(CheckResponsesPath(a.responses, a.out));
  const bool drawn = a.persons.empty();
  ASSIGN_OR_RETURN(const Persons persons,
                   drawn ? DrawPersons(a) : ReadPersons(a.persons));
  ASSIGN_OR_RETURN(const auto bank, a.bank.Read());
  ASSIGN_OR_RETURN(v1::Exam profile, ReadExamMessage(a.exam));
  ASSIGN_OR_RETURN(Exam exam, ExamFromProto(profile));
  SimulationOptions options;
  const auto mode = FindMode(exam, a.mode);
  if (!mode.ok()) return UsageError(mode.status().message());
  // Found by simulation first, and kept with the results.
  ASSIGN_OR_RETURN(const bool found,
                   FillFoundParameters(bank, a.seed, a.threads, profile));
  ASSIGN_OR_RETURN(exam, ExamFromProto(profile));
  options.mode = *mode;
  options.seed = a.seed;
  options.threads = a.threads;
  options.examinee.person_fit = true;
  ASSIGN_OR_RETURN(options.exam, PreparedExam::Make(std::move(exam), bank));
  const int total = static_cast<int>(persons.thetas.size());
  Progress progress("examinees", total);
  options.progress = progress.Callback();
  const auto examinees = Simulate(options, persons.thetas);
  const double rate = total / progress.Finish();
  const SimulationSummary summary = Summarize(options, examinees);
  const std::string json = WriteSummaryJson(summary, rate);
  std::vector<std::pair<std::string, std::string>> files = {
      {"summary.json", json},
      {"examinees.csv", WriteExamineesCsv(persons.ids, examinees)}};
  if (found) {
    files.emplace_back(kFoundExamFile, ToJson(profile, /*indented=*/true));
  }
  RETURN_IF_ERROR(WriteStudy(a.out, a.exam, files));
  if (!a.responses.empty()) {
    RETURN_IF_ERROR(WriteResponses(
        a.responses, WriteResponseLog(*bank, persons.ids, examinees)));
  }
  std::cout << absl::StreamFormat(
      "%d examinees, %.0f a second; %s/summary.json\n", total, rate, a.out);
  if (summary.blueprint_violations == 0) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(summary.blueprint_violations,
                                          " sessions broke the blueprint"));
}

}  // namespace

Run AddSimulate(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "simulate", "Simulate sessions of an exam and measure how well it does");
  a->bank.AddTo(*command);
  command->add_option("--exam", a->exam, "exam profile")->required();
  command->add_option("--mode", a->mode,
                      "mode of the exam (default: its first)");
  command->add_option("--examinees", a->examinees, "how many to draw")
      ->check(CLI::Range(1, kMaxExaminees));
  command->add_option("--theta", a->theta, "true abilities: normal(MEAN,SD)");
  command->add_option("--persons", a->persons,
                      "file with columns person_id, theta, instead of drawing");
  command->add_option("--responses", a->responses,
                      "write the answers to this file: person_id, item_id, "
                      "response");
  AddSeed(*command, a->seed, "of all draws");
  command->add_option("--threads", a->threads, "threads")
      ->check(CLI::Range(1, 256));
  command
      ->add_option(
          "--out", a->out,
          "directory for summary.json, examinees.csv, and for exam.json with "
          "the exposure probabilities and person-fit bounds that had to be "
          "found")
      ->required();
  command->footer(
      "Example:\n"
      "  adaptest simulate --bank items.csv --exam exam.json --mode mock "
      "--examinees 5000 --seed 7 --responses answers.csv --out study");
  return [a] { return RunSimulation(*a); };
}

}  // namespace adaptest
