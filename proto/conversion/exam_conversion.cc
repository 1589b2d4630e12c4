#include "proto/conversion/exam_conversion.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "proto/conversion/json.h"

namespace adaptest {
namespace {

// Rules that combine others nest no deeper than this.
constexpr int kMaxRuleDepth = 8;

absl::StatusOr<Rule> RuleFromProto(const v1::Rule& message, int depth = 0) {
  if (depth > kMaxRuleDepth) {
    return absl::InvalidArgumentError(
        absl::StrCat("rules are nested deeper than ", kMaxRuleDepth));
  }
  Rule rule;
  rule.rule = message.rule();
  rule.parameters = {message.parameters().begin(), message.parameters().end()};
  rule.options = {message.options().begin(), message.options().end()};
  rule.items = {message.items().begin(), message.items().end()};
  for (const v1::Rule& inner : message.rules()) {
    ASSIGN_OR_RETURN(Rule converted, RuleFromProto(inner, depth + 1));
    rule.rules.push_back(std::move(converted));
  }
  return rule;
}

absl::StatusOr<std::vector<Rule>> RulesFromProto(
    const google::protobuf::RepeatedPtrField<v1::Rule>& messages) {
  std::vector<Rule> rules;
  for (const v1::Rule& message : messages) {
    ASSIGN_OR_RETURN(Rule rule, RuleFromProto(message));
    rules.push_back(std::move(rule));
  }
  return rules;
}

Constraint ConstraintFromProto(const v1::Constraint& message) {
  Constraint constraint;
  constraint.id = message.id();
  constraint.type = message.type();
  constraint.condition = message.condition();
  constraint.attribute = message.attribute();
  if (message.has_lower()) constraint.lower = message.lower();
  if (message.has_upper()) constraint.upper = message.upper();
  if (message.has_first_position()) {
    constraint.first_position = message.first_position();
  }
  if (message.has_last_position()) {
    constraint.last_position = message.last_position();
  }
  if (!message.scope().empty()) constraint.scope = message.scope();
  if (message.has_weight()) constraint.weight = message.weight();
  return constraint;
}

std::vector<Constraint> ConstraintsFromProto(
    const google::protobuf::RepeatedPtrField<v1::Constraint>& messages) {
  std::vector<Constraint> constraints;
  for (const v1::Constraint& message : messages) {
    constraints.push_back(ConstraintFromProto(message));
  }
  return constraints;
}

absl::StatusOr<bool> UnansweredIsWrong(const std::string& name) {
  if (name.empty() || name == "ignored") return false;
  if (name == "wrong") return true;
  return absl::InvalidArgumentError(absl::StrCat(
      "unanswered \"", name, "\" is unknown; allowed: wrong, ignored"));
}

double SecondsOf(const google::protobuf::Duration& duration) {
  return static_cast<double>(duration.seconds()) + 1e-9 * duration.nanos();
}

absl::StatusOr<Mode> ModeFromProto(const v1::Mode& message) {
  Mode mode;
  ASSIGN_OR_RETURN(mode.kind, ModeKindByName(message.mode()));
  mode.scored_items = message.scored_items();
  mode.pretest_items = message.pretest_items();
  mode.time_limit_seconds = SecondsOf(message.time_limit());
  mode.grace_seconds = SecondsOf(message.grace());
  if (message.has_expire_after()) {
    mode.expire_after_seconds = SecondsOf(message.expire_after());
  }
  if (!message.feedback().empty()) {
    ASSIGN_OR_RETURN(mode.feedback, FeedbackByName(message.feedback()));
  }
  ASSIGN_OR_RETURN(mode.unanswered_is_wrong,
                   UnansweredIsWrong(message.unanswered()));
  ASSIGN_OR_RETURN(mode.decision, RuleFromProto(message.decision()));
  ASSIGN_OR_RETURN(mode.criterion, RuleFromProto(message.criterion()));
  ASSIGN_OR_RETURN(mode.strategy, RuleFromProto(message.strategy()));
  ASSIGN_OR_RETURN(mode.exposure, RulesFromProto(message.exposure()));
  ASSIGN_OR_RETURN(mode.stopping_rules,
                   RulesFromProto(message.stopping_rules()));
  ASSIGN_OR_RETURN(mode.selection_prior,
                   RuleFromProto(message.selection_prior()));
  ASSIGN_OR_RETURN(mode.score_prior, RuleFromProto(message.score_prior()));
  ASSIGN_OR_RETURN(mode.person_fit, RuleFromProto(message.person_fit()));
  mode.constraints = ConstraintsFromProto(message.constraints());
  return mode;
}

ScoreScale ScaleFromProto(const v1::ScoreScale& message) {
  ScoreScale scale;
  scale.theta_cut = message.theta_cut();
  scale.theta_cut_standard_error = message.theta_cut_standard_error();
  scale.cut_score = message.cut_score();
  scale.theta_anchor = message.theta_anchor();
  scale.anchor_score = message.anchor_score();
  scale.min_score = message.min_score();
  scale.max_score = message.max_score();
  return scale;
}

}  // namespace

absl::StatusOr<Exam> ExamFromProto(const v1::Exam& message) {
  Exam exam;
  exam.name = message.name();
  exam.display_name = message.display_name();
  exam.bank = message.bank();
  for (const v1::Mode& mode : message.modes()) {
    ASSIGN_OR_RETURN(Mode converted, ModeFromProto(mode));
    exam.modes.push_back(std::move(converted));
  }
  exam.constraints = ConstraintsFromProto(message.constraints());
  ASSIGN_OR_RETURN(exam.estimator, RuleFromProto(message.estimator()));
  if (message.nodes() != 0) exam.nodes = message.nodes();
  if (message.range() != 0) exam.range = message.range();
  exam.parameter_uncertainty = message.parameter_uncertainty();
  exam.scale_given = message.has_scale();
  if (exam.scale_given) exam.scale = ScaleFromProto(message.scale());
  const std::string& method = message.scale().method();
  if (!method.empty() && method != "linear" && method != "true_score") {
    return absl::InvalidArgumentError(
        absl::StrCat("scale.method \"", method,
                     "\" is unknown; allowed: linear, true_score"));
  }
  exam.true_score_scale = method == "true_score";
  exam.reference_form = {message.reference_form().begin(),
                         message.reference_form().end()};
  exam.report_attributes = {message.report_attributes().begin(),
                            message.report_attributes().end()};
  exam.allow_category_answers = message.allow_category_answers();
  exam.area_attribute = message.area_attribute();
  exam.area_sds = {message.area_sds().begin(), message.area_sds().end()};
  RETURN_IF_ERROR(ValidateExam(exam));
  return exam;
}

v1::Constraint ConstraintToProto(const Constraint& constraint) {
  v1::Constraint message;
  message.set_id(constraint.id);
  message.set_type(constraint.type);
  message.set_condition(constraint.condition);
  message.set_attribute(constraint.attribute);
  if (constraint.lower) message.set_lower(*constraint.lower);
  if (constraint.upper) message.set_upper(*constraint.upper);
  if (constraint.first_position) {
    message.set_first_position(*constraint.first_position);
  }
  if (constraint.last_position) {
    message.set_last_position(*constraint.last_position);
  }
  message.set_scope(constraint.scope);
  if (constraint.weight) message.set_weight(*constraint.weight);
  return message;
}

absl::StatusOr<v1::Exam> ParseExamJson(absl::string_view json) {
  v1::Exam message;
  RETURN_IF_ERROR(FromJson(json, &message));
  RETURN_IF_ERROR(ExamFromProto(message).status());
  return message;
}

}  // namespace adaptest
