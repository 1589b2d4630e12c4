#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/simulation/report/report.h"
#include "calibration/simulation/simulation.h"
#include "calibration/simulation/summary_json.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/seed_option.h"
#include "cli/simulated_exam.h"
#include "cli/simulated_persons.h"
#include "cli/study_files.h"
#include "engine/status_macros.h"
#include "proto/conversion/json.h"

namespace adaptest {
namespace {

using Exams = std::vector<std::unique_ptr<SimulatedExam>>;
using Files = std::vector<std::pair<std::string, std::string>>;

struct Arguments {
  BankOption bank;
  std::vector<std::string> exams;
  std::string mode;
  PersonsOption persons;
  std::string responses;
  uint64_t seed = 1;
  int threads = static_cast<int>(std::thread::hardware_concurrency());
  std::string out;
};

absl::Status CheckPaths(const Arguments& a) {
  if (a.exams.size() > 1 && !a.responses.empty()) {
    return UsageError(absl::StrCat("--responses ", a.responses, " with ",
                                   a.exams.size(),
                                   " exams; allowed: with one --exam"));
  }
  const std::set<std::string> distinct(a.exams.begin(), a.exams.end());
  if (distinct.size() < a.exams.size()) {
    return UsageError("--exam names a file twice; allowed: different files");
  }
  RETURN_IF_ERROR(CheckResponsesPath(a.responses, a.out));
  return CheckInputs({a.bank.bank, a.persons.persons, a.persons.post_hoc},
                     a.out);
}

absl::StatusOr<Exams> MakeExams(const Arguments& a, const StudyPlan& plan) {
  const std::vector<std::string> labels = ExamLabels(a.exams);
  Exams exams;
  for (size_t e = 0; e < a.exams.size(); ++e) {
    ASSIGN_OR_RETURN(auto exam,
                     SimulatedExam::Make(plan, a.exams[e], labels[e]));
    exams.push_back(std::move(exam));
  }
  return exams;
}

// Leaves out persons on record whose answers hold no test of one of the exams,
// and says so. Returns how many.
absl::StatusOr<int> LeaveOutPersons(const Exams& exams,
                                    RecordedAnswers& answers) {
  std::vector<int> kept;
  std::string first;
  for (int p = 0; p < answers.size(); ++p) {
    const std::vector<ScoredAnswer> of_person = answers.Of(p);
    const bool has_tests = std::all_of(
        exams.begin(), exams.end(),
        [&](const auto& exam) { return exam->post_hoc()->HasTest(of_person); });
    if (has_tests) kept.push_back(p);
    if (!has_tests && first.empty()) first = answers.id(p);
  }
  const int left_out = answers.size() - static_cast<int>(kept.size());
  const std::string reason = absl::StrCat(
      "the items that they answered hold no test within the blueprint; the "
      "first is ",
      first);
  if (kept.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--post-hoc: no person can be given a test: ", reason));
  }
  if (left_out == 0) return 0;
  std::cerr << absl::StrCat("note: ", left_out, " of ", answers.size(),
                            " persons are left out: ", reason, "\n");
  answers.Keep(kept);
  return left_out;
}

// The sessions of some persons in one exam, into the files.
absl::Status WriteSessions(const Arguments& a, const ItemBank& bank,
                           const SimulatedExam& exam,
                           absl::Span<const std::string> ids,
                           absl::Span<const SimulatedExaminee> examinees,
                           StudyFiles& files) {
  const std::string* label = a.exams.size() > 1 ? &exam.label() : nullptr;
  for (size_t i = 0; i < ids.size(); ++i) {
    RETURN_IF_ERROR(
        files.examinees().Append(WriteExaminee(ids[i], examinees[i], label)));
    if (files.responses() == nullptr) continue;
    RETURN_IF_ERROR(
        files.responses()->Append(WriteAnswers(bank, ids[i], examinees[i])));
  }
  return absl::OkStatus();
}

// Batch by batch, so that memory does not grow with the examinees.
absl::Status SimulateAll(const Arguments& a, const ItemBank& bank,
                         SimulatedPersons& persons, Exams& exams,
                         StudyFiles& files) {
  constexpr int kBatch = 8 * Simulator::kExposureBatch;
  for (auto& exam : exams) exam->Start(persons.size(), *exams[0]);
  Progress progress("examinees", persons.size());
  const auto show = progress.Callback();
  for (int begin = 0; begin < persons.size(); begin += kBatch) {
    const int end = std::min(begin + kBatch, persons.size());
    std::vector<std::string> ids;
    std::vector<double> thetas;
    for (int i = begin; i < end; ++i) {
      SimulatedPersons::Person person = persons.Next();
      ids.push_back(std::move(person.id));
      thetas.push_back(person.theta);
    }
    const std::vector<SimulatedExaminee>* first = nullptr;
    for (auto& exam : exams) {
      const auto& examinees = exam->Simulate(thetas, first);
      if (first == nullptr) first = &examinees;
      RETURN_IF_ERROR(WriteSessions(a, bank, *exam, ids, examinees, files));
    }
    if (show) show(end);
  }
  progress.Finish();
  return absl::OkStatus();
}

std::string ItemsCsv(const ItemBank& bank, const Exams& exams) {
  const bool several = exams.size() > 1;
  std::string text = ItemUseHeader(several);
  for (const auto& exam : exams) {
    text += WriteItemUse(bank, exam->exposure(),
                         several ? &exam->label() : nullptr);
  }
  return text;
}

// The files that are written once all sessions are done.
Files OtherFiles(const ItemBank& bank, const Exams& exams,
                 const std::vector<StudyResult>& results) {
  Files files;
  std::vector<ReportedExam> reported;
  for (size_t e = 0; e < exams.size(); ++e) {
    reported.push_back({results[e], &exams[e]->exposure()});
    if (!exams[e]->found()) continue;
    files.emplace_back(FoundExamFile(e, exams.size()),
                       ToJson(exams[e]->profile(), /*indented=*/true));
  }
  files.emplace_back("summary.json", WriteSummaryJson(results));
  files.emplace_back("items.csv", ItemsCsv(bank, exams));
  files.emplace_back("report.html", WriteReport(bank, reported));
  return files;
}

absl::Status Report(const std::vector<StudyResult>& results,
                    const std::string& out) {
  int64_t violations = 0;
  for (const StudyResult& result : results) {
    std::cout << absl::StreamFormat(
        "%s%d examinees, %.0f a second; %s/summary.json\n",
        results.size() > 1 ? result.label + ": " : "", result.summary.examinees,
        result.examinees_per_second, out);
    violations += result.summary.blueprint_violations;
  }
  if (violations == 0) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat(violations, " sessions broke the blueprint"));
}

// Simulates everybody and completes the files of the study.
absl::Status RunStudy(const Arguments& a, const ItemBank& bank,
                      SimulatedPersons& persons, Exams& exams, int left_out) {
  ASSIGN_OR_RETURN(StudyFiles files, StudyFiles::Open(a.out, a.responses));
  RETURN_IF_ERROR(files.examinees().Append(ExamineesHeader(exams.size() > 1)));
  if (files.responses() != nullptr) {
    RETURN_IF_ERROR(files.responses()->Append(kResponseLogHeader));
  }
  RETURN_IF_ERROR(SimulateAll(a, bank, persons, exams, files));
  std::vector<StudyResult> results;
  for (const auto& exam : exams) {
    results.push_back(exam->Result());
    results.back().abilities = persons.description();
    results.back().left_out = left_out;
  }
  RETURN_IF_ERROR(files.Complete(OtherFiles(bank, exams, results), a.exams));
  return Report(results, a.out);
}

absl::Status RunSimulation(const Arguments& a) {
  RETURN_IF_ERROR(CheckPaths(a));
  StudyPlan plan;
  ASSIGN_OR_RETURN(plan.bank, a.bank.Read());
  plan.mode = a.mode;
  plan.seed = a.seed;
  plan.threads = a.threads;
  ASSIGN_OR_RETURN(SimulatedPersons persons,
                   SimulatedPersons::Make(a.persons, a.seed, *plan.bank));
  if (persons.answers()) plan.answers = &*persons.answers();
  ASSIGN_OR_RETURN(Exams exams, MakeExams(a, plan));
  int left_out = 0;
  if (persons.answers()) {
    ASSIGN_OR_RETURN(left_out, LeaveOutPersons(exams, *persons.answers()));
  }
  return RunStudy(a, *plan.bank, persons, exams, left_out);
}

}  // namespace

Run AddSimulate(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "simulate", "Simulate sessions of an exam and measure how well it does");
  a->bank.AddTo(*command);
  command
      ->add_option("--exam", a->exams,
                   "exam profile; several are compared on the same examinees")
      ->required();
  command->add_option("--mode", a->mode,
                      "mode of the exam (default: its first)");
  a->persons.AddTo(*command);
  command->add_option("--responses", a->responses,
                      "write the answers to this file: person_id, item_id, "
                      "response");
  AddSeed(*command, a->seed, "of all draws");
  command->add_option("--threads", a->threads, "threads")
      ->check(CLI::Range(1, 256));
  command
      ->add_option(
          "--out", a->out,
          "directory for summary.json, examinees.csv, items.csv, report.html, "
          "and for exam.json with the exposure probabilities and person-fit "
          "bounds that had to be found")
      ->required();
  command->footer(
      "Examples:\n"
      "  adaptest simulate --bank items.csv --exam exam.json --mode mock "
      "--examinees 5000 --seed 7 --responses answers.csv --out study\n"
      "  adaptest simulate --bank items.csv --exam a.json --exam b.json "
      "--theta \"grid(-3,3,0.5)\" --out comparison\n"
      "  adaptest simulate --bank items.csv --exam exam.json --post-hoc "
      "answers.csv --out study");
  return [a] { return RunSimulation(*a); };
}

}  // namespace adaptest
