#include "calibration/simulation/simulation.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"

namespace adaptest {

namespace {

// Runs work(i) for i in [begin, end) on some threads, in no order.
template <class Work>
void InParallel(size_t begin, size_t end, int threads, Work work) {
  std::atomic<size_t> next{begin};
  const auto loop = [&] {
    for (size_t i = next++; i < end; i = next++) work(i);
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(loop);
  loop();
  for (std::thread& thread : others) thread.join();
}

}  // namespace

std::vector<SimulatedExaminee> Simulate(const SimulationOptions& options,
                                        absl::Span<const double> thetas) {
  constexpr int kProgressEvery = 64;
  const auto& controls = options.exam->modes()[options.mode].exposure;
  std::vector<ExposureCounts> counts;
  for (const ExposureControl& control : controls) {
    counts.push_back(NewCounts(control, options.exam->bank().size()));
  }
  std::vector<SimulatedExaminee> examinees(thetas.size());
  std::atomic<int> done{0};
  std::mutex progress_mutex;
  const auto simulate = [&](size_t i) {
    SessionStart start;
    start.exposure = counts;
    examinees[i] =
        SimulateExaminee(options.exam, options.mode, thetas[i], options.seed, i,
                         start, options.examinee, options.true_bank);
    const int count = ++done;
    if (options.progress && count % kProgressEvery == 0) {
      const std::lock_guard lock(progress_mutex);
      options.progress(count);
    }
  };
  const size_t batch = controls.empty() ? thetas.size() : kExposureBatch;
  for (size_t begin = 0; begin < thetas.size(); begin += batch) {
    const size_t end = std::min(begin + batch, thetas.size());
    InParallel(begin, end, options.threads, simulate);
    for (size_t i = begin; i < end; ++i) {
      for (size_t c = 0; c < controls.size(); ++c) {
        RecordTest(controls[c], examinees[i].exposed[c], counts[c]);
      }
      examinees[i].exposed.clear();
    }
  }
  return examinees;
}

std::string WriteResponseLog(const ItemBank& bank,
                             absl::Span<const std::string> person_ids,
                             absl::Span<const SimulatedExaminee> examinees) {
  std::string text = "person_id,item_id,response\n";
  for (size_t i = 0; i < examinees.size(); ++i) {
    for (const GivenItem& given : examinees[i].given) {
      absl::StrAppend(&text, person_ids[i], ",", bank.item(given.item).id, ",",
                      given.category.value_or(0), "\n");
    }
  }
  return text;
}

}  // namespace adaptest
