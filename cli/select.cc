#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/answers_option.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/estimation_options.h"
#include "cli/exam_file.h"
#include "cli/json_output.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/selection_criterion.h"
#include "engine/session/prepared_exam.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

struct Arguments {
  BankOption bank;
  EstimationOptions estimation;
  bool method_given = false;
  std::string exam;
  std::string mode;
  std::string answers;
  std::optional<double> theta;
  std::string criterion;
  int top = 20;
  uint64_t seed = 1;
};

// Everything that the choice depends on.
struct Problem {
  std::shared_ptr<const ItemBank> bank;
  AbilityEstimator estimator;
  EstimationSettings settings;
  SelectionCriterion criterion;
  std::optional<Blueprint> blueprint;
  std::vector<ScoredAnswer> answers;
};

absl::Status ReadExamPart(const Arguments& a, Problem& problem) {
  ASSIGN_OR_RETURN(const Exam exam, ReadExam(a.exam));
  const auto mode = FindMode(exam, a.mode);
  if (!mode.ok()) return UsageError(mode.status().message());
  ASSIGN_OR_RETURN(const ThetaGrid grid,
                   ThetaGrid::Make(exam.nodes, -exam.range, exam.range));
  ASSIGN_OR_RETURN(PreparedMode prepared,
                   PrepareMode(exam, exam.modes[*mode], *problem.bank, grid));
  RETURN_IF_ERROR(prepared.blueprint.CheckFeasible());
  problem.criterion = prepared.criterion;
  problem.blueprint = std::move(prepared.blueprint);
  if (a.method_given) return absl::OkStatus();
  problem.settings = {grid, prepared.selection_prior, grid.lower(),
                      grid.upper()};
  if (exam.estimator.rule.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(problem.estimator, MakeAbilityEstimator(exam.estimator));
  return absl::OkStatus();
}

absl::StatusOr<Problem> ReadProblem(const Arguments& a) {
  Problem problem;
  ASSIGN_OR_RETURN(problem.estimator, a.estimation.Estimator());
  ASSIGN_OR_RETURN(problem.settings, a.estimation.Settings());
  ASSIGN_OR_RETURN(problem.bank, a.bank.Read());
  ASSIGN_OR_RETURN(problem.answers, ParseAnswers(*problem.bank, a.answers));
  if (!a.exam.empty()) RETURN_IF_ERROR(ReadExamPart(a, problem));
  RETURN_IF_ERROR(CheckEstimator(problem.estimator, *problem.bank));
  if (!a.criterion.empty() || a.exam.empty()) {
    Rule rule;
    rule.rule = a.criterion;
    auto criterion = MakeSelectionCriterion(rule);
    if (!criterion.ok()) return UsageError(criterion.status().message());
    problem.criterion = *criterion;
  }
  return problem;
}

bool Contains(const std::vector<int>& items, int item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// What is decided about every item of the bank.
struct Choice {
  std::vector<double> gains;
  std::vector<int> given;
  std::vector<int> shadow_test;
  std::vector<std::string> binding;
};

absl::StatusOr<Choice> Choose(const Problem& problem,
                              const SelectionSnapshot& snapshot) {
  Choice choice;
  choice.gains = Gains(problem.criterion, snapshot);
  for (const ScoredAnswer& answer : problem.answers) {
    choice.given.push_back(answer.item);
  }
  if (!problem.blueprint) return choice;
  const AssemblyProblem assembly = {*problem.bank, *problem.blueprint,
                                    choice.gains, choice.given};
  ASSIGN_OR_RETURN(choice.shadow_test, AssembleTest(assembly));
  RETURN_IF_ERROR(CheckTest(*problem.blueprint, choice.shadow_test));
  choice.binding = BindingConstraints(assembly, choice.shadow_test);
  return choice;
}

Json Reasons(const Problem& problem, const Choice& choice, int item) {
  Json reasons = Json::array();
  if (problem.bank->item(item).status == ItemStatus::kRetired) {
    reasons.push_back("retired");
  } else if (Contains(choice.given, item)) {
    reasons.push_back("administered");
  } else if (problem.blueprint) {
    const std::string id = BlockingConstraint(
        {*problem.bank, *problem.blueprint, choice.gains, choice.given}, item);
    if (!id.empty()) reasons.push_back(absl::StrCat("constraint:", id));
  }
  return reasons;
}

// Candidates by rank, and the one selected: the best that is eligible and, in
// an exam, in the shadow test. Pretest items are no candidates.
void FillCandidates(const Problem& problem, const Choice& choice, int top,
                    Json& result) {
  Json candidates = Json::array();
  Json selected = nullptr;
  int rank = 0;
  for (const int item : OrderByGain(*problem.bank, choice.gains)) {
    const Item& candidate = problem.bank->item(item);
    if (candidate.status == ItemStatus::kPretest) continue;
    const Json reasons = Reasons(problem, choice, item);
    const bool eligible = reasons.empty();
    const bool in_test =
        problem.blueprint ? Contains(choice.shadow_test, item) : eligible;
    if (selected.is_null() && eligible && in_test) selected = candidate.id;
    if (++rank <= top) {
      candidates.push_back({{"rank", rank},
                            {"item_id", candidate.id},
                            {"value", choice.gains[item]},
                            {"eligible", eligible},
                            {"in_shadow_test", in_test},
                            {"reasons", reasons}});
    }
    if (rank >= top && !selected.is_null()) break;
  }
  result["candidates"] = candidates;
  result["selected"] = selected;
}

absl::Status Select(const Arguments& a) {
  ASSIGN_OR_RETURN(const Problem problem, ReadProblem(a));
  const AbilityEstimate estimate = EstimateAbility(
      problem.estimator, *problem.bank, problem.answers, problem.settings);
  Json result;
  // Before any answer a likelihood estimate is undefined: the middle is taken.
  const double theta =
      a.theta ? *a.theta
              : estimate.theta.value_or(0.5 * (problem.settings.lower_bound +
                                               problem.settings.upper_bound));
  result["theta"] = theta;
  result["standard_error"] =
      a.theta ? Json(nullptr) : NumberOrNull(estimate.standard_error);
  result["method"] = a.theta ? "given" : std::string(NameOf(problem.estimator));
  result["criterion"] = std::visit(
      [](const auto& c) { return std::string(c.kName); }, problem.criterion);
  const SelectionSnapshot snapshot = {*problem.bank, theta, a.seed,
                                      static_cast<int>(problem.answers.size())};
  ASSIGN_OR_RETURN(const Choice choice, Choose(problem, snapshot));
  FillCandidates(problem, choice, a.top, result);
  result["binding_constraints"] = choice.binding;
  std::cout << result.dump() << "\n";
  return absl::OkStatus();
}

}  // namespace

Run AddSelect(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "select", "Choose the next item after some answers, and say why");
  a->bank.AddTo(*command);
  a->estimation.AddTo(*command);
  command->add_option("--exam", a->exam,
                      "exam profile: its blueprint, estimator and criterion");
  command->add_option("--mode", a->mode,
                      "mode of the exam (default: its first)");
  command->add_option("--answers", a->answers, "answers so far: Q1=1,Q7=0");
  command->add_option("--theta", a->theta,
                      "ability, instead of the estimate from the answers");
  command->add_option("--criterion", a->criterion, "mfi or random");
  command->add_option("--top", a->top, "candidates to list")
      ->check(CLI::PositiveNumber);
  command->add_option("--seed", a->seed, "for criteria that draw");
  command->footer(
      "Example:\n"
      "  adaptest select --bank items.csv --exam exam.json --answers "
      "\"Q1=1,Q7=0\"");
  return [a, command] {
    a->method_given = command->count("--method") > 0;
    return Select(*a);
  };
}

}  // namespace adaptest
