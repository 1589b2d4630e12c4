#ifndef ADAPTEST_CALIBRATION_SIMULATION_POST_HOC_H_
#define ADAPTEST_CALIBRATION_SIMULATION_POST_HOC_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/response_data.h"
#include "calibration/simulation/examinee.h"
#include "engine/exam/exam.h"
#include "engine/scored_answer.h"

namespace adaptest {

// A mode of an exam for simulation with answers on record (post-hoc or real
// data simulation: Weiss, 2004): a person's answer to an item that is selected
// is the recorded one, and what a person did not answer cannot be selected for
// this person. It is held back in the session's plan, as what no_repeat keeps
// from a learner. Exposure control gives way to it: a test that could only go
// on with an item without an answer is begun again without what exposure
// control held back. Pretest items are not given, as they change nothing. The
// true ability is the exam's own estimate from all the person's answers to
// operational items.
class PostHocExam {
 public:
  // From an exam whose mode can be given.
  static absl::StatusOr<PostHocExam> Make(
      Exam exam, int mode, const std::shared_ptr<const ItemBank>& bank);

  // The exam with this mode as number 0, to take statistics by. It has no other
  // modes, but where this mode has constraints of its own that of real forms.
  const std::shared_ptr<const PreparedExam>& exam() const { return exam_; }

  // Whether the items that the person answered hold a whole test within the
  // blueprint.
  bool HasTest(absl::Span<const ScoredAnswer> answers) const;

  double TrueAbility(absl::Span<const ScoredAnswer> answers) const;

  // One person's test. Requires HasTest(answers).
  SimulatedExaminee Simulate(absl::Span<const ScoredAnswer> answers,
                             uint64_t seed, uint64_t index,
                             absl::Span<const ExposureCounts> exposure,
                             const ExamineeOptions& options) const;

 private:
  std::shared_ptr<const PreparedExam> exam_;
  std::shared_ptr<const PreparedExam> without_exposure_;
};

// The answers of persons to operational items, by the items of a bank that has
// them all.
class RecordedAnswers {
 public:
  RecordedAnswers(ResponseData data, const ItemBank& bank);

  int size() const { return data_.num_persons(); }
  std::string id(int person) const { return data_.person_id(person); }
  std::vector<ScoredAnswer> Of(int person) const;

  // Leaves out all persons but these, ascending.
  void Keep(absl::Span<const int> persons);

 private:
  ResponseData data_;
  std::vector<int> bank_item_;  // [item]; -1 = not operational
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_POST_HOC_H_
