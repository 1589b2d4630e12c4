#ifndef ADAPTEST_TESTS_ENGINE_EXPOSURE_EXPOSURE_RUN_H_
#define ADAPTEST_TESTS_ENGINE_EXPOSURE_EXPOSURE_RUN_H_

#include <map>
#include <memory>
#include <vector>

#include "engine/blueprint/shadow_test.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {

// Many examinees one after the other under one exposure control, which hears of
// each before the next begins.
class ExposureRun {
 public:
  ExposureRun(const Rule& rule, int scored, int bank_size) {
    Exam exam = ContentExam(scored, 0);
    exam.modes.resize(1);
    exam.modes[0].exposure = {rule};
    exam.nodes = 31;
    exam_ = Prepare(exam, ContentBank("2pl", bank_size, 0, 4));
    counts_.push_back(NewCounts(control(), bank_size));
  }

  const ExposureControl& control() const {
    return exam_->modes()[0].exposure[0];
  }
  const ExposureCounts& counts() const { return counts_[0]; }

  // One examinee of this ability.
  Session Test(double theta, uint64_t seed) {
    SessionStart start;
    start.exposure = counts_;
    Session session(exam_, 0,
                    MakeSessionPlan(*exam_, exam_->modes()[0], seed, start));
    Random random = Random::Stream(seed, 1);
    ExposedTest test = {0, {}, {}, true};
    while (session.given().size() <
           static_cast<size_t>(exam_->modes()[0].mode.scored_items)) {
      const ItemSelection selection = session.Select();
      test.feasible = test.feasible && !selection.set_free;
      const Item& item = exam_->bank().item(selection.item);
      session.Give(selection.item);
      session.Answer(
          DrawCategory(item.model, item.parameters, theta, random.Uniform()));
    }
    session.Finish();
    EXPECT_TRUE(
        CheckTest(exam_->modes()[0].blueprint, session.ScoredItems()).ok());
    test.theta = *session.Ability().theta;
    test.given = session.ScoredItems();
    test.eligible.assign(exam_->bank().size(), true);
    const int segment = SegmentOf(control(), test.theta);
    for (const int i : session.plan().held_back[0][segment]) {
      test.eligible[i] = false;
    }
    RecordTest(control(), test, counts_[0]);
    segment_ = segment;
    feasible_ = test.feasible;
    return session;
  }

  int last_segment() const { return segment_; }
  bool last_feasible() const { return feasible_; }

 private:
  std::shared_ptr<const PreparedExam> exam_;
  std::vector<ExposureCounts> counts_;
  int segment_ = 0;
  bool feasible_ = true;
};

// Shares of the tests that gave each item, by segment; -1 is all of them.
struct ExposureRates {
  std::map<int, int> tests;
  std::map<int, std::map<int, int>> given;

  void Add(const Session& session, int segment) {
    for (const int s : {-1, segment}) {
      ++tests[s];
      for (const int item : session.ScoredItems()) ++given[s][item];
    }
  }
  double Largest(int segment) const {
    int largest = 0;
    for (const auto& [item, count] : given.at(segment)) {
      largest = std::max(largest, count);
    }
    return largest / double(tests.at(segment));
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_EXPOSURE_EXPOSURE_RUN_H_
