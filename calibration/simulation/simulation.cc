#include "calibration/simulation/simulation.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"

namespace adaptest {

std::vector<SimulatedExaminee> Simulate(const SimulationOptions& options,
                                        absl::Span<const double> thetas) {
  constexpr int kProgressEvery = 64;
  std::vector<SimulatedExaminee> examinees(thetas.size());
  std::atomic<size_t> next{0};
  std::atomic<int> done{0};
  std::mutex progress_mutex;
  const auto work = [&] {
    for (size_t i = next++; i < thetas.size(); i = next++) {
      examinees[i] = SimulateExaminee(options.exam, options.mode, thetas[i],
                                      options.seed, i);
      const int count = ++done;
      if (options.progress && count % kProgressEvery == 0) {
        const std::lock_guard lock(progress_mutex);
        options.progress(count);
      }
    }
  };
  std::vector<std::thread> threads;
  for (int t = 1; t < options.threads; ++t) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
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
