#ifndef ADAPTEST_ENGINE_EXAM_EXAM_H_
#define ADAPTEST_ENGINE_EXAM_EXAM_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/blueprint/constraint.h"
#include "engine/rule.h"
#include "engine/scores/score_scale.h"

namespace adaptest {

// How a session of an exam is run.
enum class ModeKind {
  kAdaptive,  // each item is chosen by the answers before it
  kMock,      // one form, assembled at the start; decided by number right
  kPractice,  // adaptive, with feedback
};

// What a person is told during a session.
enum class Feedback {
  kAtEnd,     // nothing before the report
  kEstimate,  // after each answer: right or wrong, and the estimate
  kFull,      // also the key and the explanations
};

struct Mode {
  ModeKind kind = ModeKind::kAdaptive;
  int scored_items = 0;
  int pretest_items = 0;
  double time_limit_seconds = 0;  // 0 = none
  double grace_seconds = 0;       // beyond it, for the last question shown
  double expire_after_seconds = 7 * 86400;  // without a word
  Feedback feedback = Feedback::kAtEnd;
  bool unanswered_is_wrong = false;
  Rule decision;
  Rule criterion;
  Rule strategy;
  std::vector<Rule> exposure;
  std::vector<Rule> stopping_rules;
  Rule selection_prior;
  Rule score_prior;
  Rule person_fit;  // residual_cusum, or none

  // Of this mode instead of the exam's; empty = the exam's. A short practice
  // set cannot hold the blueprint of a whole exam.
  std::vector<Constraint> constraints;
};

// An exam profile: all that distinguishes one exam from another, apart from
// its items. `adaptest.v1.Exam` is its form in files and messages.
struct Exam {
  std::string name;  // exams/{exam}
  std::string display_name;
  std::string bank;
  std::vector<Mode> modes;
  std::vector<Constraint> constraints;
  Rule estimator;
  int nodes = 121;   // of the theta grid
  double range = 6;  // the grid is [-range, range]
  bool parameter_uncertainty = false;
  bool scale_given = true;  // needed for scores, not for assembly
  ScoreScale scale;
  bool true_score_scale = false;
  std::vector<std::string> reference_form;
  std::vector<std::string> report_attributes;
  bool allow_category_answers = false;

  // The item attribute whose values are the areas of readiness, and by value
  // the standard deviation of the areas' own abilities (area_readiness.h).
  std::string area_attribute;
  std::map<std::string, double> area_sds;
};

absl::string_view NameOf(ModeKind kind);
absl::StatusOr<ModeKind> ModeKindByName(absl::string_view name);
absl::string_view NameOf(Feedback feedback);
absl::StatusOr<Feedback> FeedbackByName(absl::string_view name);

// Checks what can be checked without a bank: names, ranges, and that what the
// profile asks for is supported. Messages name field, value and what is
// allowed.
absl::Status ValidateExam(const Exam& exam);

// The mode of this kind by name; "" is the first.
absl::StatusOr<int> FindMode(const Exam& exam, absl::string_view name);

// The constraints that tests of the mode satisfy: its own, or the exam's.
absl::Span<const Constraint> ConstraintsOf(const Exam& exam, const Mode& mode);

// The mode whose tests are what a real form of the exam is: the mock exam, or
// without one the first mode under the exam's constraints, or else the first.
int FormMode(const Exam& exam);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXAM_EXAM_H_
