#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/ability_option.h"
#include "cli/answers_option.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/exam_file.h"
#include "cli/json_output.h"
#include "cli/seed_option.h"
#include "engine/blueprint/given_order.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/criteria/maximum_information.h"
#include "engine/scores/form_quality.h"
#include "engine/session/prepared_exam.h"
#include "engine/session/selection_context.h"
#include "engine/status_macros.h"
#include "mip/parallel_forms.h"

namespace adaptest {
namespace {

constexpr int kMaxForms = 10000;

struct Arguments {
  BankOption bank;
  std::string exam;
  std::string mode;
  std::vector<double> thetas;
  std::string administered;
  int forms = 1;
  std::optional<int> max_overlap;
  double time_limit = 60;
  uint64_t seed = 1;
};

// Summed information at the thetas; without any, what the mode's criterion
// gives at the cut score, as at the start of a session with this seed.
std::vector<double> GainsOf(const Arguments& a, const Exam& exam,
                            const PreparedMode& mode,
                            const SelectionContext& context, uint64_t seed) {
  if (a.thetas.empty()) {
    return Gains(mode.criterion, context.At(exam.scale.theta_cut, seed,
                                            mode.mode.scored_items));
  }
  std::vector<double> sum;
  for (const double theta : a.thetas) {
    const auto gains = Gains(MaximumInformation(), context.At(theta));
    sum.resize(gains.size(), 0);
    for (size_t i = 0; i < gains.size(); ++i) sum[i] += gains[i];
  }
  return sum;
}

Json ToJson(const Classification& classification) {
  return {{"accuracy", classification.accuracy},
          {"consistency", classification.consistency}};
}

// How well the form decides at the cut, for the mode's population.
Json QualityOf(const ItemBank& bank, const BankTables& tables,
               const PreparedMode& mode, const std::vector<int>& form,
               double theta_cut) {
  const Posterior population(tables.grid(), mode.log_score_prior);
  const FormQuality quality =
      AssessForm(bank, tables, form, theta_cut, population.weights());
  return {
      {"raw_cut", quality.raw_cut},
      {"lee", ToJson(quality.by_raw_score)},
      {"rudner", ToJson(quality.by_estimate)},
      {"standard_error_at_cut", NumberOrNull(quality.standard_error_at_cut)},
      {"raw_standard_error_at_cut", quality.raw_standard_error_at_cut}};
}

// What a form is made from, besides the arguments.
struct Assembler {
  const Arguments& a;
  const Exam& exam;
  const PreparedMode& mode;
  const ItemBank& bank;
  const BankTables& tables;
  const SelectionContext& context;
  const std::vector<int>& administered;
};

Json ToJson(const Assembler& by, const std::vector<int>& test,
            const std::vector<double>& gains, const AssemblyDetails& details) {
  Json form = {{"theta", by.a.thetas}};
  double objective = 0;
  Json items = Json::array();
  for (const int item : test) {
    objective += gains[item];
    items.push_back(by.bank.item(item).id);
  }
  form["objective"] = objective;
  form["gap"] = details.gap;
  form["items"] = items;
  form["constraints"] = Json::array();
  std::vector<int> whole = test;
  whole.insert(whole.end(), details.pretest.begin(), details.pretest.end());
  for (const Blueprint::Count& count : by.mode.blueprint.CountItems(whole)) {
    form["constraints"].push_back({{"id", count.id},
                                   {"count", CountOrNull(count.count)},
                                   {"lower", CountOrNull(count.lower)},
                                   {"upper", CountOrNull(count.upper)}});
  }
  form["quality"] = by.exam.scale_given
                        ? QualityOf(by.bank, by.tables, by.mode, test,
                                    by.exam.scale.theta_cut)
                        : Json();
  return form;
}

// One form for each seed, the best by itself.
absl::Status AddForms(const Assembler& by, Json& result) {
  for (int f = 0; f < by.a.forms; ++f) {
    const std::vector<double> gains =
        GainsOf(by.a, by.exam, by.mode, by.context, by.a.seed + f);
    AssemblyDetails details;
    ASSIGN_OR_RETURN(
        std::vector<int> test,
        AssembleTest({by.bank, by.mode.blueprint, gains, by.administered},
                     &details));
    test = Arrange(by.bank, by.mode.blueprint, test, by.administered);
    result["forms"].push_back(ToJson(by, test, gains, details));
  }
  return absl::OkStatus();
}

// Forms that are as good and as equal as can be, with few common items.
absl::Status AddParallelForms(const Assembler& by, Json& result) {
  std::vector<double> thetas = by.a.thetas;
  if (thetas.empty()) thetas = {by.exam.scale.theta_cut};
  std::vector<std::vector<double>> information;
  std::vector<double> sum(by.bank.size(), 0);
  for (const double theta : thetas) {
    information.push_back(Gains(MaximumInformation(), by.context.At(theta)));
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += information.back()[i];
  }
  ASSIGN_OR_RETURN(
      const ParallelForms made,
      AssembleParallelForms({by.mode.blueprint, information, by.a.forms,
                             *by.a.max_overlap, by.a.time_limit}));
  for (const std::vector<int>& items : made.forms) {
    AssemblyDetails details;
    for (const auto& at_point : information) {
      double amount = 0;
      for (const int item : items) amount += at_point[item];
      details.gap = std::max(details.gap, made.bound - amount);
    }
    const std::vector<int> test = Arrange(by.bank, by.mode.blueprint, items);
    result["forms"].push_back(ToJson(by, test, sum, details));
    result["forms"].back()["theta"] = thetas;
  }
  result["target"] = made.target;
  result["largest_deviation"] = made.deviation;
  return absl::OkStatus();
}

// The bound that keeps the administered items from being in one test.
Json ConflictOf(const PreparedMode& mode, const ItemBank& bank,
                const std::vector<int>& administered) {
  const std::vector<double> no_gains(bank.size(), 0);
  for (size_t i = 0; i < administered.size(); ++i) {
    const auto before = absl::MakeConstSpan(administered).subspan(0, i);
    const std::string id = BlockingConstraint(
        {bank, mode.blueprint, no_gains, before}, administered[i]);
    if (!id.empty()) return {id};
  }
  return Json::array();
}

absl::Status Assemble(const Arguments& a) {
  if (a.max_overlap && !a.administered.empty()) {
    return UsageError("--max-overlap and --administered: not both");
  }
  ASSIGN_OR_RETURN(const auto bank, a.bank.Read());
  NoteProvisional(*bank);
  ASSIGN_OR_RETURN(const Exam exam, ReadExam(a.exam));
  const auto index = FindMode(exam, a.mode);
  if (!index.ok()) return UsageError(index.status().message());
  ASSIGN_OR_RETURN(const ThetaGrid grid,
                   ThetaGrid::Make(exam.nodes, -exam.range, exam.range));
  ASSIGN_OR_RETURN(const PreparedMode mode,
                   PrepareMode(exam, exam.modes[*index], *bank, grid));
  ASSIGN_OR_RETURN(const std::vector<int> administered,
                   ParseAdministered(*bank, a.administered));
  const BankTables tables(*bank, grid);
  Json result = {{"status", "optimal"},
                 {"mode", std::string(NameOf(mode.mode.kind))},
                 {"forms", Json::array()},
                 {"conflict", mode.blueprint.Conflict()}};
  const absl::Status feasible = result["conflict"].empty()
                                    ? absl::OkStatus()
                                    : mode.blueprint.CheckFeasible();
  absl::Status status = feasible;
  const SelectionContext context(
      *bank, grid, Eap(),
      {grid, mode.selection_prior, grid.lower(), grid.upper()}, {}, exam.scale);
  const Assembler by = {a, exam, mode, *bank, tables, context, administered};
  if (status.ok()) {
    status =
        a.max_overlap ? AddParallelForms(by, result) : AddForms(by, result);
  }
  for (const Json& form : result["forms"]) {
    if (form["gap"] > 0.0) result["status"] = "feasible";
  }
  if (!status.ok()) {
    result["status"] = "infeasible";
    result["forms"] = Json::array();
    if (feasible.ok()) {
      result["conflict"] = ConflictOf(mode, *bank, administered);
    }
  }
  if (status.ok() || !feasible.ok() || absl::IsNotFound(status) ||
      absl::IsFailedPrecondition(status)) {
    std::cout << result.dump() << "\n";
  }
  return status;
}

}  // namespace

Run AddAssemble(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "assemble", "Assemble optimal tests within an exam's blueprint");
  a->bank.AddTo(*command);
  command->add_option("--exam", a->exam, "exam profile")->required();
  command->add_option("--mode", a->mode,
                      "mode of the exam (default: its first)");
  command
      ->add_option("--theta", a->thetas,
                   "where to maximise the summed information (default: by "
                   "the mode's own criterion)")
      ->check(AbilityRange());
  command->add_option("--administered", a->administered,
                      "items that the test must hold: Q1,Q7");
  command
      ->add_option("--forms", a->forms,
                   "forms, one for each of seed, seed + 1, ...")
      ->check(CLI::Range(1, kMaxForms));
  command
      ->add_option("--max-overlap", a->max_overlap,
                   "parallel forms instead: equal information, as large as "
                   "possible where it is least over --theta (default: the cut "
                   "score), any two with at most so many common items")
      ->check(CLI::Range(0, Blueprint::kMaxLength));
  command
      ->add_option("--time-limit", a->time_limit,
                   "seconds for parallel forms (default 60)")
      ->check(CLI::Range(0.1, 86400.0));
  AddSeed(*command, a->seed, "for criteria that draw");
  command->footer(
      "Examples:\n"
      "  adaptest assemble --bank items.csv --exam exam.json --theta 0\n"
      "  adaptest assemble --bank items.csv --exam exam.json --mode mock "
      "--forms 5 --seed 7\n"
      "  adaptest assemble --bank items.csv --exam exam.json --theta -1 0 1 "
      "--forms 4 --max-overlap 0");
  return [a] { return Assemble(*a); };
}

}  // namespace adaptest
