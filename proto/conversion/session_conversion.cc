#include "proto/conversion/session_conversion.h"

#include <cmath>

#include "absl/strings/string_view.h"
#include "engine/session/session_areas.h"
#include "engine/session/session_estimate.h"
#include "engine/session/session_prediction.h"
#include "engine/session/session_report.h"

namespace adaptest {
namespace {

v1::Estimate ConvertEstimate(const SessionEstimate& estimate,
                             const Session& session,
                             const std::string& bank_version) {
  v1::Estimate message;
  if (estimate.theta) message.set_theta(*estimate.theta);
  if (estimate.standard_error) {
    message.set_standard_error(*estimate.standard_error);
  }
  const absl::string_view state = NameOf(estimate.state);
  message.set_state(state.data(), state.size());
  message.set_scaled_score(estimate.scaled_score);
  message.set_scaled_score_lower(estimate.scaled_score_lower);
  message.set_scaled_score_upper(estimate.scaled_score_upper);
  message.set_mastery_probability(estimate.mastery_probability);
  message.set_pass_probability(estimate.pass_probability);
  message.set_pass_probability_lower(estimate.pass_probability_lower);
  message.set_pass_probability_upper(estimate.pass_probability_upper);
  message.set_provisional(estimate.provisional);
  if (estimate.this_form_pass_probability) {
    message.set_this_form_pass_probability(
        *estimate.this_form_pass_probability);
  }
  message.set_bank_version(bank_version);
  const absl::string_view method = NameOf(session.exam().estimator());
  message.set_method(method.data(), method.size());
  message.set_item_count(estimate.num_items);
  message.set_prior(estimate.prior.data(), estimate.prior.size());
  if (estimate.scaled_score_standard_error) {
    message.set_scaled_score_standard_error(
        *estimate.scaled_score_standard_error);
  }
  return message;
}

void FillAreas(const Session& session, v1::Estimate& message) {
  for (const NamedReadiness& area : SessionAreas(session)) {
    v1::AreaReadiness* readiness = message.add_areas();
    readiness->set_area(area.area);
    readiness->set_theta(area.readiness.mean);
    readiness->set_standard_error(area.readiness.sd);
    readiness->set_weakest_probability(area.readiness.weakest_probability);
    readiness->set_told_apart(area.readiness.told_apart);
    readiness->set_pass_gain(area.pass_gain);
  }
}

void FillPersonFit(const PersonFit& fit, v1::PersonFit& message) {
  if (fit.lz_star) message.set_lz_star(*fit.lz_star);
  message.set_cusum_upper(fit.cusum.upper);
  message.set_cusum_lower(fit.cusum.lower);
  if (fit.aberrant) message.set_aberrant(*fit.aberrant);
  if (fit.speed) {
    message.set_speed(fit.speed->speed);
    message.set_speed_standard_error(fit.speed->standard_error);
  }
  for (const int position : fit.rapid_positions) {
    message.add_rapid_positions(position + 1);
  }
}

void FillAnswers(const Session& session, v1::Report& report) {
  for (const GivenItem& given : session.given()) {
    v1::AnsweredItem* answer = report.add_answers();
    answer->set_position(report.answers_size());
    answer->set_item_id(session.exam().bank().item(given.item).id);
    if (given.category) answer->set_response(*given.category);
    answer->set_scored(given.scored);
  }
}

}  // namespace

v1::Estimate EstimateToProto(const Session& session,
                             const std::string& bank_version) {
  return ConvertEstimate(EstimateSession(session), session, bank_version);
}

void AddOutlook(const Session& session, v1::Estimate& estimate) {
  if (!session.finished()) {
    const Prediction prediction = PredictFinalScore(session);
    v1::Prediction* final_score = estimate.mutable_final_score();
    final_score->set_median(prediction.median);
    final_score->set_lower(prediction.lower);
    final_score->set_upper(prediction.upper);
  }
  FillAreas(session, estimate);
}

v1::Report ReportToProto(const Session& session,
                         const std::string& bank_version) {
  const SessionReport report = MakeReport(session);
  v1::Report message;
  message.set_decision(report.passed ? v1::DECISION_PASS : v1::DECISION_FAIL);
  *message.mutable_estimate() =
      ConvertEstimate(report.estimate, session, bank_version);
  FillAreas(session, *message.mutable_estimate());
  message.set_scored_count(report.num_scored);
  message.set_right_count(report.number_right);
  if (report.raw_cut) message.set_raw_cut(*report.raw_cut);
  for (const Blueprint::Count& count : report.counts) {
    v1::ConstraintCount* constraint = message.add_constraints();
    constraint->set_id(count.id);
    constraint->set_count(count.count);
    if (std::isfinite(count.lower)) constraint->set_lower(count.lower);
    if (std::isfinite(count.upper)) constraint->set_upper(count.upper);
  }
  for (const AttributeResult& result : report.attributes) {
    v1::AttributeResult* attribute = message.add_attributes();
    attribute->set_attribute(result.attribute);
    attribute->set_value(result.value);
    attribute->set_item_count(result.num_items);
    attribute->set_right_count(result.num_right);
  }
  FillAnswers(session, message);
  FillPersonFit(report.person_fit, *message.mutable_person_fit());
  return message;
}

}  // namespace adaptest
