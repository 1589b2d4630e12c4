#include "bench/studies/adaptive_logs.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/calibrate.h"
#include "calibration/parallel.h"
#include "engine/math/normal.h"
#include "engine/posterior.h"
#include "engine/random.h"
#include "engine/theta_grid.h"

namespace adaptest {
namespace {

constexpr double kSdLogA = 0.3;

std::vector<Item> DrawBank(int size, Random& random) {
  std::vector<Item> bank;
  for (int i = 0; i < size; ++i) {
    Item item;
    item.id = absl::StrCat("i", i);
    item.model = TwoPl();
    const double a = std::exp(kSdLogA * random.Normal());
    item.parameters = {a, random.Normal()};
    bank.push_back(std::move(item));
  }
  return bank;
}

// Gives tests to persons, one after another.
class TestGiver {
 public:
  TestGiver(const std::vector<Item>& bank, const AdaptiveLogDesign& design)
      : bank_(bank), design_(design), prior_(grid_.size()) {
    for (int q = 0; q < grid_.size(); ++q) {
      prior_[q] = LogNormalDensity(grid_.theta(q), 0, 1);
    }
    for (const Item& item : bank) {
      for (const int k : {0, 1}) {
        for (int q = 0; q < grid_.size(); ++q) {
          double log_p[2];
          LogProbabilities<double, double>(item.model, item.parameters,
                                           grid_.theta(q),
                                           absl::MakeSpan(log_p));
          tables_[k].push_back(log_p[k]);
        }
      }
    }
  }

  std::vector<LoggedAnswer> GiveRandom(double theta, Random& random) const {
    std::vector<int> items(bank_.size());
    std::iota(items.begin(), items.end(), 0);
    random.Shuffle(items);
    items.resize(design_.length);
    std::vector<LoggedAnswer> test;
    for (const int i : items) test.push_back(Answer(i, theta, random));
    return test;
  }

  std::vector<LoggedAnswer> GiveAdaptive(double theta, Random& random) const {
    Posterior posterior(grid_, prior_);
    std::vector<int> left(bank_.size());
    std::iota(left.begin(), left.end(), 0);
    std::vector<LoggedAnswer> test;
    for (int n = 0; n < design_.length; ++n) {
      const int item = TakeOneOfTheBest(posterior.mean(), left, random);
      test.push_back(Answer(item, theta, random));
      posterior.Update({&tables_[test.back().right][item * grid_.size()],
                        static_cast<size_t>(grid_.size())});
    }
    return test;
  }

 private:
  LoggedAnswer Answer(int item, double theta, Random& random) const {
    const double p =
        ProbabilityRight(bank_[item].model, bank_[item].parameters, theta);
    return {item, random.Uniform() < p};
  }

  int TakeOneOfTheBest(double theta, std::vector<int>& left,
                       Random& random) const {
    std::vector<std::pair<double, int>> by_information;
    for (const int i : left) {
      const Item& item = bank_[i];
      by_information.emplace_back(
          -Information(item.model, item.parameters, theta), i);
    }
    const auto best = by_information.begin() + design_.best;
    std::partial_sort(by_information.begin(), best, by_information.end());
    const int taken = by_information[random.Below(design_.best)].second;
    left.erase(std::find(left.begin(), left.end(), taken));
    return taken;
  }

  const std::vector<Item>& bank_;
  const AdaptiveLogDesign& design_;
  const ThetaGrid grid_;
  std::vector<double> prior_;      // [node]
  std::vector<double> tables_[2];  // [category][item][node]
};

// Means over items of what a calibration got wrong.
class ErrorSums {
 public:
  void Add(const Item& truth, const Item& estimate, double answers) {
    const double b = truth.parameters[1];
    answers_ += answers;
    for (const int k : {0, 1}) {
      const double error = estimate.parameters[k] - truth.parameters[k];
      const double scaled = error / std::sqrt(estimate.covariance[3 * k]);
      bias_[k] += error;
      squares_[k] += error * error;
      scaled_[k] += scaled * scaled;
      covered_[k] += std::abs(scaled) <= 1.959964;
    }
    n_ += 1;
    b_ += b;
    bb_ += b * b;
    be_ += b * estimate.parameters[1];
    e_ += estimate.parameters[1];
  }

  LogRecovery Means() const {
    LogRecovery r;
    r.items = n_;
    r.answers = answers_ / n_;
    r.bias_a = bias_[0] / n_;
    r.bias_b = bias_[1] / n_;
    r.slope_b = (be_ - b_ * e_ / n_) / (bb_ - b_ * b_ / n_);
    r.rmse_a = std::sqrt(squares_[0] / n_);
    r.rmse_b = std::sqrt(squares_[1] / n_);
    r.scaled_a = std::sqrt(scaled_[0] / n_);
    r.scaled_b = std::sqrt(scaled_[1] / n_);
    r.coverage_a = covered_[0] / n_;
    r.coverage_b = covered_[1] / n_;
    return r;
  }

 private:
  double n_ = 0, answers_ = 0, b_ = 0, bb_ = 0, be_ = 0, e_ = 0;
  double bias_[2] = {}, squares_[2] = {}, scaled_[2] = {}, covered_[2] = {};
};

std::vector<double> AnswersOfItems(const ResponseData& data) {
  std::vector<double> answers(data.num_items());
  for (int p = 0; p < data.num_persons(); ++p) {
    for (const uint16_t row : data.RowsOf(p)) ++answers[data.item_of_row[row]];
  }
  return answers;
}

}  // namespace

SimulatedLogs SimulateLogs(const AdaptiveLogDesign& design, int replicate) {
  const uint64_t seed = Random::Stream(design.seed, replicate).Bits();
  Random bank_draws = Random::Stream(seed, ~uint64_t{0});
  SimulatedLogs logs;
  logs.bank = DrawBank(design.items, bank_draws);
  const TestGiver giver(logs.bank, design);
  logs.random.resize(design.persons);
  logs.adaptive.resize(design.persons);
  ParallelFor(design.persons, design.threads, [&](int p) {
    Random random = Random::Stream(seed, p);
    const double theta = random.Normal();
    logs.random[p] = giver.GiveRandom(theta, random);
    logs.adaptive[p] = giver.GiveAdaptive(theta, random);
  });
  return logs;
}

ResponseData LogData(const SimulatedLogs& logs, bool adaptive, int first) {
  ResponseDataBuilder builder;
  for (const Item& item : logs.bank) {
    static_cast<void>(builder.AddItem(item.id, item.model));  // it is valid
  }
  const auto& tests = adaptive ? logs.adaptive : logs.random;
  for (size_t p = 0; p < tests.size(); ++p) {
    const int person = builder.AddPerson(absl::StrCat("p", p));
    for (size_t n = first; n < tests[p].size(); ++n) {
      builder.AddResponse(person, tests[p][n].item, tests[p][n].right, {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  return std::move(builder).Build(&duplicates);
}

LogRecovery AssessLog(const ResponseData& data, const std::vector<Item>& bank,
                      const AdaptiveLogDesign& design) {
  CalibrationOptions options;
  options.threads = design.threads;
  options.estimate_persons = false;
  const Calibration fit = Calibrate(data, options).value();
  const std::vector<double> answers = AnswersOfItems(data);
  ErrorSums sums;
  for (size_t i = 0; i < bank.size(); ++i) {
    if (answers[i] < design.min_answers) continue;
    sums.Add(bank[i], fit.items[i], answers[i]);
  }
  LogRecovery recovery = sums.Means();
  recovery.converged = fit.converged;
  return recovery;
}

std::array<LogRecovery, kNumLogs> RunLogReplicate(
    const AdaptiveLogDesign& design, int replicate) {
  const SimulatedLogs logs = SimulateLogs(design, replicate);
  std::array<LogRecovery, kNumLogs> recovery;
  for (int kind = 0; kind < kNumLogs; ++kind) {
    const bool adaptive = kind == kAdaptiveLog || kind == kCutAdaptiveLog;
    const bool cut = kind == kCutRandomLog || kind == kCutAdaptiveLog;
    recovery[kind] = AssessLog(
        LogData(logs, adaptive, cut ? design.dropped : 0), logs.bank, design);
  }
  return recovery;
}

}  // namespace adaptest
