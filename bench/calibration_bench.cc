// Calibration on the sizes that are reported: 2pl with 2 000 persons by 50
// items, all answered; 3pl with default priors, 5 000 persons who answered 65
// of 582 items each. One item of work is one answer.

#include <benchmark/benchmark.h>

#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/calibrate.h"
#include "calibration/marginal_posterior.h"
#include "calibration/maximization.h"
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
Size Sparse() { return {5000, 582, 65, ThreePl(), 0.2}; }

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

void EStep(benchmark::State& state, const Size& size) {
  const ResponseData data = Simulate(size);
  const LatentNodes nodes(*ThetaGrid::Make(61, -6, 6));
  const PersonGroups groups(data.num_persons());
  const FreeParameters parameters = *FreeParameters::Make(data, groups, {});
  Expectation expectation(data, groups, nodes,
                          static_cast<int>(state.range(0)));
  MarginalPosterior posterior(parameters, expectation);
  posterior.MoveTo(parameters.Start());
  AlignedVector counts;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        expectation.Counts(posterior.table(), Precision::kSingle, counts));
  }
  state.SetItemsProcessed(state.iterations() * data.num_responses());
}

void WholeFit(benchmark::State& state, const Size& size,
              ParameterInformation information) {
  const ResponseData data = Simulate(size);
  CalibrationOptions options;
  options.threads = static_cast<int>(state.range(0));
  options.information = information;
  for (auto _ : state) {
    const auto fit = Calibrate(data, options);
    if (!fit.ok() || !fit->converged) state.SkipWithError("did not converge");
  }
  state.SetItemsProcessed(state.iterations() * data.num_responses());
}

void EStep2plDense(benchmark::State& state) { EStep(state, Dense()); }
void EStep3plSparse(benchmark::State& state) { EStep(state, Sparse()); }
void EmCycle2plDense(benchmark::State& state) { EmCycle(state, Dense()); }
void EmCycle3plSparse(benchmark::State& state) { EmCycle(state, Sparse()); }
void Fit2plDense(benchmark::State& state) {
  WholeFit(state, Dense(), ParameterInformation::kNone);
}
void Fit2plDenseWithErrors(benchmark::State& state) {
  WholeFit(state, Dense(), ParameterInformation::kOakes);
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

BENCHMARK(EStep2plDense)->Apply(Threads);
BENCHMARK(EStep3plSparse)->Apply(Threads);
BENCHMARK(EmCycle2plDense)->Apply(Threads);
BENCHMARK(EmCycle3plSparse)->Apply(Threads);
BENCHMARK(Fit2plDense)->Apply(Threads);
BENCHMARK(Fit2plDenseWithErrors)->Apply(Threads);
BENCHMARK(Fit3plSparse)->Apply(Threads);
BENCHMARK(Fit3plSparseWithErrors)->Apply(Threads);

}  // namespace
}  // namespace adaptest
