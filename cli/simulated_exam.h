#ifndef ADAPTEST_CLI_SIMULATED_EXAM_H_
#define ADAPTEST_CLI_SIMULATED_EXAM_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "adaptest/v1/exam.pb.h"
#include "calibration/simulation/paired_differences.h"
#include "calibration/simulation/post_hoc.h"
#include "calibration/simulation/simulation.h"
#include "calibration/simulation/summary.h"
#include "calibration/simulation/summary_json.h"

namespace adaptest {

// What the exams of a study share.
struct StudyPlan {
  std::shared_ptr<const ItemBank> bank;
  std::string mode;  // "" = the first of each
  uint64_t seed = 1;
  int threads = 1;
  const RecordedAnswers* answers = nullptr;  // of a post-hoc simulation
};

// One exam of a study: its profile, simulation and statistics. Exams of a study
// see the same examinees and the same seeds.
class SimulatedExam {
 public:
  // Reads the profile and finds what it lacks (found_parameters.h). `plan` must
  // outlive the exam.
  static absl::StatusOr<std::unique_ptr<SimulatedExam>> Make(
      const StudyPlan& plan, const std::string& file, std::string label);

  const std::string& label() const { return label_; }
  const v1::Exam& profile() const { return profile_; }
  bool found() const { return found_; }  // something that the profile lacked
  const ExposureTally& exposure() const { return statistics_->exposure(); }
  const PostHocExam* post_hoc() const {
    return post_hoc_ ? &*post_hoc_ : nullptr;
  }

  // Begins a study of so many examinees, of differences from `first` where it
  // is not the exam itself.
  void Start(int examinees, const SimulatedExam& first);

  // The sessions of the next examinees, which `first` of them had before.
  const std::vector<SimulatedExaminee>& Simulate(
      absl::Span<const double> thetas,
      const std::vector<SimulatedExaminee>* first);

  StudyResult Result() const;

 private:
  SimulatedExam() = default;
  absl::Status Prepare(const StudyPlan& plan);
  double cut() const { return options_.exam->exam().scale.theta_cut; }

  std::string label_;
  v1::Exam profile_;
  bool found_ = false;
  std::optional<PostHocExam> post_hoc_;
  PostHocStudy post_hoc_study_ = {};
  SimulationOptions options_;
  std::optional<Simulator> simulator_;
  std::optional<StudyStatistics> statistics_;
  std::optional<PairedDifferences> differences_;
  std::vector<SimulatedExaminee> examinees_;
  double seconds_ = 0;
};

// What the exams are called: their files' names without directory and ending,
// or the files as given where those are not distinct.
std::vector<std::string> ExamLabels(absl::Span<const std::string> files);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_SIMULATED_EXAM_H_
