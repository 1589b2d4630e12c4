#include "engine/session/session_plan.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "engine/blueprint/shadow_test.h"
#include "engine/random.h"

namespace adaptest {
namespace {

// Streams of the session's seed; those of the criteria count from 0.
constexpr uint64_t kPretestStream = uint64_t{1} << 32;
constexpr uint64_t kFormOrderStream = kPretestStream + 1;

// `count` of `values` at random, in random order.
std::vector<int> Draw(std::vector<int> values, int count, Random& random) {
  random.Shuffle(values);
  values.resize(count);
  return values;
}

std::vector<int> MakeForm(const PreparedExam& exam, const PreparedMode& mode,
                          uint64_t seed) {
  // Before any answer the ability estimate is the middle of the scale.
  const SelectionSnapshot snapshot = {exam.bank(), exam.exam().scale.theta_cut,
                                      seed, 0};
  const std::vector<double> gains = Gains(mode.criterion, snapshot);
  auto form = AssembleTest({exam.bank(), mode.blueprint, gains, {}});
  assert(form.ok());  // the blueprint is feasible
  Random random = Random::Stream(seed, kFormOrderStream);
  random.Shuffle(*form);
  return *std::move(form);
}

}  // namespace

SessionPlan MakeSessionPlan(const PreparedExam& exam, const PreparedMode& mode,
                            uint64_t seed) {
  SessionPlan plan;
  plan.seed = seed;
  Random random = Random::Stream(seed, kPretestStream);
  std::vector<int> positions(mode.num_positions());
  std::iota(positions.begin(), positions.end(), 0);
  plan.pretest_positions =
      Draw(std::move(positions), mode.mode.pretest_items, random);
  std::sort(plan.pretest_positions.begin(), plan.pretest_positions.end());
  const auto items = exam.pretest_items();
  plan.pretest_items =
      Draw({items.begin(), items.end()}, mode.mode.pretest_items, random);
  if (mode.mode.kind == ModeKind::kMock) {
    plan.form = MakeForm(exam, mode, seed);
  }
  return plan;
}

}  // namespace adaptest
