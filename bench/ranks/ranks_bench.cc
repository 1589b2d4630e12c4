// Calibration by ranks: what a pass over a rank's persons takes, and what it
// takes to add up what ranks counted. Each rank has 20 000 persons with answers
// to 65 of 582 items, one thread. Rank 0 prints its own figures, medians.
//
//   mpirun -n 2 build/release/bench/ranks/ranks_bench

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/information_matrix.h"
#include "calibration/item_states.h"
#include "calibration/marginal_posterior.h"
#include "calibration/optimizer.h"
#include "calibration/person_estimates.h"
#include "cli/mpi/mpi_ranks.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kPersons = 20000;
constexpr int kItems = 582;
constexpr int kAnswered = 65;
constexpr int kRepetitions = 11;

// One rank that counts what would be summed.
class CountingRank final : public Ranks {
 public:
  CountingRank() : Ranks(0, 1) {}
  void Sum(absl::Span<double> values) override { ++sums_[values.size()]; }
  std::vector<std::string> Gather(absl::string_view text) override {
    return {std::string(text)};
  }
  void Send(absl::string_view) override {}
  std::string Receive(int) override { return ""; }

  int SumsOf(size_t size) { return sums_[size]; }

 private:
  std::map<size_t, int> sums_;  // by their size
};

// The ranks would divide the persons of a file; here each makes its own.
ResponseData Simulate(Ranks& ranks) {
  Random items(1);
  std::vector<std::vector<double>> parameters;
  std::vector<int> order;
  ResponseDataBuilder builder;
  for (int i = 0; i < kItems; ++i) {
    parameters.push_back({std::exp(0.3 * items.Normal()), items.Normal(), 0.2});
    order.push_back(*builder.AddItem(absl::StrCat("i", i), ThreePl()));
  }
  Random random(2 + ranks.rank());
  for (int p = 0; p < kPersons; ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    const double theta = random.Normal();
    random.Shuffle(order);
    for (int j = 0; j < kAnswered; ++j) {
      const double right =
          ProbabilityRight(ThreePl(), parameters[order[j]], theta);
      builder.AddResponse(person, order[j], random.Uniform() < right, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

double CpuSeconds() { return double(std::clock()) / CLOCKS_PER_SEC; }
double WallSeconds() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// Of repetitions, in order.
std::vector<double> Seconds(double (*clock)(),
                            const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int i = 0; i < kRepetitions; ++i) {
    const double begin = clock();
    work();
    seconds.push_back(clock() - begin);
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds;
}

void Say(Ranks& ranks, const std::string& line) {
  if (ranks.is_first()) absl::PrintF("%s\n", line);
}

void MeasureSums(Ranks& ranks, size_t size) {
  std::vector<double> values(size, 0);
  const auto seconds =
      Seconds(&WallSeconds, [&] { ranks.Sum(absl::MakeSpan(values)); });
  Say(ranks,
      absl::StrFormat("sum of %d doubles over %d ranks: %.3g ms, the "
                      "fastest %.3g ms",
                      size, ranks.size(), 1e3 * seconds[kRepetitions / 2],
                      1e3 * seconds[0]));
}

// Alone: no rank waits for another.
void MeasurePasses(Ranks& ranks, ResponseData data) {
  CountingRank counting;
  data.SetRanks(&counting);
  const LatentNodes nodes(*ThetaGrid::Make(61, -6, 6));
  const PersonGroups groups(data.num_persons());
  const FreeParameters parameters = *FreeParameters::Make(
      data, groups, {*PriorChoice::Parse({std::string("default")})});
  Expectation expectation(data, groups, nodes, 1);
  MarginalPosterior posterior(parameters, expectation);
  OptimizerOptions options;
  options.begin_in_single = true;
  const Optimum optimum = FindOptimum(posterior, parameters.Start(), options);
  Say(ranks, absl::StrFormat("a fit of %d responses: %d iterations, %d passes "
                             "in single and %d in double precision, %d "
                             "products with the Hessian",
                             data.num_responses(), optimum.iterations,
                             optimum.passes_in_single, optimum.passes_in_double,
                             counting.SumsOf(posterior.table().size())));
  const double first = CpuSeconds();
  (void)FindItemStates(data, {});
  (void)FreeParameters::Make(data, groups, {});
  Say(ranks,
      absl::StrFormat("scans before a fit: %.4g M responses a second of CPU",
                      1e-6 * data.num_responses() / (CpuSeconds() - first)));
  AlignedVector counts;
  AlignedVector changes;
  const auto rate = [&](const char* what, const std::function<void()>& work) {
    Say(ranks,
        absl::StrFormat("%s: %.4g M responses a second of CPU", what,
                        1e-6 * data.num_responses() /
                            Seconds(&CpuSeconds, work)[kRepetitions / 2]));
  };
  for (const Precision precision : {Precision::kSingle, Precision::kDouble}) {
    const std::string name =
        precision == Precision::kSingle ? "single" : "double";
    rate(("pass, " + name).c_str(),
         [&] { expectation.Counts(posterior.table(), precision, counts); });
    rate(("product with the Hessian, " + name).c_str(), [&] {
      expectation.CountDerivatives(posterior.table(), posterior.table(),
                                   precision, changes);
    });
  }
  const double begin = CpuSeconds();
  posterior.ComputeCurvature();
  (void)InformationMatrix(posterior, ParameterInformation::kOakes,
                          optimum.held);
  Say(ranks,
      absl::StrFormat("information matrix: %.4g M responses a second of CPU",
                      1e-6 * data.num_responses() / (CpuSeconds() - begin)));
  const double middle = CpuSeconds();
  (void)EstimatePersons(posterior);
  Say(ranks,
      absl::StrFormat("estimates of persons: %.4g M responses a second of CPU",
                      1e-6 * data.num_responses() / (CpuSeconds() - middle)));
}

void Main() {
  MpiRanks ranks;
  const ResponseData data = Simulate(ranks);
  MeasurePasses(ranks, data);
  const size_t table = (size_t(data.num_rows()) + 1) * 64;
  MeasureSums(ranks, table);
  MeasureSums(ranks, size_t(3 * kItems) * 3 * kItems);
}

}  // namespace
}  // namespace adaptest

int main() { adaptest::Main(); }
