// Benchmarks of sessions on the shipped exam: 582 items of which 462 are
// scored, a blueprint of 18 constraints, tests of 50 scored items and 15
// pretest items, 121 nodes. Inputs are computed outside the loops.

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "calibration/files/items_csv.h"
#include "calibration/files/text_file.h"
#include "calibration/simulation/simulation.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/session/session_estimate.h"
#include "proto/conversion/exam_conversion.h"

namespace adaptest {
namespace {

constexpr int kAdaptive = 0;
constexpr int kMock = 1;

std::string ShippedFile(const std::string& name) {
  return std::string(ADAPTEST_SOURCE_DIR) + "/data/mla-c01/" + name;
}

const std::shared_ptr<const ItemBank>& ShippedBank() {
  static const auto& bank = *new std::shared_ptr<const ItemBank>(
      new ItemBank(*ReadItemsCsv(ShippedFile("items.csv"))));
  return bank;
}

// The adaptive mode at full length, by maximum information.
const Exam& ShippedProfile() {
  static const Exam& exam = *[] {
    auto* profile = new Exam(*ExamFromProto(
        *ParseExamJson(*ReadTextFile(ShippedFile("exam.json")))));
    Mode& adaptive = profile->modes[kAdaptive];
    adaptive.criterion = {"mfi", {}, {}, {}};
    adaptive.stopping_rules = {{"fixed_length", {}, {}, {}}};
    adaptive.exposure = {};
    return profile;
  }();
  return exam;
}

const std::shared_ptr<const PreparedExam>& ShippedExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      *PreparedExam::Make(ShippedProfile(), ShippedBank()));
  return exam;
}

// An adaptive session at a scored position after `given` scored items.
Session SessionAfter(int given) {
  const PreparedMode& mode = ShippedExam()->modes()[kAdaptive];
  Session session(ShippedExam(), kAdaptive,
                  MakeSessionPlan(*ShippedExam(), mode, 7));
  for (;;) {
    const int item = *session.SelectNext();
    session.Give(item);
    const bool scored = session.given().back().scored;
    if (scored && static_cast<int>(session.ScoredItems().size()) > given) {
      break;
    }
    session.Answer(item % 3 != 0);
  }
  return session;  // waits for the answer to one item more
}

void ExactInformation582Items(benchmark::State& state) {
  std::vector<double> information(ShippedBank()->size());
  double theta = -2;
  for (auto _ : state) {
    ShippedExam()->criterion_tables().InformationAt(
        *ShippedBank(), theta, absl::MakeSpan(information));
    benchmark::DoNotOptimize(information.data());
    theta = theta > 2 ? -2 : theta + 0.0317;
  }
}
BENCHMARK(ExactInformation582Items)->Unit(benchmark::kMicrosecond);

void ShadowTestAfterItems(benchmark::State& state) {
  const Session session = SessionAfter(static_cast<int>(state.range(0)));
  std::vector<int> required = session.ScoredItems();
  required.pop_back();
  std::vector<double> gains(ShippedBank()->size());
  ShippedExam()->criterion_tables().InformationAt(
      *ShippedBank(), session.SelectionTheta(), absl::MakeSpan(gains));
  const AssemblyProblem problem = {*ShippedBank(), session.mode().blueprint,
                                   gains, required};
  for (auto _ : state) benchmark::DoNotOptimize(AssembleTest(problem));
}
BENCHMARK(ShadowTestAfterItems)
    ->Arg(0)
    ->Arg(10)
    ->Arg(40)
    ->Unit(benchmark::kMicrosecond);

void SelectNextAfterItems(benchmark::State& state) {
  Session session = SessionAfter(static_cast<int>(state.range(0)));
  session.Answer(1);
  while (ShippedBank()->item(*session.SelectNext()).status !=
         ItemStatus::kOperational) {
    session.Give(*session.SelectNext());
    session.Answer(1);
  }
  for (auto _ : state) benchmark::DoNotOptimize(session.SelectNext());
}
BENCHMARK(SelectNextAfterItems)
    ->Arg(0)
    ->Arg(10)
    ->Arg(40)
    ->Unit(benchmark::kMicrosecond);

// The gains of all items by a criterion, after 25 answers.
void CriterionAfter25Items(benchmark::State& state, const char* name) {
  Session session = SessionAfter(25);
  session.Answer(1);
  Rule rule;
  rule.rule = name;
  const auto criterion = *MakeSelectionCriterion(rule);
  session.WithSelection(
      [&](const SelectionRules&, const SelectionSnapshot& snapshot) {
        for (auto _ : state) {
          benchmark::DoNotOptimize(Gains(criterion, snapshot));
        }
        return 0;
      });
}
BENCHMARK_CAPTURE(CriterionAfter25Items, mfi, "mfi");
BENCHMARK_CAPTURE(CriterionAfter25Items, mpwi, "mpwi");
BENCHMARK_CAPTURE(CriterionAfter25Items, mepv, "mepv");
BENCHMARK_CAPTURE(CriterionAfter25Items, mei, "mei");
BENCHMARK_CAPTURE(CriterionAfter25Items, klp, "klp");
BENCHMARK_CAPTURE(CriterionAfter25Items, gdip, "gdip");
BENCHMARK_CAPTURE(CriterionAfter25Items, entropy, "entropy");
BENCHMARK_CAPTURE(CriterionAfter25Items, decision_information,
                  "decision_information");

// What an answer costs apart from storing it and choosing the next item; a
// copy of the session is part of it.
void AnswerAndEstimateAfter25Items(benchmark::State& state) {
  const Session waiting = SessionAfter(25);
  for (auto _ : state) {
    Session session = waiting;
    session.Answer(1);
    benchmark::DoNotOptimize(EstimateSession(session));
  }
}
BENCHMARK(AnswerAndEstimateAfter25Items)->Unit(benchmark::kMicrosecond);

// Plan, 65 items and answers, report, and a fresh form to check it against.
void SimulatedSession(benchmark::State& state, int mode) {
  uint64_t index = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        SimulateExaminee(ShippedExam(), mode, 0.2, 1, index++));
  }
}
BENCHMARK_CAPTURE(SimulatedSession, mock, kMock)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(SimulatedSession, adaptive, kAdaptive)
    ->Unit(benchmark::kMillisecond);

// Whole tests of 65 items, as SimulatedSession, 128 of them with exposure
// control by item eligibility.
void SimulateWithEligibility(benchmark::State& state) {
  Exam exam = ShippedProfile();
  exam.modes[kAdaptive].exposure = {
      {"item_eligibility", {{"max_rate", 0.25}}, {}, {}}};
  SimulationOptions options;
  options.exam = *PreparedExam::Make(exam, ShippedBank());
  options.mode = kAdaptive;
  const std::vector<double> thetas(128, 0.2);
  for (auto _ : state) benchmark::DoNotOptimize(Simulate(options, thetas));
  state.SetItemsProcessed(state.iterations() * 128);
}
BENCHMARK(SimulateWithEligibility)->Unit(benchmark::kMillisecond);

// Blueprints, tables and the pass curve of 64 forms.
void PrepareShippedExam(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        PreparedExam::Make(ShippedProfile(), ShippedBank()));
  }
}
BENCHMARK(PrepareShippedExam)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adaptest
