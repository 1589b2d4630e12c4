#include "cli/simulated_exam.h"

#include <chrono>
#include <filesystem>
#include <set>
#include <utility>

#include "calibration/files/text_file.h"
#include "cli/command.h"
#include "cli/exam_file.h"
#include "cli/found_parameters.h"
#include "engine/status_macros.h"
#include "proto/conversion/exam_conversion.h"

namespace adaptest {

absl::StatusOr<std::unique_ptr<SimulatedExam>> SimulatedExam::Make(
    const StudyPlan& plan, const std::string& file, std::string label) {
  std::unique_ptr<SimulatedExam> made(new SimulatedExam);
  made->label_ = std::move(label);
  ASSIGN_OR_RETURN(made->profile_, ReadExamMessage(file));
  const absl::Status status = made->Prepare(plan);
  if (status.ok()) return made;
  return IsUsageError(status) ? status : InFile(file, status);
}

absl::Status SimulatedExam::Prepare(const StudyPlan& plan) {
  ASSIGN_OR_RETURN(Exam exam, ExamFromProto(profile_));
  const auto mode = FindMode(exam, plan.mode);
  if (!mode.ok()) return UsageError(mode.status().message());
  ASSIGN_OR_RETURN(found_, FillFoundParameters(plan.bank, plan.seed,
                                               plan.threads, profile_));
  ASSIGN_OR_RETURN(exam, ExamFromProto(profile_));
  options_.seed = plan.seed;
  options_.threads = plan.threads;
  options_.examinee.person_fit = true;
  if (plan.answers == nullptr) {
    options_.mode = *mode;
    ASSIGN_OR_RETURN(options_.exam,
                     PreparedExam::Make(std::move(exam), plan.bank));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(post_hoc_,
                   PostHocExam::Make(std::move(exam), *mode, plan.bank));
  post_hoc_study_ = {&*post_hoc_, plan.answers};
  options_.post_hoc = &post_hoc_study_;
  options_.exam = post_hoc_->exam();
  return absl::OkStatus();
}

void SimulatedExam::Start(int examinees, const SimulatedExam& first) {
  simulator_.emplace(options_);
  statistics_.emplace(options_, examinees);
  if (&first == this) return;
  differences_.emplace(first.cut(), cut(), !post_hoc_.has_value());
}

const std::vector<SimulatedExaminee>& SimulatedExam::Simulate(
    absl::Span<const double> thetas,
    const std::vector<SimulatedExaminee>* first) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  examinees_ = simulator_->Next(thetas);
  seconds_ += std::chrono::duration<double>(Clock::now() - begin).count();
  for (size_t i = 0; i < examinees_.size(); ++i) {
    statistics_->Add(examinees_[i]);
    if (differences_) differences_->Add((*first)[i], examinees_[i]);
  }
  return examinees_;
}

StudyResult SimulatedExam::Result() const {
  StudyResult result;
  result.label = label_;
  result.exam = profile_.name();
  result.mode =
      std::string(NameOf(options_.exam->modes()[options_.mode].mode.kind));
  result.theta_cut = cut();
  result.summary = statistics_->Summary();
  if (differences_) result.difference = differences_->Differences();
  result.examinees_per_second = result.summary.examinees / seconds_;
  return result;
}

std::vector<std::string> ExamLabels(absl::Span<const std::string> files) {
  std::vector<std::string> stems;
  for (const std::string& file : files) {
    stems.push_back(std::filesystem::path(file).stem().string());
  }
  const std::set<std::string> distinct(stems.begin(), stems.end());
  if (distinct.size() == files.size()) return stems;
  return {files.begin(), files.end()};
}

}  // namespace adaptest
