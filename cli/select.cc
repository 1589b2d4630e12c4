#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/ability_option.h"
#include "cli/answers_option.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/estimation_options.h"
#include "cli/exam_file.h"
#include "cli/json_output.h"
#include "cli/seed_option.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/session/prepared_exam.h"
#include "engine/session/selection_context.h"
#include "engine/session/selection_explanation.h"
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
  int criterion_nodes = 0;  // 0 = the estimator's grid
  std::string criterion_range;
  int length = 20;
  int top = 20;
  uint64_t seed = 1;
};

// Everything that the choice depends on.
struct Problem {
  std::shared_ptr<const ItemBank> bank;
  AbilityEstimator estimator;
  EstimationSettings settings;
  ThetaGrid criterion_grid;
  ScoreScale scale;
  int length = 0;
  PreparedMode mode;  // without an exam only its criterion is used
  bool has_blueprint = false;
  std::vector<HeldBack> held_back;
  std::vector<ScoredAnswer> answers;
};

// What exposure control draws for an examinee of this seed, before any test.
std::vector<HeldBack> DrawHeldBack(const Problem& problem, uint64_t seed) {
  std::vector<HeldBack> held;
  for (const ExposureControl& control : problem.mode.exposure) {
    held.push_back(adaptest::DrawHeldBack(
        control, NewCounts(control, problem.bank->size()), *problem.bank, {},
        seed, held.size()));
  }
  return held;
}

absl::Status ReadExamPart(const Arguments& a, Problem& problem) {
  ASSIGN_OR_RETURN(const Exam exam, ReadExam(a.exam));
  const auto mode = FindMode(exam, a.mode);
  if (!mode.ok()) return UsageError(mode.status().message());
  ASSIGN_OR_RETURN(const ThetaGrid grid,
                   ThetaGrid::Make(exam.nodes, -exam.range, exam.range));
  ASSIGN_OR_RETURN(problem.mode,
                   PrepareMode(exam, exam.modes[*mode], *problem.bank, grid));
  RETURN_IF_ERROR(problem.mode.blueprint.CheckFeasible());
  problem.has_blueprint = true;
  problem.scale = exam.scale;
  problem.length = problem.mode.mode.scored_items;
  problem.held_back = DrawHeldBack(problem, a.seed);
  if (a.method_given) return absl::OkStatus();
  problem.settings = {grid, problem.mode.selection_prior, grid.lower(),
                      grid.upper()};
  if (exam.estimator.rule.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(problem.estimator, MakeAbilityEstimator(exam.estimator));
  return absl::OkStatus();
}

absl::Status ReadCriterion(const Arguments& a, Problem& problem) {
  if (!a.criterion.empty() || a.exam.empty()) {
    Rule rule;
    rule.rule = a.criterion;
    auto criterion = MakeSelectionCriterion(rule);
    if (!criterion.ok()) return UsageError(criterion.status().message());
    problem.mode.criterion = *criterion;
    RETURN_IF_ERROR(CheckCriterion(*criterion, *problem.bank));
  }
  problem.criterion_grid = problem.settings.grid;
  if (a.criterion_nodes == 0 && a.criterion_range.empty()) {
    return absl::OkStatus();
  }
  std::pair<double, double> range = {problem.criterion_grid.lower(),
                                     problem.criterion_grid.upper()};
  if (!a.criterion_range.empty()) {
    ASSIGN_OR_RETURN(range,
                     ParseInterval("--criterion-range", a.criterion_range));
  }
  const auto grid =
      ThetaGrid::Make(a.criterion_nodes == 0 ? problem.criterion_grid.size()
                                             : a.criterion_nodes,
                      range.first, range.second);
  if (!grid.ok()) return UsageError(grid.status().message());
  problem.criterion_grid = *grid;
  return absl::OkStatus();
}

absl::StatusOr<Problem> ReadProblem(const Arguments& a) {
  Problem problem;
  ASSIGN_OR_RETURN(problem.estimator, a.estimation.Estimator());
  ASSIGN_OR_RETURN(problem.settings, a.estimation.Settings());
  ASSIGN_OR_RETURN(problem.bank, a.bank.Read());
  NoteProvisional(*problem.bank);
  ASSIGN_OR_RETURN(problem.answers, ParseAnswers(*problem.bank, a.answers));
  problem.length =
      std::max(a.length, static_cast<int>(problem.answers.size()) + 1);
  if (!a.exam.empty()) RETURN_IF_ERROR(ReadExamPart(a, problem));
  RETURN_IF_ERROR(CheckEstimator(problem.estimator, *problem.bank));
  RETURN_IF_ERROR(ReadCriterion(a, problem));
  return problem;
}

// The answered items must be in some test.
absl::Status CheckAnswered(const Problem& problem) {
  if (!problem.has_blueprint) return absl::OkStatus();
  std::vector<int> given;
  for (const ScoredAnswer& answer : problem.answers) {
    given.push_back(answer.item);
  }
  const std::vector<double> no_gains(problem.bank->size(), 0);
  return AssembleTest({*problem.bank, problem.mode.blueprint, no_gains, given})
      .status();
}

Json IdOrNull(const ItemBank& bank, int item) {
  return item < 0 ? Json() : Json(bank.item(item).id);
}

Json Candidates(const ItemBank& bank, const SelectionExplanation& explanation) {
  Json candidates = Json::array();
  for (const RankedItem& ranked : explanation.ranking) {
    candidates.push_back({{"rank", candidates.size() + 1},
                          {"item_id", bank.item(ranked.item).id},
                          {"value", ranked.value},
                          {"gain", ranked.gain},
                          {"eligible", ranked.reasons.empty()},
                          {"in_shadow_test", ranked.in_shadow_test},
                          {"reasons", ranked.reasons}});
  }
  return candidates;
}

void FillExplanation(const ItemBank& bank,
                     const SelectionExplanation& explanation, Json& result) {
  result["criterion"] = std::string(explanation.criterion);
  result["candidates"] = Candidates(bank, explanation);
  result["selected"] = IdOrNull(bank, explanation.selection.item);
  result["binding_constraints"] = explanation.binding_constraints;
  result["strategy"] = std::string(explanation.strategy);
  result["exposure_set_free"] = explanation.selection.set_free;
  result["alternatives"] = Json::array();
  for (const Alternative& other : explanation.alternatives) {
    result["alternatives"].push_back(
        {{"without", other.without}, {"selected", IdOrNull(bank, other.item)}});
  }
}

absl::Status Select(const Arguments& a) {
  ASSIGN_OR_RETURN(const Problem problem, ReadProblem(a));
  RETURN_IF_ERROR(CheckAnswered(problem));
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
  const PreparedMode& mode = problem.mode;
  const SelectionContext context(*problem.bank, problem.criterion_grid,
                                 problem.estimator, problem.settings,
                                 problem.answers, problem.scale);
  const SelectionSnapshot snapshot = context.At(theta, a.seed, problem.length);
  const SelectionRules rules = {
      problem.has_blueprint ? &mode.blueprint : nullptr,
      mode.criterion,
      mode.strategy,
      mode.exposure,
      problem.held_back,
      mode.may_stop_early};
  FillExplanation(
      *problem.bank,
      ExplainSelection(rules, snapshot, a.top, Counted::kCanBeGiven), result);
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
  command
      ->add_option("--theta", a->theta,
                   "ability, instead of the estimate from the answers")
      ->check(AbilityRange());
  command->add_option("--criterion", a->criterion,
                      "what is maximised: mfi, mpwi, mlwi, mei, mepv, kl, klp, "
                      "gdi, gdip, closest_difficulty (bopt), theta_optimal "
                      "(thopt), entropy, decision_information, "
                      "cut_information, a_stratified, progressive, "
                      "proportional, random");
  command->add_option("--criterion-nodes", a->criterion_nodes,
                      "nodes of the criterion's integrals (default: those of "
                      "the estimate)");
  command->add_option("--criterion-range", a->criterion_range,
                      "LO,HI: their ends");
  command
      ->add_option("--length", a->length,
                   "scored items of the whole test, without an exam")
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("--top", a->top,
                   "candidates to list that can be given; better ones that "
                   "cannot are listed with the reasons")
      ->check(CLI::PositiveNumber);
  AddSeed(*command, a->seed, "for criteria that draw");
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
