#include "calibration/simulation/simulation.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

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

Simulator::Simulator(SimulationOptions options) : options_(std::move(options)) {
  const PreparedExam& exam = *options_.exam;
  for (const auto& control : exam.modes()[options_.mode].exposure) {
    counts_.push_back(NewCounts(control, exam.bank().size()));
  }
}

SimulatedExaminee Simulator::SimulateOne(uint64_t index, double theta) const {
  if (options_.post_hoc != nullptr) {
    return options_.post_hoc->exam->Simulate(
        options_.post_hoc->answers->Of(static_cast<int>(index)), options_.seed,
        index, counts_, options_.examinee);
  }
  SessionStart start;
  start.exposure = counts_;
  return SimulateExaminee(options_.exam, options_.mode, theta, options_.seed,
                          index, start, options_.examinee, options_.true_bank);
}

std::vector<SimulatedExaminee> Simulator::Next(
    absl::Span<const double> thetas) {
  constexpr int kProgressEvery = 64;
  const auto& controls = options_.exam->modes()[options_.mode].exposure;
  std::atomic<int> done{static_cast<int>(done_)};
  std::mutex progress_mutex;
  std::vector<SimulatedExaminee> examinees(thetas.size());
  const auto simulate = [&](size_t i) {
    examinees[i] = SimulateOne(done_ + i, thetas[i]);
    const int count = ++done;
    if (!options_.progress || count % kProgressEvery != 0) return;
    const std::lock_guard lock(progress_mutex);
    options_.progress(count);
  };
  const size_t batch = controls.empty() ? thetas.size() : kExposureBatch;
  for (size_t begin = 0; begin < thetas.size(); begin += batch) {
    const size_t end = std::min(begin + batch, thetas.size());
    InParallel(begin, end, options_.threads, simulate);
    for (size_t i = begin; i < end; ++i) {
      for (size_t c = 0; c < controls.size(); ++c) {
        RecordTest(controls[c], examinees[i].exposed[c], counts_[c]);
      }
      examinees[i].exposed.clear();
    }
  }
  done_ += thetas.size();
  return examinees;
}

std::vector<SimulatedExaminee> Simulate(const SimulationOptions& options,
                                        absl::Span<const double> thetas) {
  return Simulator(options).Next(thetas);
}

std::vector<double> TimesGiven(absl::Span<const SimulatedExaminee> examinees,
                               int num_items) {
  std::vector<double> times(num_items, 0);
  for (const SimulatedExaminee& e : examinees) {
    for (const GivenItem& given : e.given) times[given.item] += given.scored;
  }
  return times;
}

}  // namespace adaptest
