#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/testdesign_constraints.h"
#include "calibration/files/testdesign_pool.h"
#include "calibration/files/text_file.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/exam_file.h"
#include "cli/json_output.h"
#include "engine/blueprint/blueprint.h"
#include "engine/blueprint/form_supply.h"
#include "engine/status_macros.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/json.h"

namespace adaptest {
namespace {

struct Arguments {
  // check
  std::string exam;
  BankOption bank;
  // import
  std::string constraints;
  std::string attributes;
  std::string stimuli;
  std::string pool;
  std::string name = "testdesign";
  std::string out;
};

Json JsonOf(const FormSupply& supply) {
  return {{"at_least", supply.at_least},
          {"at_most", supply.at_most},
          {"limits", supply.limits}};
}

absl::Status Check(const Arguments& a) {
  ASSIGN_OR_RETURN(const auto bank, a.bank.Read());
  ASSIGN_OR_RETURN(const Exam exam, ReadExam(a.exam));
  Json result = {{"exam", exam.name}, {"modes", Json::array()}};
  absl::Status first_conflict;
  for (const Mode& mode : exam.modes) {
    const std::string name(NameOf(mode.kind));
    const std::string place = absl::StrCat(a.exam, ": mode ", name);
    const auto blueprint =
        Blueprint::Make(*bank, ConstraintsOf(exam, mode),
                        {mode.scored_items, mode.pretest_items});
    if (!blueprint.ok()) return InFile(place, blueprint.status());
    const std::vector<std::string> conflict = blueprint->Conflict();
    const FormSupply supply = CountDisjointForms(*blueprint);
    result["modes"].push_back({{"mode", name},
                               {"scored_items", mode.scored_items},
                               {"feasible", conflict.empty()},
                               {"conflict", conflict},
                               {"disjoint_forms", JsonOf(supply)}});
    const std::string note = ThinNote(supply);
    if (!note.empty()) std::cerr << "note: " << place << ": " << note << "\n";
    if (!conflict.empty()) {
      first_conflict.Update(InFile(place, blueprint->CheckFeasible()));
    }
  }
  std::cout << result.dump() << "\n";
  return first_conflict;
}

// TestDesign's Shadow() with its defaults: maximum information at the estimate,
// a fixed number of items.
v1::Exam ExamOf(const std::string& name, const TestDesignBlueprint& blueprint) {
  v1::Exam exam;
  exam.set_name(absl::StrCat("exams/", name));
  v1::Mode& mode = *exam.add_modes();
  mode.set_mode("adaptive");
  mode.set_scored_items(blueprint.scored_items);
  mode.mutable_criterion()->set_rule("mfi");
  mode.add_stopping_rules()->set_rule("fixed_length");
  for (const Constraint& constraint : blueprint.constraints) {
    *exam.add_constraints() = ConstraintToProto(constraint);
  }
  return exam;
}

absl::Status Import(const Arguments& a) {
  ASSIGN_OR_RETURN(TestDesignPool pool,
                   ReadTestDesignPool(a.pool, a.attributes, a.stimuli));
  ASSIGN_OR_RETURN(const TestDesignBlueprint blueprint,
                   ReadTestDesignConstraints(a.constraints, pool));
  const v1::Exam exam = ExamOf(a.name, blueprint);
  // All but the name is ours.
  const absl::Status valid = ExamFromProto(exam).status();
  if (!valid.ok()) return UsageError(valid.message());
  RETURN_IF_ERROR(
      WriteTextFiles(a.out, {{"exam.json", ToJson(exam, /*indented=*/true)},
                             {"items.csv", WriteItemsCsv(pool.items)}}));
  for (const std::string& note : blueprint.notes) {
    std::cerr << "note: " << note << "\n";
  }
  std::cout << a.out << "/exam.json: " << blueprint.scored_items << " of "
            << pool.items.size() << " items, " << blueprint.constraints.size()
            << " constraints; " << a.out << "/items.csv\n";
  return absl::OkStatus();
}

void AddCheck(CLI::App& exam, Arguments& a) {
  CLI::App* command = exam.add_subcommand(
      "check",
      "Tell whether a bank can give a test of each mode, or which "
      "constraints conflict (then exit code 1)");
  command->add_option("exam", a.exam, "exam profile")->required();
  a.bank.AddTo(*command);
  command->footer(
      "Example:\n"
      "  adaptest exam check exam.json --bank items.csv");
}

void AddImport(CLI::App& exam, Arguments& a) {
  CLI::App* command = exam.add_subcommand(
      "import", "Make an exam profile and a bank from TestDesign's CSV files");
  command
      ->add_option("--testdesign-constraints", a.constraints,
                   "CONSTRAINT_ID, TYPE, WHAT, CONDITION, LB, UB, ONOFF")
      ->required();
  command
      ->add_option("--attributes", a.attributes,
                   "item attributes: ID, STID (the stimulus), any others")
      ->required();
  command->add_option("--stimuli", a.stimuli,
                      "stimulus attributes: STID, any others; X becomes the "
                      "items' attribute stimulus_X");
  command
      ->add_option("--pool", a.pool,
                   "item parameters: ID, MODEL (1PL, 2PL, 3PL, PC, GPC or GR), "
                   "PAR1, PAR2 and so on")
      ->required();
  command->add_option("--name", a.name, "the exam's name, exams/NAME");
  command->add_option("--out", a.out, "directory for exam.json and items.csv")
      ->required();
  command->footer(
      "Example:\n"
      "  adaptest exam import --testdesign-constraints constraints.csv "
      "--attributes itemattrib.csv --stimuli stimattrib.csv --pool "
      "itempool.csv --out exam\n"
      "  adaptest exam check exam/exam.json --bank exam/items.csv\n"
      "  adaptest assemble --exam exam/exam.json --bank exam/items.csv "
      "--theta 0");
}

}  // namespace

Run AddExam(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "exam", "Check an exam profile against a bank, or import one");
  AddCheck(*command, *a);
  AddImport(*command, *a);
  command->require_subcommand(1);
  command->footer(
      "Each explains itself: adaptest exam import --help, "
      "adaptest exam check --help");
  return [a, command] {
    return command->got_subcommand("check") ? Check(*a) : Import(*a);
  };
}

}  // namespace adaptest
