#include "engine/session/session_report.h"

#include <cassert>
#include <map>
#include <utility>

#include "engine/scores/form_score.h"

namespace adaptest {
namespace {

std::vector<AttributeResult> ResultsBy(const Session& session,
                                       const std::vector<int>& items,
                                       const std::string& attribute) {
  std::map<int, int> category;  // by item
  for (const ScoredAnswer& answer : session.ScoredAnswers()) {
    category[answer.item] = answer.category;
  }
  std::map<std::string, AttributeResult> results;
  for (const int i : items) {
    const Item& item = session.exam().bank().item(i);
    const auto value = item.attributes.find(attribute);
    if (value == item.attributes.end()) continue;
    AttributeResult& result = results[value->second];
    ++result.num_items;
    if (const auto found = category.find(i); found != category.end()) {
      result.num_right += found->second;
    }
  }
  std::vector<AttributeResult> list;
  for (auto& [value, result] : results) {
    result.attribute = attribute;
    result.value = value;
    list.push_back(std::move(result));
  }
  return list;
}

}  // namespace

SessionReport MakeReport(const Session& session) {
  assert(session.finished());
  const PreparedExam& exam = session.exam();
  const std::vector<int>& form = session.plan().form;
  const std::vector<int> items = form.empty() ? session.ScoredItems() : form;
  SessionReport report;
  report.num_scored = static_cast<int>(items.size());
  report.number_right = NumberRightCount(session);
  report.estimate = EstimateSession(session);
  if (!form.empty()) {
    report.raw_cut = RawCut(exam.bank(), form, exam.exam().scale.theta_cut);
  }
  report.passed = SessionPasses(session, report.estimate);
  std::vector<int> test = items;
  test.insert(test.end(), session.plan().pretest_items.begin(),
              session.plan().pretest_items.end());
  report.counts = session.mode().blueprint.CountItems(test);
  for (const std::string& attribute : exam.exam().report_attributes) {
    for (AttributeResult& result : ResultsBy(session, items, attribute)) {
      report.attributes.push_back(std::move(result));
    }
  }
  report.person_fit = SessionPersonFit(session);
  return report;
}

}  // namespace adaptest
