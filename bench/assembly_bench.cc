// Benchmarks of optimal shadow tests of 50 of 582 items: 14 areas in 4 domains,
// 4 types of question that cross them and 60 pairs of enemies; and TestDesign's
// timing problem, where its files lie beside the project. One item of work is
// one selection, warm from the one before; gains are computed outside the
// measured time. Counters: the 99th percentile and the largest, in us.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "bench/shadow_problem.h"
#include "engine/blueprint/shadow_test.h"
#include "tests/support/project_file.h"

namespace adaptest {
namespace {

template <typename Estimates>
void Sessions(benchmark::State& state, const ShadowProblem& problem) {
  const size_t length = problem.blueprint.length();
  Estimates estimates(problem.bank);
  std::vector<double> times;
  std::vector<int> given;
  for (auto _ : state) {
    if (given.size() == length) {
      given.clear();
      estimates.Begin();
    }
    const auto gains = InformationAt(problem.bank, estimates.Next());
    const auto start = std::chrono::steady_clock::now();
    const auto test =
        AssembleTest({problem.bank, problem.blueprint, gains, given});
    const std::chrono::duration<double> time =
        std::chrono::steady_clock::now() - start;
    state.SetIterationTime(time.count());
    times.push_back(1e6 * time.count());
    for (const int item : *test) {
      if (std::find(given.begin(), given.end(), item) != given.end()) continue;
      given.push_back(item);
      estimates.Answer(item);
      break;
    }
  }
  std::sort(times.begin(), times.end());
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["largest_us"] = times.back();
  state.SetItemsProcessed(state.iterations());
}

template <typename Estimates>
void ShadowTest582Items(benchmark::State& state) {
  static const ShadowProblem& problem =
      *new ShadowProblem(CrossedShadowProblem());
  Sessions<Estimates>(state, problem);
}

void ShadowTestOfTestDesign(benchmark::State& state) {
  const auto problem =
      TestDesignShadowProblem(SharedFile("reference/testdesign"));
  if (!problem.ok()) return state.SkipWithError("no reference data");
  Sessions<SessionEstimates>(state, *problem);
}

void OneSelectionEach(benchmark::internal::Benchmark* benchmark) {
  benchmark->UseManualTime()->Iterations(20000)->Unit(benchmark::kMicrosecond);
}

BENCHMARK(ShadowTest582Items<SessionEstimates>)->Apply(OneSelectionEach);
BENCHMARK(ShadowTest582Items<ScatteredEstimates>)->Apply(OneSelectionEach);
BENCHMARK(ShadowTestOfTestDesign)->Apply(OneSelectionEach);

}  // namespace
}  // namespace adaptest
