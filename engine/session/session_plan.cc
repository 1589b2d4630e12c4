#include "engine/session/session_plan.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "engine/blueprint/given_order.h"
#include "engine/blueprint/program_solver.h"
#include "engine/random.h"
#include "engine/session/item_selection.h"

namespace adaptest {
namespace {

// Streams of the session's seed; those of the criteria count from 0.
constexpr uint64_t kPretestStream = uint64_t{1} << 32;
constexpr uint64_t kFormOrderStream = kPretestStream + 1;
constexpr uint64_t kExposureStream = uint64_t{4} << 32;

// `count` of `values` at random, in random order; those that are held back only
// where the others are too few.
std::vector<int> Draw(std::vector<int> values, int count, Random& random,
                      absl::Span<const HeldBack> held_back = {}) {
  random.Shuffle(values);
  for (const HeldBack& held : held_back) {
    std::stable_partition(values.begin(), values.end(), [&](int value) {
      return !std::binary_search(held[0].begin(), held[0].end(), value);
    });
  }
  values.resize(count);
  return values;
}

// The pretest items of a test: where they count, those of the test that is best
// by random gains of theirs. Held-back ones only where the others are too few.
std::vector<int> DrawPretest(const PreparedExam& exam, const PreparedMode& mode,
                             absl::Span<const HeldBack> held_back,
                             Random& random) {
  const auto items = exam.pretest_items();
  const int count = mode.mode.pretest_items;
  if (!mode.blueprint.counts_pretest()) {
    return Draw({items.begin(), items.end()}, count, random, held_back);
  }
  std::vector<int> order =
      Draw({items.begin(), items.end()}, static_cast<int>(items.size()), random,
           held_back);
  std::vector<double> gains(exam.bank().size(), 0);
  for (size_t k = 0; k < order.size(); ++k) {
    // Each that is held back weighs more than all others together.
    const bool held =
        std::any_of(held_back.begin(), held_back.end(), [&](const auto& h) {
          return std::binary_search(h[0].begin(), h[0].end(), order[k]);
        });
    gains[order[k]] = random.Uniform() - (held ? count : 0);
  }
  const ProgramAnswer answer = mode.blueprint.solvers().Solve({gains, {}, {}});
  std::vector<int> drawn;
  for (const int i : order) {
    if (std::binary_search(answer.items.begin(), answer.items.end(), i)) {
      drawn.push_back(i);
    }
  }
  assert(static_cast<int>(drawn.size()) == count);  // the blueprint is feasible
  return drawn;
}

// Pretest item j may come at position (j + 1) of the whole test's share.
void DelayPretest(const Mode& mode, std::vector<int>& positions) {
  const int total = mode.scored_items + mode.pretest_items;
  for (size_t j = 0; j < positions.size(); ++j) {
    const int count = static_cast<int>(j) + 1;
    const int earliest =
        (count * total + mode.pretest_items - 1) / mode.pretest_items - 1;
    positions[j] = std::max(positions[j], earliest);
  }
}

std::vector<HeldBack> DrawHeldBack(const PreparedExam& exam,
                                   const PreparedMode& mode, uint64_t seed,
                                   const SessionStart& start) {
  std::vector<HeldBack> held;
  for (size_t c = 0; c < mode.exposure.size(); ++c) {
    const ExposureCounts none = NewCounts(mode.exposure[c], exam.bank().size());
    held.push_back(DrawHeldBack(
        mode.exposure[c], start.exposure.empty() ? none : start.exposure[c],
        exam.bank(), start.seen, seed, kExposureStream + c));
  }
  return held;
}

// Before any answer the ability estimate is the cut score.
std::vector<int> MakeForm(const PreparedExam& exam, const PreparedMode& mode,
                          const SessionPlan& plan) {
  const ThetaGrid& grid = exam.tables().grid();
  const Prior own = Resolve(mode.selection_prior, plan.history);
  const std::vector<double> log_prior =
      plan.history ? LogPrior(own, grid) : mode.log_selection_prior;
  const Posterior prior(grid, log_prior);
  const EstimationSettings settings = {grid, own, grid.lower(), grid.upper()};
  const double cut = exam.exam().scale.theta_cut;
  const ItemSelection selection =
      SelectItem({&mode.blueprint, mode.criterion, mode.strategy, mode.exposure,
                  plan.held_back, /*proportional=*/false, /*without=*/"",
                  plan.pretest_items},
                 {exam.bank(),
                  exam.criterion_tables(),
                  prior,
                  log_prior,
                  {},
                  exam.estimator(),
                  settings,
                  cut,
                  exam.above_cut(),
                  cut,
                  plan.seed,
                  0,
                  mode.mode.scored_items});
  std::vector<int> form = selection.shadow_test;
  assert(!form.empty());  // the blueprint is feasible
  Random random = Random::Stream(plan.seed, kFormOrderStream);
  random.Shuffle(form);
  return Arrange(exam.bank(), mode.blueprint, form);
}

}  // namespace

SessionPlan MakeSessionPlan(const PreparedExam& exam, const PreparedMode& mode,
                            uint64_t seed, const SessionStart& start) {
  SessionPlan start_plan;
  start_plan.seed = seed;
  start_plan.history = start.history;
  start_plan.weak_areas.assign(start.weak_areas.begin(),
                               start.weak_areas.end());
  start_plan.held_back = DrawHeldBack(exam, mode, seed, start);
  return RemakePlan(exam, mode, start_plan);
}

SessionPlan RemakePlan(const PreparedExam& exam, const PreparedMode& mode,
                       const SessionPlan& recorded) {
  SessionPlan plan;
  plan.seed = recorded.seed;
  plan.history = recorded.history;
  plan.weak_areas = recorded.weak_areas;
  plan.held_back = recorded.held_back;
  Random random = Random::Stream(plan.seed, kPretestStream);
  std::vector<int> positions(mode.num_positions());
  std::iota(positions.begin(), positions.end(), 0);
  plan.pretest_positions =
      Draw(std::move(positions), mode.mode.pretest_items, random);
  std::sort(plan.pretest_positions.begin(), plan.pretest_positions.end());
  if (mode.may_stop_early) DelayPretest(mode.mode, plan.pretest_positions);
  plan.pretest_items = DrawPretest(exam, mode, plan.held_back, random);
  if (mode.mode.kind == ModeKind::kMock) {
    plan.form = MakeForm(exam, mode, plan);
  }
  return plan;
}

}  // namespace adaptest
