#include "bench/studies/study_designs.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "calibration/files/text_file.h"
#include "data/content_plan.h"
#include "data/synthetic_item.h"
#include "engine/random.h"
#include "engine/session/prepared_exam.h"
#include "proto/conversion/exam_conversion.h"

namespace adaptest {
namespace {

constexpr int kAdaptive = 0;
constexpr int kMock = 1;

// Banks are drawn from the seeds after this one, which is not the shipped
// bank's.
constexpr uint64_t kBankSeed = 7200;

template <class T>
T OrDie(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::cerr << value.status() << "\n";
  std::exit(1);
}

std::shared_ptr<const ItemBank> DrawBank(uint64_t seed) {
  std::vector<Item> items;
  uint64_t index = 0;
  for (const PlannedItem& plan : PlanContent(seed)) {
    Random random = Random::Stream(seed, index++);
    if (plan.status != ItemStatus::kOperational) continue;
    items.push_back(MakeSyntheticItem(plan, random).item);
  }
  return std::make_shared<const ItemBank>(
      OrDie(ItemBank::Make(std::move(items))));
}

Mode ScoredOnly(Mode mode) {
  mode.pretest_items = 0;
  return mode;
}

std::vector<double> DrawThetas(const Study& study, size_t bank) {
  Random random = Random::Stream(study.seed, bank);
  std::vector<double> thetas(study.warm_up + study.examinees);
  for (double& theta : thetas) theta = random.Normal();
  return thetas;
}

StudyTest ToStudyTest(const SimulatedExaminee& examinee, double cut) {
  return {examinee.theta,
          examinee.estimate,
          static_cast<int>(examinee.given.size()),
          examinee.passed == (examinee.theta >= cut),
          examinee.passed,
          examinee.full_length_decision};
}

double MaxExposure(absl::Span<const SimulatedExaminee> examinees, int items) {
  std::vector<int> times(items, 0);
  for (const SimulatedExaminee& examinee : examinees) {
    for (const GivenItem& given : examinee.given) ++times[given.item];
  }
  return *std::max_element(times.begin(), times.end()) /
         static_cast<double>(examinees.size());
}

}  // namespace

Study MakeStudy(int banks, int examinees, int warm_up, uint64_t seed,
                int threads) {
  Study study;
  const std::string path =
      std::string(ADAPTEST_SOURCE_DIR) + "/data/mla-c01/exam.json";
  study.profile =
      OrDie(ExamFromProto(OrDie(ParseExamJson(OrDie(ReadTextFile(path))))));
  for (int b = 0; b < banks; ++b) {
    study.banks.push_back(DrawBank(kBankSeed + seed * 1000 + b));
  }
  study.examinees = examinees;
  study.warm_up = warm_up;
  study.seed = seed;
  study.threads = threads;
  return study;
}

Mode AdaptiveMode(const Study& study) {
  return ScoredOnly(study.profile.modes[kAdaptive]);
}

Mode MockMode(const Study& study) {
  return ScoredOnly(study.profile.modes[kMock]);
}

Rule ItemEligibilityRule(double max_rate, int segments) {
  return {"item_eligibility",
          {{"max_rate", max_rate},
           {"segments", segments},
           {"fading", 0.99},
           {"acceleration", 4}},
          {},
          {}};
}

DesignResult RunDesign(const Study& study, const Mode& mode, bool finish) {
  DesignResult result;
  Exam exam = study.profile;
  exam.modes = {mode};
  for (size_t b = 0; b < study.banks.size(); ++b) {
    SimulationOptions options;
    options.exam = OrDie(PreparedExam::Make(exam, study.banks[b]));
    options.seed = study.seed * 1000 + b;
    options.threads = study.threads;
    options.examinee.finish = finish;
    const auto all = Simulate(options, DrawThetas(study, b));
    const auto counted = absl::MakeConstSpan(all).subspan(study.warm_up);
    std::vector<StudyTest> tests;
    for (const SimulatedExaminee& examinee : counted) {
      tests.push_back(ToStudyTest(examinee, exam.scale.theta_cut));
    }
    result.tests.push_back(std::move(tests));
    result.max_exposure.push_back(MaxExposure(counted, study.banks[b]->size()));
  }
  return result;
}

double MeanLength(const DesignResult& result) {
  double sum = 0;
  double count = 0;
  for (const auto& tests : result.tests) {
    for (const StudyTest& test : tests) sum += test.length;
    count += static_cast<double>(tests.size());
  }
  return sum / count;
}

}  // namespace adaptest
