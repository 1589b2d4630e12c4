// Benchmarks of the engine's hot operations on the sizes of a real exam: a bank
// of 582 items, 121 nodes. Inputs are computed outside the loops.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/ability_estimator.h"
#include "engine/bank_tables.h"
#include "engine/math/vector_width.h"
#include "engine/posterior.h"
#include "engine/prior.h"
#include "engine/random.h"
#include "engine/scores/mastery.h"
#include "engine/scores/number_right.h"
#include "engine/scores/pass_probability.h"

namespace adaptest {
namespace {

constexpr int kItems = 582;

const ItemBank& Bank() {
  static const ItemBank& bank = *[] {
    Random random(582);
    std::vector<Item> items(kItems);
    for (int i = 0; i < kItems; ++i) {
      items[i].id = absl::StrCat("Q", i);
      items[i].model = ThreePl();
      items[i].parameters = {std::exp(0.3 * random.Normal()), random.Normal(),
                             0.1 + 0.2 * random.Uniform()};
    }
    return new ItemBank(*ItemBank::Make(std::move(items)));
  }();
  return bank;
}

const BankTables& Tables() {
  static const BankTables& tables = *new BankTables(Bank(), ThetaGrid());
  return tables;
}

Posterior PosteriorAfter(int answers) {
  Posterior posterior(ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid()));
  for (int i = 0; i < answers; ++i) {
    posterior.Update(Tables().log_probability(i, i % 2));
  }
  return posterior;
}

std::vector<std::vector<int>> RandomForms(int count, int length) {
  Random random(64);
  std::vector<int> items(kItems);
  for (int i = 0; i < kItems; ++i) items[i] = i;
  std::vector<std::vector<int>> forms;
  for (int f = 0; f < count; ++f) {
    random.Shuffle(items);
    forms.emplace_back(items.begin(), items.begin() + length);
  }
  return forms;
}

ScoreScale ScaleWithError() {
  ScoreScale scale;
  scale.theta_cut = 0.13;
  scale.theta_cut_standard_error = 0.1;
  return scale;
}

void FillTables582Items121Nodes(benchmark::State& state) {
  for (auto _ : state) {
    const BankTables tables(Bank(), ThetaGrid());
    benchmark::DoNotOptimize(tables.information(0).data());
  }
}
BENCHMARK(FillTables582Items121Nodes)->Unit(benchmark::kMillisecond);

// The most informative item at a theta between two nodes, from their rows: in
// every lane of a vector the largest so far and its place, then the best lane.
template <int kBytes>
[[gnu::always_inline]] inline int LargestBetween(const double* low,
                                                 const double* high, double t) {
  using V = typename Vector<kBytes>::Double;
  using I = typename Vector<kBytes>::Integer;
  constexpr int kWidth = kBytes / sizeof(double);
  V largest = V{} - 1.0;
  I places = {};
  V x, y;
  int i = 0;
  for (; i + kWidth <= kItems; i += kWidth) {
    std::memcpy(&x, low + i, kBytes);
    std::memcpy(&y, high + i, kBytes);
    const V gain = x + t * (y - x);
    places = gain > largest ? I{} + i : places;
    largest = gain > largest ? gain : largest;
  }
  int best = 0;
  for (int lane = 1; lane < kWidth; ++lane) {
    if (largest[lane] > largest[best]) best = lane;
  }
  int item = static_cast<int>(places[best]) + best;
  double most = largest[best];
  for (; i < kItems; ++i) {
    const double gain = low[i] + t * (high[i] - low[i]);
    if (gain > most) {
      most = gain;
      item = i;
    }
  }
  return item;
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] int LargestBetweenAvx2(const double* low,
                                               const double* high, double t) {
  return LargestBetween<32>(low, high, t);
}

[[gnu::target("avx512f")]] int LargestBetweenAvx512(const double* low,
                                                    const double* high,
                                                    double t) {
  return LargestBetween<64>(low, high, t);
}
#endif

int MostInformativeItem(const BankTables& tables, double theta) {
  const ThetaGrid& grid = tables.grid();
  const double position = (theta - grid.lower()) / grid.spacing();
  const int node = static_cast<int>(position);
  const double* low = tables.information(node).data();
  const double* high = tables.information(node + 1).data();
#if defined(__x86_64__)
  static const int vector_bytes = VectorBytes();
  if (vector_bytes == 64) {
    return LargestBetweenAvx512(low, high, position - node);
  }
  if (vector_bytes == 32) {
    return LargestBetweenAvx2(low, high, position - node);
  }
#endif
  return LargestBetween<16>(low, high, position - node);
}

void MaximumInformation582Items(benchmark::State& state) {
  const BankTables& tables = Tables();
  const auto row = tables.information(40);
  if (MostInformativeItem(tables, tables.grid().theta(40)) !=
      std::max_element(row.begin(), row.end()) - row.begin()) {
    return state.SkipWithError("not the most informative item");
  }
  double theta = -2;
  for (auto _ : state) {
    benchmark::DoNotOptimize(MostInformativeItem(tables, theta));
    theta = theta > 2 ? -2 : theta + 0.0317;
  }
}
BENCHMARK(MaximumInformation582Items);

void PosteriorUpdate121Nodes(benchmark::State& state) {
  const Posterior start = PosteriorAfter(10);
  Posterior posterior = start;
  int item = 0;
  for (auto _ : state) {
    posterior.Update(Tables().log_probability(item, item & 1));
    benchmark::DoNotOptimize(posterior.mean() + posterior.sd());
    if (++item == 64) {
      item = 0;
      posterior = start;
    }
  }
}
BENCHMARK(PosteriorUpdate121Nodes);

void LordWingersky50Items61Nodes(benchmark::State& state) {
  Random random(50);
  std::vector<double> p(50 * 61);
  for (double& x : p) x = 0.1 + 0.8 * random.Uniform();
  std::vector<double> out(51 * 61);
  for (auto _ : state) {
    NumberRightDistributions(p, 61, absl::MakeSpan(out));
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(LordWingersky50Items61Nodes);

void MasteryWithErrorOfTheCut(benchmark::State& state) {
  const Posterior posterior = PosteriorAfter(30);
  const ScoreScale scale = ScaleWithError();
  for (auto _ : state) {
    benchmark::DoNotOptimize(MasteryProbability(posterior, scale));
  }
}
BENCHMARK(MasteryWithErrorOfTheCut);

void PassCurve64FormsOf50Items(benchmark::State& state) {
  const auto forms = RandomForms(64, 50);
  const ScoreScale scale = ScaleWithError();
  for (auto _ : state) {
    benchmark::DoNotOptimize(PassCurve(Bank(), Tables(), forms, scale));
  }
}
BENCHMARK(PassCurve64FormsOf50Items)->Unit(benchmark::kMillisecond);

void PassProbability121Nodes(benchmark::State& state) {
  const Posterior posterior = PosteriorAfter(30);
  const std::vector<double> curve =
      PassCurve(Bank(), Tables(), RandomForms(4, 50), ScaleWithError());
  for (auto _ : state) {
    benchmark::DoNotOptimize(PassProbability(posterior, curve));
  }
}
BENCHMARK(PassProbability121Nodes);

void ThisFormPassProbability35Left(benchmark::State& state) {
  const Posterior posterior = PosteriorAfter(30);
  const std::vector<int> rest = RandomForms(1, 35)[0];
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        ThisFormPassProbability(posterior, Tables(), rest, 20));
  }
}
BENCHMARK(ThisFormPassProbability35Left)->Unit(benchmark::kMicrosecond);

template <class Estimator>
void Estimate50Answers(benchmark::State& state) {
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < 50; ++i) answers.push_back({i, i % 2});
  const EstimationSettings settings = {ThetaGrid(), NormalPrior()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(Estimator().Estimate(Bank(), answers, settings));
  }
}
BENCHMARK(Estimate50Answers<Eap>)->Unit(benchmark::kMicrosecond);
BENCHMARK(Estimate50Answers<Mle>)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace adaptest
