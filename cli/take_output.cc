#include "cli/take_output.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/json_output.h"

namespace adaptest {
namespace {

Json BoundOrNull(bool given, double bound) {
  return given ? CountOrNull(bound) : Json();
}

std::string BoundText(bool given, double bound) {
  return given ? absl::StrCat(bound) : "any";
}

void AddEstimate(const v1::Estimate& estimate, Json& json) {
  json["theta"] = estimate.has_theta() ? Json(estimate.theta()) : Json();
  json["standard_error"] =
      estimate.has_standard_error() ? Json(estimate.standard_error()) : Json();
  json["scaled_score"] = estimate.scaled_score();
  json["scaled_score_lower"] = estimate.scaled_score_lower();
  json["scaled_score_upper"] = estimate.scaled_score_upper();
  json["mastery_probability"] = estimate.mastery_probability();
  json["pass_probability"] = estimate.pass_probability();
  json["pass_probability_lower"] = estimate.pass_probability_lower();
  json["pass_probability_upper"] = estimate.pass_probability_upper();
  json["provisional"] = estimate.provisional();
  if (estimate.has_this_form_pass_probability()) {
    json["this_form_pass_probability"] = estimate.this_form_pass_probability();
  }
  json["bank_version"] = estimate.bank_version();
  json["method"] = estimate.method();
}

std::string EstimateLine(const v1::Estimate& estimate) {
  std::string line = absl::StrFormat(
      "theta %6.3f  se %5.3f  score %4.0f [%.0f, %.0f]  pass probability %.3f "
      "[%.3f, %.3f]",
      estimate.theta(), estimate.standard_error(), estimate.scaled_score(),
      estimate.scaled_score_lower(), estimate.scaled_score_upper(),
      estimate.pass_probability(), estimate.pass_probability_lower(),
      estimate.pass_probability_upper());
  if (estimate.has_this_form_pass_probability()) {
    absl::StrAppendFormat(&line, "  this form %.3f",
                          estimate.this_form_pass_probability());
  }
  if (estimate.provisional()) line += "  provisional";
  return line;
}

std::string StateName(v1::SessionState state) {
  return state == v1::SESSION_STATE_FINISHED ? "FINISHED" : "ACTIVE";
}

std::string DecisionName(v1::Decision decision) {
  return decision == v1::DECISION_PASS ? "pass" : "fail";
}

Json PersonFitJson(const v1::PersonFit& fit) {
  Json json;
  json["lz_star"] = fit.has_lz_star() ? Json(fit.lz_star()) : Json();
  json["cusum_upper"] = fit.cusum_upper();
  json["cusum_lower"] = fit.cusum_lower();
  json["aberrant"] = fit.has_aberrant() ? Json(fit.aberrant()) : Json();
  json["speed"] = fit.has_speed() ? Json(fit.speed()) : Json();
  json["speed_standard_error"] =
      fit.has_speed() ? Json(fit.speed_standard_error()) : Json();
  json["rapid_positions"] = Json::array();
  for (const int position : fit.rapid_positions()) {
    json["rapid_positions"].push_back(position);
  }
  return json;
}

Json ReportJson(const v1::Session& session) {
  const v1::Report& report = session.report();
  Json json = {{"event", "report"},
               {"session", session.name()},
               {"decision", DecisionName(report.decision())},
               {"state", StateName(session.state())}};
  json["estimate"] = Json::object();
  AddEstimate(report.estimate(), json["estimate"]);
  json["scored_count"] = report.scored_count();
  json["right_count"] = report.right_count();
  json["raw_cut"] = report.has_raw_cut() ? Json(report.raw_cut()) : Json();
  json["constraints"] = Json::array();
  for (const v1::ConstraintCount& count : report.constraints()) {
    json["constraints"].push_back(
        {{"id", count.id()},
         {"count", CountOrNull(count.count())},
         {"lower", BoundOrNull(count.has_lower(), count.lower())},
         {"upper", BoundOrNull(count.has_upper(), count.upper())}});
  }
  json["attributes"] = Json::array();
  for (const v1::AttributeResult& result : report.attributes()) {
    json["attributes"].push_back({{"attribute", result.attribute()},
                                  {"value", result.value()},
                                  {"item_count", result.item_count()},
                                  {"right_count", result.right_count()}});
  }
  json["answers"] = Json::array();
  for (const v1::AnsweredItem& answer : report.answers()) {
    json["answers"].push_back(
        {{"position", answer.position()},
         {"item_id", answer.item_id()},
         {"response", answer.has_response() ? Json(answer.response()) : Json()},
         {"scored", answer.scored()}});
  }
  json["person_fit"] = PersonFitJson(report.person_fit());
  return json;
}

void PrintPersonFit(const v1::PersonFit& fit) {
  std::cout << "\nPerson fit: ";
  if (fit.has_lz_star()) {
    std::cout << absl::StreamFormat("lz* %.2f, ", fit.lz_star());
  }
  std::cout << absl::StreamFormat("CUSUM %.3f and %.3f", fit.cusum_upper(),
                                  fit.cusum_lower());
  if (fit.has_aberrant()) {
    std::cout << (fit.aberrant() ? ", beyond" : ", within") << " its bounds";
  }
  if (fit.rapid_positions_size() > 0) {
    std::cout << "; rapid guesses at "
              << absl::StrJoin(fit.rapid_positions(), ", ");
  }
  std::cout << "\n";
}

void PrintReport(const v1::Session& session) {
  const v1::Report& report = session.report();
  std::cout << "\nResult: "
            << (report.decision() == v1::DECISION_PASS ? "PASS" : "FAIL")
            << "   score " << report.estimate().scaled_score() << "   "
            << report.right_count() << " of " << report.scored_count()
            << " scored questions right";
  if (report.has_raw_cut()) {
    std::cout << " (this form passes at " << report.raw_cut() << ")";
  }
  std::cout << "\n  " << EstimateLine(report.estimate())
            << "\n\nBlueprint      given  allowed\n";
  for (const v1::ConstraintCount& count : report.constraints()) {
    std::cout << absl::StreamFormat(
        "  %-12s %5g  %s to %s\n", count.id(), count.count(),
        BoundText(count.has_lower(), count.lower()),
        BoundText(count.has_upper(), count.upper()));
  }
  std::cout << "\nResults by attribute            right  of\n";
  for (const v1::AttributeResult& result : report.attributes()) {
    std::cout << absl::StreamFormat(
        "  %-28s %5d  %2d\n",
        absl::StrCat(result.attribute(), " ", result.value()),
        result.right_count(), result.item_count());
  }
  PrintPersonFit(report.person_fit());
  std::cout << std::flush;
}

void PrintQuestion(const v1::PresentedItem& item) {
  const v1::Content& content = item.content();
  if (!item.has_content()) return;
  std::cout << "  " << content.stem() << "\n";
  for (const v1::Prompt& prompt : content.prompts()) {
    std::cout << "    " << prompt.id() << "  " << prompt.text() << "\n";
  }
  for (const v1::Option& option : content.options()) {
    std::cout << "    " << option.id() << ") " << option.text() << "\n";
  }
}

}  // namespace

std::string FormatAnswer(const v1::Answer& answer) {
  if (answer.omitted()) return "omitted";
  if (answer.has_category()) {
    return absl::StrCat("category ", answer.category());
  }
  if (answer.pairs_size() == 0) return absl::StrJoin(answer.option_ids(), ",");
  return absl::StrJoin(answer.pairs(), ",",
                       [](std::string* out, const v1::Pair& pair) {
                         absl::StrAppend(out, pair.left(), "=", pair.right());
                       });
}

void TakeOutput::Item(const v1::Session& session,
                      const v1::PresentedItem& item) const {
  if (json_) {
    const Json json = {{"event", "item"},
                       {"session", session.name()},
                       {"position", item.position()},
                       {"item_id", item.item_id()}};
    std::cout << json.dump() << std::endl;
    return;
  }
  std::cout << absl::StreamFormat("%2d/%d  %s\n", item.position(),
                                  session.item_count(), item.item_id());
  PrintQuestion(item);
  std::cout << std::flush;
}

void TakeOutput::Answer(const v1::PresentedItem& item, const v1::Answer& answer,
                        const v1::SubmitResponseResponse& reply,
                        const std::optional<v1::Estimate>& estimate) const {
  if (json_) {
    Json json = {{"event", "answer"},
                 {"position", item.position()},
                 {"item_id", item.item_id()}};
    if (reply.has_feedback()) {
      json["response"] = reply.feedback().response();
      json["scored"] = reply.feedback().scored();
    }
    if (estimate) AddEstimate(*estimate, json);
    std::cout << json.dump() << std::endl;
    return;
  }
  std::cout << "    answer: " << FormatAnswer(answer);
  if (reply.has_feedback()) {
    std::cout << (reply.feedback().response() > 0 ? "  right" : "  wrong");
  }
  if (estimate) std::cout << "\n    " << EstimateLine(*estimate);
  std::cout << std::endl;
}

void TakeOutput::Report(const v1::Session& session) const {
  if (json_) {
    std::cout << ReportJson(session).dump() << std::endl;
  } else {
    PrintReport(session);
  }
}

}  // namespace adaptest
