#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "calibration/files/persons_csv.h"
#include "calibration/files/text_file.h"
#include "calibration/score_persons.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/estimation_options.h"
#include "cli/exam_file.h"
#include "cli/response_options.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

struct Arguments {
  BankOption bank;
  EstimationOptions estimation;
  ResponseOptions responses;
  std::string exam;
  std::string out;
};

absl::Status Score(Arguments& a) {
  RETURN_IF_ERROR(a.responses.Check());
  ScoringOptions options;
  ASSIGN_OR_RETURN(options.estimator, a.estimation.Estimator());
  ASSIGN_OR_RETURN(options.settings, a.estimation.Settings());
  ASSIGN_OR_RETURN(const auto bank, a.bank.Read());
  NoteProvisional(*bank);
  std::shared_ptr<const PreparedExam> prepared;
  if (!a.exam.empty()) {
    ASSIGN_OR_RETURN(Exam exam, ReadExam(a.exam));
    a.responses.exam = exam.name;
    ASSIGN_OR_RETURN(prepared, PreparedExam::Make(std::move(exam), bank));
    options.exam = prepared.get();
  }
  ASSIGN_OR_RETURN(const ResponseData data, a.responses.Read(ModelsOf(*bank)));
  ASSIGN_OR_RETURN(const std::vector<PersonEstimate> persons,
                   ScorePersons(*bank, data, options));
  const std::string text = WritePersonsCsv(persons);
  if (!a.out.empty()) return WriteTextFiles(a.out, {{"persons.csv", text}});
  std::cout << text;
  return absl::OkStatus();
}

}  // namespace

Run AddScore(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "score", "Estimate the ability of persons from their answers");
  a->bank.AddTo(*command);
  a->responses.AddTo(*command);
  a->responses.AddPersonsTo(*command);
  a->estimation.AddTo(*command);
  command->add_option("--exam", a->exam,
                      "exam profile: adds scaled score and pass probability, "
                      "and leaves out answers to pretest items");
  command->add_option("--out", a->out,
                      "directory for persons.csv (default: standard output)");
  command->footer(
      "Example:\n"
      "  adaptest score --bank items.csv --responses answers.csv --method mle");
  return [a] { return Score(*a); };
}

}  // namespace adaptest
