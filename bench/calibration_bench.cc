// Calibration on the sizes that are reported, of simulated answers: everybody
// answered all items (dense), or 65 of 582 items at random. One item of work is
// one answer. L2Bandwidth is the limit that passes over persons come up
// against: they read and write tables that fill the second-level cache.

#include <benchmark/benchmark.h>

#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/calibrate.h"
#include "calibration/marginal_posterior.h"
#include "calibration/maximization.h"
#include "calibration/pass_precision.h"
#include "engine/random.h"

namespace adaptest {
namespace {

struct Size {
  int persons;
  int items;
  int answered;
  ResponseModel model;
  double c;
};

Size Dense() { return {2000, 50, 50, TwoPl(), 0}; }
Size LargeDense(const ResponseModel& model, double c) {
  return {10000, 100, 100, model, c};
}
Size Sparse() { return {5000, 582, 65, ThreePl(), 0.2}; }
Size SparseOf(int persons, const ResponseModel& model, double c) {
  return {persons, 582, 65, model, c};
}

ResponseData Simulate(const Size& size) {
  Random random(1);
  ResponseDataBuilder builder;
  std::vector<std::vector<double>> parameters;
  std::vector<int> order;
  for (int i = 0; i < size.items; ++i) {
    parameters.push_back(
        {std::exp(0.3 * random.Normal()), random.Normal(), size.c});
    order.push_back(*builder.AddItem(absl::StrCat("i", i), size.model));
  }
  for (int p = 0; p < size.persons; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    random.Shuffle(order);
    for (int j = 0; j < size.answered; ++j) {
      const double right =
          ProbabilityRight(ThreePl(), parameters[order[j]], theta);
      builder.AddResponse(person, order[j], random.Uniform() < right, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

void EmCycle(benchmark::State& state, const Size& size) {
  const ResponseData data = Simulate(size);
  const LatentNodes nodes(*ThetaGrid::Make(61, -6, 6));
  const PersonGroups groups(data.num_persons());
  const FreeParameters parameters = *FreeParameters::Make(data, groups, {});
  Expectation expectation(data, groups, nodes,
                          static_cast<int>(state.range(0)));
  MarginalPosterior posterior(parameters, expectation);
  posterior.MoveTo(parameters.Start());
  for (auto _ : state) {
    posterior.ComputeGradient();
    posterior.MoveTo(Maximize(posterior));
  }
  state.SetItemsProcessed(state.iterations() * data.num_responses());
}

// One pass over the persons, after a first one that finds where their
// posteriors lie. Counters: blocks of nodes a person, and, of sparse answers,
// bytes that are read or written a second: a row of the table, and one of the
// counts twice. (Of dense ones, patterns of answers are summed.)
void EStep(benchmark::State& state, const Size& size, Precision precision) {
  const ResponseData data = Simulate(size);
  const LatentNodes nodes(*ThetaGrid::Make(61, -6, 6));
  const PersonGroups groups(data.num_persons());
  const FreeParameters parameters = *FreeParameters::Make(data, groups, {});
  Expectation expectation(data, groups, nodes,
                          static_cast<int>(state.range(0)));
  MarginalPosterior posterior(parameters, expectation);
  posterior.MoveTo(parameters.Start(), Precision::kSingle);
  posterior.ComputeGradient();
  posterior.MoveTo(Maximize(posterior), Precision::kSingle);
  AlignedVector counts;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        expectation.Counts(posterior.table(), precision, counts));
  }
  const double answers = double(state.iterations()) * data.num_responses();
  const double blocks = expectation.MeanBlocks();
  const size_t number = precision == Precision::kSingle ? 4 : 8;
  state.SetItemsProcessed(static_cast<int64_t>(answers));
  state.counters["blocks"] = blocks;
  if (size.answered == size.items) return;
  state.SetBytesProcessed(
      static_cast<int64_t>(answers * blocks * kNodesInBlock * number * 3));
}

// y += x over half a megabyte each: what the second-level cache gives.
void L2Bandwidth(benchmark::State& state) {
  const size_t count = (size_t{1} << 18) / sizeof(float);
  Aligned<float> x(count, 1), y(count, 0);
  for (auto _ : state) {
    for (size_t i = 0; i < count; ++i) y[i] += x[i];
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * count * sizeof(float) * 3);
}

void WholeFit(benchmark::State& state, const Size& size,
              ParameterInformation information) {
  const ResponseData data = Simulate(size);
  CalibrationOptions options;
  options.threads = static_cast<int>(state.range(0));
  options.information = information;
  options.estimate_persons = false;
  for (auto _ : state) {
    const auto fit = Calibrate(data, options);
    if (!fit.ok() || !fit->converged) state.SkipWithError("did not converge");
  }
  state.SetItemsProcessed(state.iterations() * data.num_responses());
}

void EStep2plDense(benchmark::State& state) {
  EStep(state, Dense(), Precision::kSingle);
}
void EStep3plSparse(benchmark::State& state) {
  EStep(state, SparseOf(50000, ThreePl(), 0.2), Precision::kSingle);
}
void EStep3plSparseInDouble(benchmark::State& state) {
  EStep(state, SparseOf(50000, ThreePl(), 0.2), Precision::kDouble);
}
void EmCycle2plDense(benchmark::State& state) { EmCycle(state, Dense()); }
void EmCycle3plSparse(benchmark::State& state) { EmCycle(state, Sparse()); }
void Fit2plDense(benchmark::State& state) {
  WholeFit(state, Dense(), ParameterInformation::kNone);
}
void Fit2plDenseWithErrors(benchmark::State& state) {
  WholeFit(state, Dense(), ParameterInformation::kOakes);
}
void Fit2plLargeDense(benchmark::State& state) {
  WholeFit(state, LargeDense(TwoPl(), 0), ParameterInformation::kNone);
}
void Fit3plLargeDense(benchmark::State& state) {
  WholeFit(state, LargeDense(ThreePl(), 0.2), ParameterInformation::kNone);
}
void Fit2pl20000Sparse(benchmark::State& state) {
  WholeFit(state, SparseOf(20000, TwoPl(), 0), ParameterInformation::kNone);
}
void Fit2pl100000Sparse(benchmark::State& state) {
  WholeFit(state, SparseOf(100000, TwoPl(), 0), ParameterInformation::kNone);
}
// The second argument is the number of persons: cost by answers.
void Fit3plSparseByPersons(benchmark::State& state) {
  WholeFit(state, SparseOf(static_cast<int>(state.range(1)), ThreePl(), 0.2),
           ParameterInformation::kNone);
}
void Fit3plSparse(benchmark::State& state) {
  WholeFit(state, Sparse(), ParameterInformation::kNone);
}
void Fit3plSparseWithErrors(benchmark::State& state) {
  WholeFit(state, Sparse(), ParameterInformation::kOakes);
}

// The argument is the number of threads.
void Threads(benchmark::internal::Benchmark* bench) {
  bench->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(L2Bandwidth)->Unit(benchmark::kMicrosecond);
BENCHMARK(EStep2plDense)->Apply(Threads);
BENCHMARK(EStep3plSparseInDouble)->Apply(Threads);
BENCHMARK(Fit2plLargeDense)->Apply(Threads);
BENCHMARK(Fit3plLargeDense)->Apply(Threads);
BENCHMARK(Fit2pl20000Sparse)->Apply(Threads);
BENCHMARK(Fit2pl100000Sparse)->Apply(Threads);
// 10^5 to 10^8 answers, for script/plot_cost; the last one takes about 3 GB and
// a minute.
BENCHMARK(Fit3plSparseByPersons)
    ->ArgsProduct({{2}, {1540, 4900, 15400, 49000, 154000, 490000, 1540000}})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(EStep3plSparse)->Apply(Threads);
BENCHMARK(EmCycle2plDense)->Apply(Threads);
BENCHMARK(EmCycle3plSparse)->Apply(Threads);
BENCHMARK(Fit2plDense)->Apply(Threads);
BENCHMARK(Fit2plDenseWithErrors)->Apply(Threads);
BENCHMARK(Fit3plSparse)->Apply(Threads);
BENCHMARK(Fit3plSparseWithErrors)->Apply(Threads);

}  // namespace
}  // namespace adaptest
